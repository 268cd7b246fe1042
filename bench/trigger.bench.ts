import { randomUUID } from "node:crypto";
import { Agent, createServer, type IncomingMessage, request, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import pino from "pino";
import { createRonda, defineJob } from "ronda";
import { pool } from "#db/connection.ts";
import { type BenchContext, interleaved, perSecond, type Row } from "./bench.ts";

const rounds = 5;
const roundMs = 2000;
const secret = "the secret of the bench, 32 letters or more";
const target = 0.6;

/**
 * One trigger over HTTP of a job that does nothing, with all that the engine does around it, beside a handler that only
 * writes a row and marks it done. Both stand behind the same bare HTTP server: Next would slow both down alike.
 */
export async function bench({ say }: BenchContext): Promise<Row[]> {
  const ronda = await serve(await rondaHandler());
  const floor = await serve(await floorHandler());
  const rows: Row[] = [];
  for (const atOnce of [1, 16]) {
    say(`one trigger over HTTP, ${atOnce} at a time`);
    const measured = await interleaved(rounds, {
      ours: () => requestsPerSecond(ronda, atOnce),
      floor: () => requestsPerSecond(floor, atOnce),
    });
    const ratio = measured.ours / measured.floor;
    rows.push({
      work: `one trigger over HTTP, job doing nothing, ${atOnce} at a time`,
      reference: "handler with one INSERT and one UPDATE",
      referenceFigure: perSecond(measured.floor),
      ours: perSecond(measured.ours),
      ratio,
      target: `at least ${target}`,
      met: ratio >= target,
    });
  }
  for (const server of [ronda, floor]) server.close();
  return rows;
}

type Handler = (incoming: IncomingMessage, lane: number) => Promise<{ status: number; body: string }>;

async function rondaHandler(): Promise<Handler> {
  // One job a lane, since a job never runs twice at once.
  const jobs = Array.from({ length: 16 }, (_, lane) =>
    defineJob({
      name: `empty-job-${lane}`,
      schedule: "0 0 1 1 *",
      description: { id: "Tidak melakukan apa-apa", en: "Does nothing" },
      run: () => ({ done: 0 }),
    }),
  );
  const logger = pino(pino.destination("/dev/null"));
  const ronda = createRonda({ app: "bench", database: pool(), jobs, secrets: { current: secret }, logger });
  await ronda.migrate();
  return async ({ method, headers }, lane) => {
    const asked = new Request("http://localhost/", { method, headers: { authorization: headers.authorization ?? "" } });
    const answer = await ronda.handle(asked, `empty-job-${lane}`);
    return { status: answer.status, body: await answer.text() };
  };
}

async function floorHandler(): Promise<Handler> {
  await pool().query(
    `create table "Floor" ("id" uuid primary key, "jobName" text, "startedAt" timestamptz, "finishedAt" timestamptz, "payload" jsonb)`,
  );
  return async (_incoming, lane) => {
    const id = randomUUID();
    const payload = { done: 0 };
    await pool().query(`insert into "Floor" ("id", "jobName", "startedAt") values ($1, $2, $3)`, [
      id,
      lane,
      new Date(),
    ]);
    await pool().query(`update "Floor" set "finishedAt" = $2, "payload" = $3 where "id" = $1`, [
      id,
      new Date(),
      payload,
    ]);
    return { status: 200, body: JSON.stringify({ ok: true, ...payload }) };
  };
}

function serve(handler: Handler): Promise<Server> {
  const server = createServer(async (incoming, outgoing) => {
    const { status, body } = await handler(incoming, Number(incoming.url!.slice(1)));
    outgoing.writeHead(status, { "content-type": "application/json" }).end(body);
  });
  return new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(server)));
}

async function requestsPerSecond(server: Server, atOnce: number): Promise<number> {
  const { port } = server.address() as AddressInfo;
  const agent = new Agent({ keepAlive: true, maxSockets: atOnce });
  const startedMs = performance.now();
  let answered = 0;
  const lane = async (path: number) => {
    while (performance.now() - startedMs < roundMs) {
      const status = await get(port, `/${path}`, agent);
      if (status !== 200) throw new Error(`a trigger was answered with ${status}`);
      answered += 1;
    }
  };
  await Promise.all(Array.from({ length: atOnce }, (_, path) => lane(path)));
  agent.destroy();
  return answered / ((performance.now() - startedMs) / 1000);
}

function get(port: number, path: string, agent: Agent): Promise<number> {
  return new Promise((resolve, reject) => {
    const headers = { authorization: `Bearer ${secret}` };
    request({ port, host: "127.0.0.1", path, agent, headers }, (response) => {
      response.resume().on("end", () => resolve(response.statusCode ?? 0));
    })
      .on("error", reject)
      .end();
  });
}
