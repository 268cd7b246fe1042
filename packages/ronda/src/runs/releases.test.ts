import { describe, expect, it, vi } from "vitest";
import { defineJob } from "../job/job.ts";
import { newRunId } from "../record/run-id.ts";
import { testDatabase } from "../testing/database.ts";
import { testChannel, testClock, testRonda } from "../testing/engine.ts";
import type { RunContext } from "../types.ts";
import { gracePeriodMs } from "./execution.ts";

/** A process of the release before, which knows no lease, on the same database: what it asks is what it always asked. */

const database = testDatabase();
const { pool } = database;
const name = "auto-complete-trips";

const before = {
  async claim(): Promise<string | undefined> {
    const id = newRunId(new Date());
    const { rows } = await pool.query(
      `select * from ronda_claim_run_1($1, $2, '{}', 'schedule', false, now(), null, 'old', 7, null)`,
      [id, name],
    );
    return rows.length > 0 ? id : undefined;
  },
  async beat(id: string): Promise<boolean> {
    const { rowCount } = await pool.query(
      `update "CronRun" set "heartbeatAt" = now() where "id" = $1 and "status" = 'RUNNING'`,
      [id],
    );
    return rowCount === 1;
  },
  close: (id: string, status: string, { restarted = false, leaseMs = null as number | null } = {}) =>
    pool.query(
      `select * from ronda_close_run_2($1, $2, now(), 0, null, 'text', null, null, $3, $4, null, null, 1, 14400000, $5, 'UTC')`,
      [id, status, restarted ? "restart" : null, restarted, leaseMs],
    ),
};

const silence = () => pool.query(`update "CronRun" set "heartbeatAt" = now() - interval '61 seconds'`);

/** A job that ignores its signal, and has begun. */
async function started() {
  const context = Promise.withResolvers<RunContext>();
  const finish = Promise.withResolvers<{ completed: number }>();
  const job = defineJob({
    name,
    schedule: "0 18 * * *",
    description: { id: "Menyelesaikan trip", en: "Completes trips" },
    maxRunMs: 60_000,
    run: (given) => {
      context.resolve(given);
      return finish.promise;
    },
  });
  const ronda = await testRonda(database, [job]);
  const outcome = ronda.runCron(name);
  const { beat } = await context.promise;
  return { ronda, outcome, beat, finish: () => finish.resolve({ completed: 1 }), id: (await ronda.runs())[0]!.id };
}

describe("the release before", () => {
  it("cannot start what this one runs", async () => {
    const { outcome, finish } = await started();
    expect(await before.claim()).toBeUndefined();
    finish();
    await outcome;
    expect(await before.claim()).toBeDefined();
  });

  it("cannot start what works on although its row is closed, until it ends", async () => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "setInterval", "clearInterval"] });
    const { ronda, outcome, finish, id } = await started();
    await vi.advanceTimersByTimeAsync(60_000 + gracePeriodMs);
    expect(await outcome).toMatchObject({ ok: false });
    vi.useRealTimers();
    expect(await before.claim()).toBeUndefined();
    finish();
    await expect.poll(async () => (await ronda.run(id))!.lateStatus).toBe("SUCCESS");
    expect(await before.claim()).toBeDefined();
  });

  it("can, where its process has been silent for as long as a lease lasts", async () => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "setInterval", "clearInterval"] });
    const { outcome, beat } = await started();
    await vi.advanceTimersByTimeAsync(60_000 + gracePeriodMs);
    await outcome;
    vi.useRealTimers();
    await silence();
    const theirs = await before.claim();
    expect(theirs).toBeDefined();
    // Waking up, ours leaves the job to whoever has it.
    expect(await beat()).toBe(false);
    expect(await before.beat(theirs!)).toBe(true);
  });

  it("can close a silent run of this one and start its own; ours leaves it alone", async () => {
    const { id, ronda, outcome, beat, finish } = await started();
    await silence();
    await before.close(id, "ABANDONED", { leaseMs: 60_000 });
    const theirs = await before.claim();
    expect(theirs).toBeDefined();
    expect(await beat()).toBe(false);
    finish();
    expect(await outcome).toMatchObject({ ok: false });
    await expect.poll(() => ronda.run(id)).toMatchObject({ status: "ABANDONED", lateStatus: "SUCCESS" });
    expect(await before.beat(theirs!)).toBe(true);
  });
});

describe("this release", () => {
  it("skips what the one before runs, and closes it when it has been silent", async () => {
    const ronda = await testRonda(database, []);
    const theirs = (await before.claim())!;
    expect(await ronda.runCron(name, () => ({}))).toMatchObject({
      skipped: expect.stringContaining("already running"),
    });
    await silence();
    expect(await ronda.runCron(name, () => ({}))).toEqual({ ok: true, payload: {} });
    expect(await ronda.run(theirs)).toMatchObject({ status: "ABANDONED" });
    expect(await before.beat(theirs)).toBe(false);
  });

  it("has its lease although the one before has closed its row, while nobody else has the job", async () => {
    const { id, beat, outcome, finish } = await started();
    await silence();
    await before.close(id, "ABANDONED", { leaseMs: 60_000 });
    expect(await beat()).toBe(true);
    expect(await before.claim()).toBeUndefined();
    finish();
    await outcome;
  });
});

it("the migration takes restarts out of the errors that the release before has counted, and does no harm twice", async () => {
  const ronda = await testRonda(database, []);
  for (const [status, restarted] of [
    ["ABANDONED", true],
    ["FAILED", false],
    ["SUCCESS", false],
    ["ABANDONED", true],
  ] as const) {
    await before.close((await before.claim())!, status, { restarted });
  }
  const { jobs } = await ronda.overview();
  expect(jobs[0]).toMatchObject({ runs7d: 4, errors7d: 3 });
  for (let times = 0; times < 2; times++) {
    await pool.query(`delete from "RondaMigration"`);
    await ronda.migrate();
    expect((await ronda.overview()).jobs[0]).toMatchObject({ runs7d: 4, errors7d: 1 });
  }
  const elsewhere = await testRonda(database, [], { displayZone: "Asia/Jakarta" });
  expect((await elsewhere.overview()).jobs[0]).toMatchObject({ runs7d: 4, errors7d: 1 });
});

describe("alerts of two releases on the same tables", () => {
  const clock = testClock("2026-11-23T18:00:02Z");
  const closing4 = `select * from ronda_close_run_4($1, 'FAILED', $2, 0, null, 'trip 7 broke', null, null, null, false, null, null, 1,
    14400000, null, 'UTC', null, 1, false)`;
  const failing = defineJob({
    name,
    schedule: "0 18 * * *",
    description: { id: "Menyelesaikan trip", en: "Completes trips" },
    run: () => Promise.reject(new Error("trip 7 broke")),
  });
  /** What the release before would repeat: it asks each minute. */
  const repeatsOfOld = async () =>
    (
      await pool.query(
        `select from "RondaJob" where "failureStreak" > 0 and "lastAlertAt" <= $1::timestamptz - interval '4 hours'`,
        [clock()],
      )
    ).rowCount;

  it("what the older one has told is not told again; it is repeated once, and its end is told", async () => {
    const channel = testChannel();
    const ronda = await testRonda(database, [failing], { clock, channels: [channel] });
    const id = await before.claim();
    const { rows } = await pool.query(closing4, [id, clock()]);
    expect(rows).toMatchObject([{ alert: "opened" }]);
    await ronda.patrol();
    expect(await ronda.incidents()).toMatchObject([{ severity: "FAILED", alertCount: 1, resolvedAt: null }]);
    expect(channel.alerts).toEqual([]);

    clock.advance(4 * 3_600_000);
    expect(await repeatsOfOld()).toBe(1);
    await ronda.patrol();
    expect(await repeatsOfOld()).toBe(0);
    await ronda.runCron(name, () => ({ completed: 1 }));
    await ronda.stop();
    expect(channel.alerts.map(({ kind }) => kind)).toEqual(["reminder", "resolved"]);
  });

  it("what this one has told the older one does not tell again", async () => {
    const channel = testChannel();
    const ronda = await testRonda(database, [failing], { clock, channels: [channel] });
    await ronda.runCron(name);
    clock.advance(3_600_000);
    const id = await before.claim();
    const { rows } = await pool.query(closing4, [id, clock()]);
    expect(rows).toMatchObject([{ alert: null, streak: 2 }]);
    expect(await repeatsOfOld()).toBe(0);
    await ronda.stop();
    expect(channel.alerts.map(({ kind }) => kind)).toEqual(["opened"]);
  });
});
