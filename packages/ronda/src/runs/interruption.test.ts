import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from "vitest";
import { leaseMs } from "../database/store.ts";
import { defineJob } from "../job/job.ts";
import { intercepted, testDatabase } from "../testing/database.ts";
import { testChannel, testClock, testRonda } from "../testing/engine.ts";
import type { Channel, JobOptions, RunContext } from "../types.ts";
import { gracePeriodMs, heartbeatMs, safetyMs } from "./execution.ts";

const database = testDatabase();
const slot = new Date("2026-11-23T18:00:00Z");

// Only the engine's own waiting is faked; the database answers in real time.
beforeEach(() => void vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "setInterval", "clearInterval"] }));
afterEach(() => void vi.useRealTimers());

function job(run: JobOptions["run"], maxRunMs = 60_000) {
  return defineJob({
    name: "auto-complete-trips",
    schedule: "0 18 * * *",
    description: { id: "Menyelesaikan trip", en: "Completes trips" },
    maxRunMs,
    run,
  });
}

/** A job that never ends by itself: `heeds` its signal or not. */
function endlessJob({ heeds, maxRunMs }: { heeds: boolean; maxRunMs?: number }) {
  const started = Promise.withResolvers<RunContext>();
  const late = Promise.withResolvers<Record<string, unknown>>();
  const endless = job((context) => {
    started.resolve(context);
    if (heeds) context.signal.addEventListener("abort", () => late.reject(context.signal.reason));
    return late.promise;
  }, maxRunMs);
  return { job: endless, started: started.promise, finishLate: () => late.resolve({ completed: 5 }) };
}

describe("a run that takes too long", () => {
  it("is told by its signal and TIMED_OUT", async () => {
    const { job, started } = endlessJob({ heeds: true });
    const ronda = await testRonda(database, [job]);
    const outcome = ronda.runCron(job.name);
    const { signal } = await started;
    await vi.advanceTimersByTimeAsync(60_000);
    expect(signal.reason).toMatchObject({ interruption: "timeout" });
    expect(await outcome).toEqual({ ok: false, error: "Timed out after 60 s" });
    expect((await ronda.runs())[0]).toMatchObject({ status: "TIMED_OUT", errorMessage: "Timed out after 60 s" });
  });

  it("is closed also when it ignores its signal, and what it comes to late is kept with its row", async () => {
    const { job, started, finishLate } = endlessJob({ heeds: false });
    const channel = testChannel();
    const ronda = await testRonda(database, [job], { channels: [channel] });
    const outcome = ronda.runCron(job.name);
    await started;
    await vi.advanceTimersByTimeAsync(60_000 + gracePeriodMs);
    expect(await outcome).toMatchObject({ ok: false });
    finishLate();
    const { id } = (await ronda.runs())[0]!;
    await expect.poll(() => ronda.run(id)).toMatchObject({ lateStatus: "SUCCESS", latePayload: { completed: 5 } });
    expect((await ronda.runs())[0]).toMatchObject({ status: "TIMED_OUT", payload: null });
    expect((await ronda.overview()).jobs[0]).toMatchObject({ runs7d: 1, errors7d: 1, health: { badge: "FAILED" } });
    await ronda.stop();
    // It did take too long: nothing about that alert was wrong.
    expect(channel.alerts.map(({ kind }) => kind)).toEqual(["opened"]);
  });

  it("has its job until its function ends: the next triggers are skipped and say which run works on", async () => {
    const { job, started, finishLate } = endlessJob({ heeds: false });
    const ronda = await testRonda(database, [job]);
    const other = await testRonda(database, [job]);
    const outcome = ronda.runCron(job.name);
    await started;
    await vi.advanceTimersByTimeAsync(60_000 + gracePeriodMs);
    await outcome;
    const { id } = (await ronda.runs())[0]!;

    for (const process of [other, ronda]) {
      expect(await process.runCron(job.name)).toMatchObject({ ok: true, skipped: expect.stringContaining(id) });
    }
    expect((await ronda.runs())[0]).toMatchObject({
      status: "SKIPPED",
      reason: expect.stringContaining(`run ${id} was closed as TIMED_OUT, but its function works on`),
    });
    await database.pool.query(`update "CronRun" set "heartbeatAt" = now() - interval '30 seconds' where "id" = $1`, [
      id,
    ]);
    await vi.advanceTimersByTimeAsync(heartbeatMs);
    const secondsAgo = async () => (Date.now() - (await ronda.run(id))!.heartbeatAt!.getTime()) / 1000;
    await expect.poll(secondsAgo).toBeLessThan(20);

    finishLate();
    await expect.poll(async () => (await ronda.run(id))!.lateStatus).toBe("SUCCESS");
    expect(await other.runCron(job.name, () => ({ completed: 0 }))).toMatchObject({ payload: { completed: 0 } });
  });
});

it("a run beats every 10 s", async () => {
  const { job, started } = endlessJob({ heeds: true });
  const ronda = await testRonda(database, [job]);
  const outcome = ronda.runCron(job.name);
  await started;
  await database.pool.query(`update "CronRun" set "heartbeatAt" = '2020-01-01'`);
  await vi.advanceTimersByTimeAsync(heartbeatMs);
  const beaten = async () => (await ronda.runs())[0]!.heartbeatAt!.getUTCFullYear() > 2020;
  await expect.poll(beaten).toBe(true);
  await ronda.stop();
  await outcome;
});

it("a run whose beats get no answer stops before its lease is over, because then another may have its job", async () => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "setInterval", "clearInterval", "performance"] });
  // A connection that is never given back would keep the pool open after the tests.
  const over = Promise.withResolvers<never>();
  over.promise.catch(() => {});
  onTestFinished(() => over.reject(new Error("the test is over")));
  const silent = intercepted(database.pool, (run, { text }) =>
    text.includes('"heartbeatAt" = now()') ? over.promise : run(),
  );
  const { job, started } = endlessJob({ heeds: true, maxRunMs: 3_600_000 });
  const ronda = await testRonda({ pool: silent }, [job]);
  const outcome = ronda.runCron(job.name);
  const { signal } = await started;
  await vi.advanceTimersByTimeAsync(leaseMs - safetyMs);
  expect(signal.aborted).toBe(false);
  await vi.advanceTimersByTimeAsync(gracePeriodMs);
  expect(signal.reason).toMatchObject({ interruption: "fenced" });
  let ended: unknown;
  void outcome.then((what) => {
    ended = what;
  });
  // Its end is written by the real database, in real time.
  await expect
    .poll(async () => {
      await vi.advanceTimersByTimeAsync(1000);
      return ended;
    })
    .toEqual({ ok: false, error: "No heartbeat could be written for 50 s" });
  expect(await ronda.runs()).toMatchObject([{ status: "ABANDONED", reason: "crashed" }]);
});

describe("a run whose process is stopped", () => {
  it("is ABANDONED for a restart, raises no alert, and its slot is run once by the next patrol of any process", async () => {
    const clock = testClock("2026-11-23T18:00:02Z");
    const channel = testChannel();
    const stopped = endlessJob({ heeds: true });
    const old = await testRonda(database, [stopped.job], { clock, channels: [channel] });
    const outcome = old.runCron("auto-complete-trips");
    const { signal } = await stopped.started;

    await old.stop();

    expect(signal.reason).toMatchObject({ interruption: "restart" });
    expect(await outcome).toEqual({ ok: false, error: "Stopped by a restart" });
    expect((await old.runs())[0]).toMatchObject({ status: "ABANDONED", reason: "restart", slotAt: null });
    expect(channel.alerts).toEqual([]);
    expect((await old.overview()).jobs[0]!.health).toMatchObject({ badge: "OK" });

    let runs = 0;
    const again = job(() => ({ completed: ++runs }));
    const [one, other] = [await testRonda(database, [again], { clock }), await testRonda(database, [again], { clock })];
    await Promise.all([one.patrol(), other.patrol()]);
    await expect.poll(() => one.runs({ status: "SUCCESS" })).toHaveLength(1);
    await Promise.all([one.patrol(), other.patrol()]);
    await Promise.all([one.stop(), other.stop()]);
    expect(runs).toBe(1);
    expect(await old.runs({ status: "SUCCESS" })).toMatchObject([{ trigger: "catch-up", slotAt: slot }]);
  });

  it("is closed also when it ignores its signal", async () => {
    const { job, started } = endlessJob({ heeds: false });
    const ronda = await testRonda(database, [job]);
    void ronda.runCron(job.name);
    await started;
    const stopping = ronda.stop();
    await vi.advanceTimersByTimeAsync(gracePeriodMs);
    await stopping;
    expect((await ronda.runs())[0]).toMatchObject({ status: "ABANDONED", reason: "restart" });
  });

  it("is not run again when a trigger has claimed the slot meanwhile", async () => {
    const clock = testClock("2026-11-23T18:00:02Z");
    const stopped = endlessJob({ heeds: true });
    const old = await testRonda(database, [stopped.job], { clock });
    void old.runCron("auto-complete-trips");
    await stopped.started;
    await old.stop();
    let runs = 0;
    const next = await testRonda(database, [job(() => ({ completed: ++runs }))], { clock });
    await next.runCron("auto-complete-trips");
    expect(await next.patrol()).toMatchObject({ restarted: [] });
    expect(runs).toBe(1);
  });

  it("takes no new runs while it stops", async () => {
    const ronda = await testRonda(database, [job(() => ({}))]);
    await ronda.stop();
    expect(await ronda.runCron("auto-complete-trips")).toEqual({ ok: false, error: "The process is stopping" });
    expect(await ronda.runs()).toEqual([]);
  });
});

it("a process that stops waits 5 s for an alert, then tells the channel to give up, and no longer", async () => {
  const told = Promise.withResolvers<void>();
  const asked = Promise.withResolvers<void>();
  const silent: Channel = {
    name: "silent",
    send: (_alert, signal) => {
      asked.resolve();
      signal.addEventListener("abort", () => told.resolve());
      return new Promise<never>(() => {});
    },
  };
  const failing = job(() => Promise.reject(new Error("broken")));
  const ronda = await testRonda(database, [failing], { channels: [silent] });
  await ronda.runCron(failing.name);
  await asked.promise;
  const stopping = ronda.stop();
  await vi.advanceTimersByTimeAsync(5000);
  await told.promise;
  await stopping;
});
