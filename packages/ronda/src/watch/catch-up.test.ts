import { describe, expect, it } from "vitest";
import { defineJob } from "../job/job.ts";
import type { Ronda } from "../ronda.ts";
import { testDatabase } from "../testing/database.ts";
import { testClock, testRonda } from "../testing/engine.ts";

const database = testDatabase();
const description = { id: "Menyelesaikan trip", en: "Completes trips" };
const slot = (time: string) => new Date(`2026-11-${time}:00:00Z`);

/** An app whose last process was alive at a quarter to six in the evening, and what comes after it. */
async function app({ catchUp = "once" as "once" | "none", schedule = "0 18 * * *" } = {}) {
  const clock = testClock("2026-11-23T17:45:00Z");
  let runs = 0;
  const run = () => ({ completed: ++runs });
  const job = defineJob({ name: "complete-trips", schedule, description, catchUp, run });
  const started: Ronda[] = [];
  const start = async (at: string) => {
    clock.set(at);
    const ronda = await testRonda(database, [job], { clock });
    started.push(ronda);
    return ronda;
  };
  const first = await start("2026-11-23T17:45:00Z");
  await first.patrol();
  /** Until nothing is at work any more. */
  const end = async () => {
    await Promise.all(started.map((ronda) => ronda.stop()));
    return runs;
  };
  return { clock, start, end, first };
}

const rows = async (ronda: Ronda) =>
  (await ronda.runs())
    .toSorted((one, other) => Number(one.slotAt) - Number(other.slotAt))
    .map(({ status, trigger, slotAt, slotLastAt, slotCount }) =>
      slotCount ? [status, slotAt, slotLastAt, slotCount] : [status, trigger, slotAt],
    );

describe("a slot at which no process was alive", () => {
  it("is run once when the app is back, by one of its processes, whenever that is", async () => {
    const { clock, start, end } = await app();
    const processes = [await start("2026-11-24T03:00:00Z"), await start("2026-11-24T03:00:00Z")];
    const reports = await Promise.all(processes.map((ronda) => ronda.patrol()));
    expect(reports.flatMap(({ caughtUp }) => caughtUp)).toContain("complete-trips");
    await expect.poll(() => rows(processes[0]!)).toEqual([["SUCCESS", "catch-up", slot("23T18")]]);
    clock.set("2026-11-24T03:01:00Z");
    for (const ronda of processes) expect(await ronda.patrol()).toMatchObject({ caughtUp: [], missed: 0 });
    expect((await processes[0]!.overview()).jobs[0]!.health.badge).toBe("OK");
    expect(await end()).toBe(1);
  });

  it("is made up for only if it is the latest, and those before it stay missed", async () => {
    const { start, end } = await app();
    const ronda = await start("2026-11-26T03:00:00Z");
    await ronda.patrol();
    await expect
      .poll(() => rows(ronda))
      .toEqual([
        ["MISSED", slot("23T18"), slot("24T18"), 2],
        ["SUCCESS", "catch-up", slot("25T18")],
      ]);
    expect(await end()).toBe(1);
  });

  it("takes a row with it that had been written of it: a process came back before, and stopped again", async () => {
    const { start, end } = await app({ catchUp: "none" });
    await (await start("2026-11-24T03:00:00Z")).patrol();
    const job = defineJob({
      name: "complete-trips",
      schedule: "0 18 * * *",
      description,
      catchUp: "once",
      run: () => ({}),
    });
    const ronda = await testRonda(database, [job], { clock: testClock("2026-11-24T03:01:00Z") });
    await ronda.patrol();
    await expect.poll(() => rows(ronda)).toEqual([["SUCCESS", "catch-up", slot("23T18")]]);
    await ronda.stop();
    await end();
  });

  it("is not made up for unless its job says so, nor while the job is paused", async () => {
    const without = await app({ catchUp: "none" });
    expect(await (await without.start("2026-11-24T03:00:00Z")).patrol()).toMatchObject({ caughtUp: [], missed: 1 });
    expect(await without.end()).toBe(0);
    await database.pool.query(`truncate "CronRun", "RondaJob", "RondaPatrol", "RondaGap"`);
    const paused = await app();
    await paused.first.pause("complete-trips", { by: "Sari" });
    expect(await (await paused.start("2026-11-24T03:00:00Z")).patrol()).toMatchObject({ caughtUp: [], missed: 0 });
    expect(await paused.end()).toBe(0);
  });
});

describe("a slot that was missed while a process was alive", () => {
  it("stays missed, and its job STALE: what triggers it is broken", async () => {
    const { clock, first, end } = await app();
    clock.set("2026-11-24T03:00:00Z");
    expect(await first.patrol()).toMatchObject({ caughtUp: [], missed: 1 });
    expect(await rows(first)).toEqual([["MISSED", slot("23T18"), slot("23T18"), 1]]);
    expect((await first.overview()).jobs[0]!.health).toMatchObject({ badge: "STALE" });
    expect(await end()).toBe(0);
  });
});
