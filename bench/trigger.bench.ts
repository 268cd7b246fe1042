import { once } from "node:events";
import { Agent, request } from "node:http";
import { createRonda } from "ronda";
import { pool } from "#db/connection.ts";
import { type BenchContext, interleaved, perSecond, type Row } from "./bench.ts";
import { buildNextApp, serveNextApp } from "./next-app.ts";

const rounds = 5;
const roundMs = 2000;
const secret = "the secret of the bench, 32 letters or more";
const target = 0.6;

/**
 * One trigger over HTTP of a job that does nothing, with all that the engine does around it, beside a handler that only
 * writes a row and marks it done. Both are routes of one small Next app, built and served as in production; what Next
 * itself can answer is shown with them.
 */
export async function bench({ databaseUrl, say }: BenchContext): Promise<Row[]> {
  await createTables();
  say("building the Next app that is triggered");
  buildNextApp();
  const server = await serveNextApp({ DATABASE_URL: databaseUrl, CRON_SECRET: secret });
  try {
    const rows: Row[] = [];
    for (const atOnce of [1, 16]) {
      say(`one trigger over HTTP, ${atOnce} at a time`);
      rows.push(await measure(server.port, atOnce));
    }
    return rows;
  } finally {
    server.process.kill();
    await once(server.process, "exit");
  }
}

async function createTables(): Promise<void> {
  await createRonda({ app: "bench", database: pool(), jobs: [], secrets: {} }).migrate();
  await pool().query(
    `create table "Floor" ("id" uuid primary key, "jobName" text, "startedAt" timestamptz, "finishedAt" timestamptz, "payload" jsonb)`,
  );
}

async function measure(port: number, atOnce: number): Promise<Row> {
  const measured = await interleaved(rounds, {
    ours: () => requestsPerSecond(port, "ronda", atOnce),
    floor: () => requestsPerSecond(port, "floor", atOnce),
    bare: () => requestsPerSecond(port, "bare", atOnce),
  });
  const ratio = measured.ours / measured.floor;
  return {
    work: `one trigger over HTTP, job doing nothing, ${atOnce} at a time`,
    reference: `Next handler with one INSERT and one UPDATE (bare: ${perSecond(measured.bare)})`,
    referenceFigure: perSecond(measured.floor),
    ours: perSecond(measured.ours),
    ratio,
    target: `≥ ${target}`,
    met: ratio >= target,
  };
}

async function requestsPerSecond(port: number, route: string, atOnce: number): Promise<number> {
  const agent = new Agent({ keepAlive: true, maxSockets: atOnce });
  const startedMs = performance.now();
  let answered = 0;
  // One job a lane, since a job never runs twice at once.
  const lane = async (number: number) => {
    while (performance.now() - startedMs < roundMs) {
      const answer = await get(port, `/api/${route}/${number}`, agent);
      // A job that is skipped is answered with 200 as well, and would cost nothing.
      if (!answer.includes('"done":0')) throw new Error(`a trigger was answered with ${answer}`);
      answered += 1;
    }
  };
  await Promise.all(Array.from({ length: atOnce }, (_, number) => lane(number)));
  agent.destroy();
  return answered / ((performance.now() - startedMs) / 1000);
}

function get(port: number, path: string, agent: Agent): Promise<string> {
  return new Promise((resolve, reject) => {
    const headers = { authorization: `Bearer ${secret}` };
    request({ port, host: "127.0.0.1", path, agent, headers }, (response) => {
      let answer = "";
      response.setEncoding("utf8").on("data", (part) => (answer += part));
      response.on("end", () => resolve(answer));
    })
      .on("error", reject)
      .end();
  });
}
