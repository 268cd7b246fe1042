import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import pg from "pg";
import { createRonda, defineJob } from "ronda";
import { afterAll, beforeAll, expect, it } from "vitest";
import { startEmbedded, stopEmbedded } from "#db/embedded.ts";
import { carefree, folderInMemory } from "./fast-postgres.ts";

/** How often the server is killed: a few times, or as often as is asked for with `RONDA_KILLS`. */
const kills = Number(process.env.RONDA_KILLS ?? 3);

const folder = folderInMemory("setrip-killed-postgres-");
/** What was committed is to be there after a crash: of what is left out here only the machine's own death would tell. */
const settings = { ...carefree, synchronous_commit: "on" };
let pool: pg.Pool;

beforeAll(async () => {
  const { url } = await startEmbedded(folder, settings);
  pool = new pg.Pool({ connectionString: url, max: 6, connectionTimeoutMillis: 3000 });
  pool.on("error", () => {});
});

afterAll(async () => {
  await pool.end();
  stopEmbedded(folder);
  rmSync(folder, { recursive: true, force: true });
});

/** Kills the server as the kernel does where memory is short. */
function killServer(): void {
  const pidFile = join(folder, "postgres", "cluster", "data", "postmaster.pid");
  process.kill(Number(readFileSync(pidFile, "utf8").split("\n")[0]), "SIGKILL");
}

const rows = async (sql: string) => (await pool.query(sql)).rows;

it(
  "PostgreSQL killed with -9 in the middle of runs: nothing is lost, counted twice, or running for ever",
  async () => {
    const worked: string[] = [];
    const sent: { id: string; kind: string }[] = [];
    let work: (run: number) => Promise<object> = async () => ({});
    let number = 0;
    const job = defineJob({
      name: "send-receipts",
      schedule: "0 18 * * *",
      description: "Sends receipts",
      run: async () => {
        const mine = number;
        worked.push(`${mine}`);
        return await work(mine);
      },
    });
    const ronda = createRonda({
      app: "bakery",
      database: pool,
      jobs: [job],
      channels: [{ name: "hook", send: async ({ id, kind }) => void sent.push({ id, kind }) }],
      secrets: {},
      logger: { info: () => {}, warn: () => {}, error: () => {} },
    });
    await ronda.migrate();

    /** How each run is killed: while its function works, which then succeeds or fails; or while it is claimed. */
    const ways = [
      { fails: true, isClaiming: false },
      { fails: false, isClaiming: false },
      { fails: false, isClaiming: true },
      { fails: true, isClaiming: true },
    ];
    const outcomes: { ok: boolean; error?: string | undefined }[] = [];
    for (number = 0; number < kills; number++) {
      const { fails, isClaiming } = ways[number % ways.length]!;
      const started = Promise.withResolvers<void>();
      const killed = Promise.withResolvers<void>();
      work = async () => {
        started.resolve();
        await killed.promise;
        if (fails) throw new Error("the printer is on fire");
        return { sent: 1 };
      };
      const running = ronda.runCron(job.name, { trigger: "manual" });
      if (isClaiming) await pause(Math.random() * 5);
      else await started.promise;
      killServer();
      killed.resolve();
      await startEmbedded(folder, settings);
      outcomes.push(await running);
      await ronda.patrol();
    }
    // What an unanswered claim left behind is given back, and what was wrong is over.
    work = async () => ({ sent: 1 });
    await expect.poll(() => ronda.runCron(job.name, { trigger: "manual" })).toMatchObject({ payload: { sent: 1 } });
    await ronda.patrol();
    await ronda.stop();

    const runs = await rows(`select "status", "hasLease", "reason" from "CronRun" where "startedAt" is not null`);
    expect(runs.filter(({ status, hasLease }) => status === "RUNNING" || hasLease)).toEqual([]);
    const ended = (status: string) => runs.filter((run) => run.status === status).length;
    expect(ended("SUCCESS")).toBe(outcomes.filter(({ ok }) => ok).length + 1);
    expect(ended("FAILED")).toBe(outcomes.filter(({ error }) => error === "the printer is on fire").length);
    // A run that was claimed without an answer never began: it is no error.
    expect(runs.every(({ status, reason }) => status !== "ABANDONED" || reason === "restart")).toBe(true);
    expect(new Set(worked).size).toBe(worked.length);
    expect(worked.length).toBe(ended("SUCCESS") + ended("FAILED"));
    const [day] = await rows(
      `select sum("runs")::integer as "runs", sum("errors")::integer as "errors" from "RondaDay"`,
    );
    expect(day).toEqual({ runs: runs.length, errors: ended("FAILED") });

    const alerts = await rows(`select "id", "kind", "sentAt" from "RondaAlert"`);
    expect(alerts.length).toBeGreaterThan(0);
    expect(alerts.filter(({ sentAt }) => sentAt === null)).toEqual([]);
    for (const { id } of alerts) expect(sent.filter((each) => each.id === id).length).toBeGreaterThan(0);
  },
  120_000 + kills * 10_000,
);
