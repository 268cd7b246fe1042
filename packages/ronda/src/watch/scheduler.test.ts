import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { defineJob, type Job } from "../job/job.ts";
import { testDatabase } from "../testing/database.ts";
import { testClock, testRonda } from "../testing/engine.ts";
import { createScheduler, jitterOf } from "./scheduler.ts";

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
  const lost: string[] = [];
  const ids = new Set<string>();
  const outage = { isOn: false };
  const scheduler = createScheduler({
    jobs,
    clock: () => new Date(),
    app: "bakery",
    settleSlot: async ({ name }, { slotAt, runId }) => {
      started.push(`${name} ${slotAt.toISOString().slice(11, 16)} at ${new Date().toISOString().slice(11, 19)}`);
      ids.add(runId);
      return !outage.isOn;
    },
    onLost: ({ name }, { slotAt }) => void lost.push(`${name} ${slotAt.toISOString().slice(11, 16)}`),
  });
  return { scheduler, started, lost, outage, ids };
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

  it("starts it on time also where the timer fires a hair early, and the slot comes while it is awake", async () => {
    const early = vi.fn(() => new Date());
    vi.setSystemTime(new Date("2026-11-23T17:59:59.999Z"));
    const started: string[] = [];
    const scheduler = createScheduler({
      jobs: [mails],
      clock: early,
      app: "bakery",
      settleSlot: async () => Boolean(started.push(new Date().toISOString().slice(11, 22))),
      onLost: () => {},
    });
    // Whoever asks a second time is told the next millisecond.
    early.mockImplementationOnce(() => new Date("2026-11-23T17:59:59.999Z"));
    early.mockImplementationOnce(() => new Date("2026-11-23T18:00:00.000Z"));
    scheduler.start();
    await vi.advanceTimersByTimeAsync(20);
    scheduler.stop();
    expect(started).toEqual(["18:00:00.00"]);
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

  it("goes on with today's slots when its clock was ahead and is set back, whatever it asked for meanwhile", async () => {
    const { scheduler, started } = noting([trips], "2027-11-23T18:00:00Z");
    scheduler.tick();
    await vi.advanceTimersByTimeAsync(0);
    vi.setSystemTime(new Date("2026-11-23T17:00:00Z"));
    scheduler.tick();
    vi.setSystemTime(new Date("2026-11-23T18:00:00Z"));
    scheduler.tick();
    expect(started).toHaveLength(2);
  });

  it("asks for a slot that met an outage again, at most 10 s apart and for one run, until it is settled", async () => {
    const { scheduler, started, lost, outage, ids } = noting([trips], "2026-11-23T17:59:59Z");
    outage.isOn = true;
    scheduler.start();
    await vi.advanceTimersByTimeAsync(20 * 60_000);
    outage.isOn = false;
    await vi.advanceTimersByTimeAsync(10_000);
    const asked = started.length;
    await vi.advanceTimersByTimeAsync(60 * 60_000);
    scheduler.stop();
    expect(started.slice(0, 6).map((line) => line.slice(-8))).toEqual([
      "18:00:00",
      "18:00:01",
      "18:00:03",
      "18:00:07",
      "18:00:15",
      "18:00:25",
    ]);
    expect([started.length, ids.size, lost]).toEqual([asked, 1, []]);
  });

  it("gives a slot up when its start grace is over, and says so; the next one is asked for as ever", async () => {
    const { scheduler, started, lost, outage } = noting([mails], "2026-11-23T17:59:59Z");
    outage.isOn = true;
    scheduler.start();
    await vi.advanceTimersByTimeAsync(2 * 60_000);
    expect(lost).toEqual(["process-email-jobs 18:00"]);
    outage.isOn = false;
    await vi.advanceTimersByTimeAsync(4 * 60_000);
    scheduler.stop();
    expect(started.at(-1)).toBe("process-email-jobs 18:05 at 18:05:00");
  });

  it("asks for a slot of each job once at a time, however long nobody answers", async () => {
    vi.setSystemTime(new Date("2026-11-23T17:59:59Z"));
    let asked = 0;
    const settleSlot = () => {
      asked += 1;
      return new Promise<boolean>(() => {});
    };
    const every = job("every-minute", "* * * * *");
    const scheduler = createScheduler({
      app: "bakery",
      jobs: [every],
      clock: () => new Date(),
      settleSlot,
      onLost: () => {},
    });
    scheduler.start();
    await vi.advanceTimersByTimeAsync(10 * 60_000);
    scheduler.stop();
    expect(asked).toBe(1);
  });

  it("asks no more once it was stopped in an outage", async () => {
    const { scheduler, started, outage } = noting([trips], "2026-11-23T18:00:00Z");
    outage.isOn = true;
    scheduler.start();
    await vi.advanceTimersByTimeAsync(0);
    scheduler.stop();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(started).toHaveLength(1);
  });

  it("starts jobs with a jitter at their own distance from each slot, and within it", async () => {
    const jobs = ["one", "two", "three"].map((name) =>
      defineJob({ name, schedule: "0 18 * * *", description, jitterMs: 30 * 60_000, run: () => ({}) }),
    );
    const { scheduler, started } = noting(jobs, "2026-11-23T17:59:59Z");
    scheduler.start();
    await vi.advanceTimersByTimeAsync(25 * 60 * 60_000);
    scheduler.stop();
    const offsets = jobs.map((each) => Math.round(jitterOf("bakery", each) / 1000));
    expect(new Set(offsets).size).toBe(3);
    for (const offset of offsets) expect(offset).toBeLessThan(30 * 60);
    for (const [index, { name }] of jobs.entries()) {
      const times = started
        .filter((line) => line.startsWith(`${name} `))
        .map((line) => Date.parse(`2026-11-23T${line.slice(-8)}Z`));
      expect(times).toHaveLength(2);
      for (const time of times) {
        const lateSeconds = (time - Date.parse("2026-11-23T18:00:00Z")) / 1000;
        expect(Math.abs(lateSeconds - offsets[index]!)).toBeLessThanOrEqual(1);
      }
    }
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
