import { describe, expect, it } from "vitest";
import { defineJob } from "../job/job.ts";
import { newRunId } from "../record/run-id.ts";
import type { RondaOptions } from "../ronda-options.ts";
import { testDatabase } from "../testing/database.ts";
import { testClock, testRonda } from "../testing/engine.ts";

const database = testDatabase();
const trips = defineJob({
  name: "auto-complete-trips",
  schedule: "0 18 * * *",
  description: { id: "Menyelesaikan trip", en: "Completes trips" },
  run: () => ({ completed: 0 }),
});

it("does nothing in a quiet minute", async () => {
  const ronda = await testRonda(database, [trips]);
  expect(await ronda.patrol()).toEqual({
    abandoned: 0,
    restarted: [],
    missed: 0,
    caughtUp: [],
    opened: 0,
    reminded: 0,
    resolved: 0,
    pruned: 0,
  });
});

describe("old runs", () => {
  const oldRuns = async (count: number, { at, status = "SUCCESS" }: { at: string; status?: string }) => {
    const ids = Array.from({ length: count }, () => newRunId(new Date(at)));
    await database.pool.query(
      `insert into "CronRun" ("id", "jobName", "status", "trigger", "createdAt", "host", "pid")
       select id, 'auto-complete-trips', $2, 'manual', $3, 'vps', 1 from unnest($1::uuid[]) id`,
      [ids, status, at],
    );
    return ids;
  };
  const kept = async () =>
    (await database.pool.query(`select "id" from "CronRun" order by "id"`)).rows.map(({ id }) => id);
  const patrolAt = async (at: string, options: Partial<RondaOptions> = {}) => {
    const ronda = await testRonda(database, [], { clock: testClock(at), keepRuns: { lastOfEachJob: 1 }, ...options });
    return (await ronda.patrol()).pruned;
  };

  it("are forgotten after 90 days, failures after a year, but never the last run, success and error of a job", async () => {
    const clock = testClock("2026-01-01T18:00:00Z");
    const ronda = await testRonda(database, [trips], { clock });
    const runAt = async (at: string, fails = false) => {
      clock.set(at);
      await ronda.runCron(trips.name, fails ? () => Promise.reject(new Error("broken")) : () => ({ completed: 1 }));
      return (await ronda.runs({ limit: 1 }))[0]!.id;
    };
    await runAt("2026-01-01T18:00:00Z");
    const failure = await runAt("2026-01-02T18:00:00Z", true);
    const lastSuccess = await runAt("2026-01-03T18:00:00Z");
    const lastError = await runAt("2026-01-04T18:00:00Z", true);
    await oldRuns(1, { at: "2026-01-05T18:00:00Z" });
    const [newest] = await oldRuns(1, { at: "2026-01-06T18:00:00Z" });

    expect(await patrolAt("2026-04-01T17:59:59Z")).toBe(0);
    expect(await patrolAt("2026-06-01T00:00:00Z")).toBe(2);
    expect(await kept()).toEqual([failure, lastSuccess, lastError, newest]);
    expect(await patrolAt("2027-01-10T00:00:00Z")).toBe(1);
    expect(await kept()).toEqual([lastSuccess, lastError, newest]);
  });

  it("are kept where they are the last twenty of their job, or as many as the app says", async () => {
    await oldRuns(25, { at: "2020-01-01T00:00:00Z" });
    expect(await patrolAt("2026-11-23T00:00:00Z", { keepRuns: {} })).toBe(5);
    expect(await patrolAt("2026-11-23T00:00:00Z", { keepRuns: { lastOfEachJob: 7 } })).toBe(13);
  });

  it("are kept for as many days as the app says", async () => {
    await oldRuns(2, { at: "2026-11-01T00:00:00Z" });
    await oldRuns(1, { at: "2026-11-02T00:00:00Z", status: "FAILED" });
    await oldRuns(1, { at: "2026-11-22T00:00:00Z" });
    const keepRuns = { successDays: 7, failureDays: 30, lastOfEachJob: 1 };
    expect(await patrolAt("2026-11-23T00:00:00Z", { keepRuns })).toBe(2);
    expect(await patrolAt("2026-12-03T00:00:00Z", { keepRuns })).toBe(1);
  });

  it("go some thousand at a time, and what stays in between does not keep the others", async () => {
    await oldRuns(2500, { at: "2026-07-01T00:00:00Z", status: "FAILED" });
    await oldRuns(9001, { at: "2026-08-01T00:00:00Z" });
    const ronda = await testRonda(database, [], { clock: testClock("2026-11-23T00:00:00Z") });
    const pruned: number[] = [];
    for (let count = 0; count < 5; count++) pruned.push((await ronda.patrol()).pruned);
    expect(pruned.reduce((sum, rows) => sum + rows)).toBe(9001 - 20);
    expect(Math.max(...pruned)).toBeLessThanOrEqual(10_000);
  });

  it("keep nobody waiting, nor wait for anybody: what somebody has locked stays for the next time", async () => {
    const [locked] = await oldRuns(3, { at: "2026-01-01T00:00:00Z" });
    const connection = await database.pool.connect();
    await connection.query("begin");
    await connection.query(`select from "CronRun" where "id" = $1 for update`, [locked]);
    expect(await patrolAt("2026-11-23T00:00:00Z")).toBe(1);
    await connection.query("commit");
    connection.release();
    expect(await patrolAt("2026-11-23T00:00:00Z")).toBe(1);
  });
});
