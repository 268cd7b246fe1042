import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { defineJob, type Job } from "../job/job.ts";
import { testDatabase } from "../testing/database.ts";
import { testClock, testRonda } from "../testing/engine.ts";
import { createScheduler } from "./scheduler.ts";

const description = { id: "Mengirim email", en: "Sends mail" };
const job = (name: string, schedule: string, run: Job["run"] = () => ({})) =>
  defineJob({ name, schedule, description, run });
const mails = job("process-email-jobs", "*/5 * * * *");
const trips = job("auto-complete-trips", "0 18 * * *");

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A scheduler whose runs are only noted, from a moment on. */
function noting(jobs: Job[], from: string) {
  vi.setSystemTime(new Date(from));
  const started: string[] = [];
  const scheduler = createScheduler({
    jobs,
    clock: () => new Date(),
    runSlot: async ({ name }, slotAt) => {
      started.push(`${name} ${slotAt.toISOString().slice(11, 16)} at ${new Date().toISOString().slice(11, 19)}`);
      return { ok: true, payload: {} };
    },
  });
  return { scheduler, started };
}

describe("the schedule inside the app", () => {
  it("starts each job at each of its slots, on time", async () => {
    const { scheduler, started } = noting([mails, trips], "2026-11-23T17:52:30Z");
    scheduler.start();
    await vi.advanceTimersByTimeAsync(13 * 60_000);
    scheduler.stop();
    expect(started).toEqual([
      "process-email-jobs 17:55 at 17:55:00",
      "process-email-jobs 18:00 at 18:00:00",
      "auto-complete-trips 18:00 at 18:00:00",
      "process-email-jobs 18:05 at 18:05:00",
    ]);
  });

  it("also runs the slot that is open when it starts, but none that has passed", () => {
    const { scheduler, started } = noting([mails, trips], "2026-11-23T18:03:00Z");
    scheduler.tick();
    expect(started).toEqual(["auto-complete-trips 18:00 at 18:03:00"]);
  });

  it("tries a slot once", () => {
    const { scheduler, started } = noting([trips], "2026-11-23T18:00:00Z");
    scheduler.tick();
    vi.setSystemTime(new Date("2026-11-23T18:30:00Z"));
    scheduler.tick();
    expect(started).toHaveLength(1);
  });

  it("notices within 30 s that the clock was set", async () => {
    const { scheduler, started } = noting([trips], "2026-11-23T00:00:00Z");
    scheduler.start();
    vi.setSystemTime(new Date("2026-11-23T18:10:00Z"));
    await vi.advanceTimersByTimeAsync(30_000);
    scheduler.stop();
    expect(started).toEqual(["auto-complete-trips 18:00 at 18:10:30"]);
  });

  it("starts nothing any more once it was stopped", async () => {
    const { scheduler, started } = noting([mails], "2026-11-23T18:02:00Z");
    scheduler.start();
    scheduler.stop();
    await vi.advanceTimersByTimeAsync(10 * 60_000);
    expect(started).toEqual([]);
  });
});

describe("in several processes", () => {
  const database = testDatabase();
  beforeEach(() => void vi.useRealTimers());

  it("each slot is run by one of them, and the others leave no trace", async () => {
    const clock = testClock("2026-11-23T18:00:00Z");
    let runs = 0;
    const counting = job("auto-complete-trips", "0 18 * * *", () => ({ completed: ++runs }));
    const processes = await Promise.all([1, 2, 3].map(() => testRonda(database, [counting], { clock })));
    for (const ronda of processes) ronda.startScheduler();
    await expect.poll(() => processes[0]!.runs({ status: "SUCCESS" })).toHaveLength(1);
    await Promise.all(processes.map((ronda) => ronda.stop()));
    expect(runs).toBe(1);
    expect(await processes[0]!.runs()).toMatchObject([{ trigger: "schedule", slotAt: clock() }]);
  });

  it("a slot that a trigger from outside has claimed is left alone", async () => {
    const clock = testClock("2026-11-23T18:00:00Z");
    let runs = 0;
    const counting = job("auto-complete-trips", "0 18 * * *", () => ({ completed: ++runs }));
    const [outside, inside] = [
      await testRonda(database, [counting], { clock }),
      await testRonda(database, [counting], { clock }),
    ];
    await outside.runCron(counting.name);
    inside.startScheduler();
    await inside.stop();
    expect(runs).toBe(1);
  });
});
