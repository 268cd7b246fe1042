import { describe, expect, it } from "vitest";
import { defineJob } from "../job/job.ts";
import { testDatabase } from "../testing/database.ts";
import { testClock, testLogger, testRonda } from "../testing/engine.ts";

const database = testDatabase();
const slot = "2026-11-23T18:00:00Z";

function job(run: () => Record<string, unknown> | Promise<never>, catchUp?: "once") {
  const description = { id: "Menyelesaikan trip", en: "Completes trips" };
  return defineJob({ name: "auto-complete-trips", schedule: "0 18 * * *", description, catchUp, run });
}

/** A process whose run of the slot was stopped by a restart, and another one that comes after it. */
async function restarted(catchUp?: "once") {
  const clock = testClock("2026-11-22T19:30:00Z");
  const started = Promise.withResolvers<void>();
  const stopped = Promise.withResolvers<never>();
  const endless = job(() => {
    started.resolve();
    return stopped.promise;
  }, catchUp);
  const old = await testRonda(database, [endless], { clock });
  clock.set("2026-11-23T18:00:02Z");
  const interrupted = old.runCron(endless.name);
  await started.promise;
  const stopping = old.stop();
  stopped.reject(new Error("stopped"));
  await Promise.all([stopping, interrupted]);

  let runs = 0;
  const logger = testLogger();
  const next = await testRonda(database, [job(() => ({ completed: ++runs }), catchUp)], { clock, logger });
  const missed: string[] = [];
  next.on("run.missed", ({ slotAt, why }) => void missed.push(`${slotAt.toISOString()} ${why}`));
  const lines = () => logger.lines.filter(({ message }) => message.includes("MISSED"));
  const health = async () => (await next.overview()).jobs[0]!.health;
  return { clock, next, runs: () => runs, lines, missed, health };
}

describe("a slot that a restart freed", () => {
  it("is run again by the patrol within its start grace", async () => {
    const { clock, next, runs, health } = await restarted();
    clock.set("2026-11-23T19:00:00Z");
    expect(await next.patrol()).toMatchObject({ restarted: ["auto-complete-trips"] });
    await expect
      .poll(() => next.runs({ status: "SUCCESS" }))
      .toMatchObject([{ trigger: "catch-up", slotAt: new Date(slot) }]);
    await next.stop();
    expect([runs(), (await health()).badge]).toEqual([1, "OK"]);
  });

  it("is forgotten after it: a line of the log and an event say so, once, and the job is STALE until it runs", async () => {
    const { clock, next, runs, lines, missed, health } = await restarted();
    clock.set("2026-11-23T19:00:01Z");
    for (let count = 0; count < 3; count++) expect(await next.patrol()).toMatchObject({ restarted: [] });
    expect(runs()).toBe(0);
    expect(lines()).toMatchObject([
      { level: "warn", message: expect.stringContaining("cron auto-complete-trips MISSED") },
    ]);
    expect(missed).toEqual([expect.stringMatching(/^2026-11-23T18:00:00.000Z a restart stopped its run/)]);
    expect(await health()).toMatchObject({ badge: "STALE", reasons: [{ count: 1, since: new Date(slot) }] });
    await next.runCron("auto-complete-trips", undefined, { trigger: "manual" });
    expect((await health()).badge).toBe("OK");
  });

  it("is run again later where its job catches up once", async () => {
    const { clock, next, runs, lines } = await restarted("once");
    clock.set("2026-11-24T03:00:00Z");
    await next.patrol();
    await expect.poll(runs).toBe(1);
    await next.stop();
    expect(lines()).toEqual([]);
    expect(await next.runs({ status: "SUCCESS" })).toMatchObject([{ trigger: "catch-up", slotAt: new Date(slot) }]);
  });

  it("is missed, although its job is well, where a later slot has overtaken it, also by a job that catches up", async () => {
    const { clock, next, runs, lines, health } = await restarted("once");
    clock.set("2026-11-24T18:00:01Z");
    await next.runCron("auto-complete-trips");
    expect(await next.patrol()).toMatchObject({ restarted: [] });
    expect([runs(), lines().length, (await health()).badge]).toEqual([1, 1, "OK"]);
    expect(await next.runs({ status: "MISSED" })).toMatchObject([{ slotAt: new Date(slot), slotCount: 1 }]);
  });

  it("is left to whoever knows the job", async () => {
    const { clock } = await restarted();
    clock.set("2026-11-24T03:00:00Z");
    const logger = testLogger();
    const stranger = await testRonda(database, [], { clock, logger });
    await stranger.patrol();
    expect(logger.lines.filter(({ message }) => message.includes("MISSED"))).toEqual([]);
  });
});

it("three restarts in a row make a job STALE, until a run of it succeeds; a failure between them ends no such row", async () => {
  const clock = testClock("2026-11-23T17:58:00Z");
  const works: PromiseWithResolvers<never>[] = [];
  const started: PromiseWithResolvers<void>[] = [];
  const endless = job(() => {
    works.push(Promise.withResolvers<never>());
    started.at(-1)!.resolve();
    return works.at(-1)!.promise;
  });
  async function restart() {
    const ronda = await testRonda(database, [endless], { clock });
    started.push(Promise.withResolvers<void>());
    const running = ronda.runCron(endless.name, undefined, { trigger: "manual" });
    await started.at(-1)!.promise;
    const stopping = ronda.stop();
    works.at(-1)!.reject(new Error("stopped"));
    await Promise.all([stopping, running]);
    clock.advance(1000);
  }
  const ronda = await testRonda(database, [job(() => ({ completed: 1 }))], { clock });
  const health = async () => (await ronda.overview()).jobs[0]!.health;
  await restart();
  await restart();
  expect(await health()).toMatchObject({ badge: "OK", reasons: [] });
  await ronda.runCron(endless.name, () => Promise.reject(new Error("broken")), { trigger: "manual" });
  await restart();
  expect(await health()).toMatchObject({
    badge: "FAILED",
    alsoStale: true,
    reasons: [{ kind: "error" }, { kind: "restarts", count: 3, since: new Date("2026-11-23T17:58:00Z") }],
  });
  await ronda.runCron(endless.name, undefined, { trigger: "manual" });
  expect(await health()).toMatchObject({ badge: "OK", reasons: [] });
});
