import { type ChildProcessByStdio, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Readable, Writable } from "node:stream";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { defineJob } from "../job/job.ts";
import { testDatabase } from "../testing/database.ts";
import { testRonda } from "../testing/engine.ts";

const database = testDatabase();
const description = "Completes trips";
const job = defineJob({ name: "auto-complete-trips", schedule: "0 18 * * *", description, run: () => ({}) });
const script = join(import.meta.dirname, "../testing/worker.ts");

type Outcome = { ok: boolean; skipped?: string; error?: string };
type Worker = { child: ChildProcessByStdio<Writable, Readable, null>; starts: number; outcomes: Outcome[] };
const workers: Worker[] = [];

beforeAll(() => {
  for (let count = 0; count < 4; count++) {
    const child = spawn(process.execPath, [script, database.url], { stdio: ["pipe", "pipe", "inherit"] });
    const worker: Worker = { child, starts: 0, outcomes: [] };
    createInterface({ input: child.stdout }).on("line", (line) => {
      const said = JSON.parse(line) as { started?: true; outcome?: Outcome };
      if (said.started) worker.starts += 1;
      if (said.outcome) worker.outcomes.push(said.outcome);
    });
    workers.push(worker);
  }
});

afterAll(async () => {
  for (const { child } of workers) {
    child.kill("SIGKILL");
    if (child.exitCode === null && child.signalCode === null) await once(child, "exit");
  }
});

beforeEach(() => {
  for (const worker of workers) Object.assign(worker, { starts: 0, outcomes: [] });
});

const tell = (command: string) => workers.forEach(({ child }) => void child.stdin.write(`${command}\n`));
const starts = () => workers.reduce((sum, worker) => sum + worker.starts, 0);
const outcomes = () => workers.flatMap((worker) => worker.outcomes);
const counted = async () => {
  const { rows } = await database.pool.query(
    `select "status", count(*)::integer as "count" from "CronRun" group by 1 order by 1`,
  );
  return Object.fromEntries(rows.map(({ status, count }) => [status, count])) as Record<string, number>;
};

// The order matters: what hangs in the first is let go in the last.
it("100 triggers at once from 4 processes are one run, and 99 skips that say which run works", async () => {
  tell("storm");
  await expect.poll(() => outcomes().length).toBe(99);
  expect(outcomes().every(({ ok, skipped }) => ok && skipped?.startsWith("already running since"))).toBe(true);
  await expect.poll(starts).toBe(1);
  expect(await counted()).toEqual({ RUNNING: 1, SKIPPED: 99 });
  const { rows } = await database.pool.query(
    `select count(*)::integer as "count" from "CronRun" skip join "CronRun" run on run."status" = 'RUNNING'
     where skip."status" = 'SKIPPED' and skip."reason" like '%(run ' || run."id" || ' on vps, process ' || run."pid" || ')'`,
  );
  expect(rows).toEqual([{ count: 99 }]);
  // Nothing of this run is left for the next test: its process goes on with it, shut out.
  const ronda = await testRonda(database, [job]);
  const [running] = await ronda.runs({ status: "RUNNING" });
  expect(await ronda.releaseLease(running!.id, { by: "Sari", reason: "it hangs" })).toEqual({ ok: true });
});

it("while it is paused, 100 of them run nothing and leave no row; each is told by whom", async () => {
  const ronda = await testRonda(database, [job]);
  await ronda.pause(job.name, { by: "Sari", reason: "moving" });
  tell("storm");
  await expect.poll(() => outcomes().length).toBe(100);
  expect(new Set(outcomes().map(({ skipped }) => skipped))).toEqual(new Set(["paused by Sari: moving"]));
  expect([starts(), await counted()]).toEqual([0, {}]);
});

it("each run that is released in the middle of them lets one other begin, and none that was released is ever a success", async () => {
  const ronda = await testRonda(database, [job]);
  tell("storm");
  for (let released = 0; released < 3; released++) {
    await expect.poll(() => ronda.runs({ status: "RUNNING" })).toHaveLength(1);
    const [running] = await ronda.runs({ status: "RUNNING" });
    tell("storm");
    expect(await ronda.releaseLease(running!.id, { by: "Sari", reason: "it hangs" })).toEqual({ ok: true });
    // The storm may have been over before it.
    tell("run");
  }
  await expect.poll(() => ronda.runs({ status: "RUNNING" })).toHaveLength(1);
  await expect.poll(starts).toBe(4);
  tell("finish");
  // Of these, of the three times four that came after them, and of the run that the first test has left behind.
  await expect.poll(() => outcomes().length).toBe(400 + 12 + 1);
  expect(await ronda.runs({ status: "ABANDONED" })).toHaveLength(3);
  await expect
    .poll(async () => (await ronda.runs({ status: "ABANDONED" })).map(({ lateStatus }) => lateStatus))
    .toEqual(["SUCCESS", "SUCCESS", "SUCCESS"]);
  const { rows } = await database.pool.query(
    `select count(*)::integer as "count" from "CronRun" where "releasedAt" is not null and "status" <> 'ABANDONED'`,
  );
  expect(rows).toEqual([{ count: 0 }]);
  expect(await ronda.runs({ status: "RUNNING" })).toEqual([]);
});
