import { setTimeout as pause } from "node:timers/promises";
import { afterEach, describe, expect, it, vi } from "vitest";
import { DefinitionError } from "../job/definition.ts";
import { defineJob } from "../job/job.ts";
import { createRonda, type Ronda, type RondaOptions } from "../ronda.ts";
import { testDatabase } from "../testing/database.ts";
import { testClock, testRonda } from "../testing/engine.ts";
import type { JobOptions } from "../types.ts";

const database = testDatabase();
const description = { id: "Mengirim email", en: "Sends mail" };

afterEach(() => void vi.useRealTimers());

/** Jobs that run until the test lets each go, and in which order they began. */
function heldJobs(count: number, options: { startGraceMs?: number } = {}) {
  const begun: string[] = [];
  const releases = new Map<string, () => void>();
  let atOnce = 0;
  let most = 0;
  const jobs = Array.from({ length: count }, (_, index) => {
    const name = `job-${index}`;
    const run = async () => {
      begun.push(name);
      most = Math.max(most, ++atOnce);
      const released = Promise.withResolvers<void>();
      releases.set(name, released.resolve);
      await released.promise;
      atOnce -= 1;
      return {};
    };
    return defineJob({ name, schedule: "0 18 * * *", description, ...options, run });
  });
  const release = (name: string) => {
    releases.get(name)!();
    releases.delete(name);
  };
  return { jobs, begun, release, most: () => most, running: () => [...releases.keys()] };
}

it.each([1, 3])(
  "runs %i at once where it says so, the others in the order in which they were asked for",
  async (concurrency) => {
    const clock = testClock("2026-11-23T18:00:00Z");
    const held = heldJobs(8);
    const ronda = await testRonda(database, held.jobs, { clock, concurrency });
    const outcomes = held.jobs.map(({ name }) => ronda.runCron(name));
    for (let left = held.jobs.length; left > 0; left--) {
      await expect.poll(() => held.running().length).toBe(Math.min(concurrency, left));
      held.release(held.running()[0]!);
    }
    for (const outcome of outcomes) expect(await outcome).toEqual({ ok: true, payload: {} });
    expect(held.most()).toBe(concurrency);
    // Of those that begin together the database says who is first.
    const inOrder = held.jobs.map(({ name }) => name);
    for (const [index, name] of held.begun.entries()) {
      expect(Math.abs(inOrder.indexOf(name) - index)).toBeLessThan(concurrency);
    }
  },
);

it("lets a person go before what the schedule has waiting", async () => {
  const clock = testClock("2026-11-23T18:00:00Z");
  const held = heldJobs(4);
  const ronda = await testRonda(database, held.jobs, { clock, concurrency: 1 });
  const outcomes = ["job-0", "job-1", "job-2"].map((name) => ronda.runCron(name));
  await expect.poll(() => held.running().length).toBe(1);
  outcomes.push(ronda.runCron("job-3", undefined, { actor: "Sari" }));
  for (let count = 0; count < 4; count++) {
    await expect.poll(() => held.running().length).toBe(1);
    held.release(held.running()[0]!);
  }
  await Promise.all(outcomes);
  expect(held.begun).toEqual(["job-0", "job-3", "job-1", "job-2"]);
});

it("skips a slot that waited longer than its start grace: a row says why, and the slot is missed", async () => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  const clock = testClock("2026-11-23T17:00:00Z");
  const held = heldJobs(2, { startGraceMs: 60_000 });
  const ronda = await testRonda(database, held.jobs, { clock, concurrency: 1 });
  clock.set("2026-11-23T18:00:00Z");
  const first = ronda.runCron("job-0");
  await expect.poll(() => held.running().length).toBe(1);
  const second = ronda.runCron("job-1");
  clock.advance(60_000);
  await vi.advanceTimersByTimeAsync(60_000);
  const skipped = "waited in vain: other jobs had all 1 places of this process";
  expect(await second).toEqual({ ok: true, skipped });
  expect((await ronda.runs({ job: "job-1" }))[0]).toMatchObject({
    status: "SKIPPED",
    slotAt: new Date("2026-11-23T18:00:00Z"),
    reason: skipped,
  });
  clock.advance(1000);
  const health = (await ronda.overview()).jobs.find(({ name }) => name === "job-1")!.health;
  expect(health.reasons.map(({ kind }) => kind)).toEqual(["never-ran"]);
  held.release("job-0");
  await first;
});

it("leaves a slot that waits to a process that has room", async () => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  const clock = testClock("2026-11-23T18:00:00Z");
  const held = heldJobs(2, { startGraceMs: 60_000 });
  const full = await testRonda(database, held.jobs, { clock, concurrency: 1 });
  const other = await testRonda(database, held.jobs, { clock });
  const first = full.runCron("job-0");
  await expect.poll(() => held.running().length).toBe(1);
  const waiting = full.runCron("job-1", undefined, { trigger: "schedule" });
  const elsewhere = other.runCron("job-1", undefined, { trigger: "schedule" });
  await expect.poll(() => held.running().length).toBe(2);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(await waiting).toEqual({ ok: true, skipped: "its slot has run elsewhere" });
  for (const name of held.running()) held.release(name);
  await Promise.all([first, elsewhere]);
  expect((await full.runs()).map(({ status }) => status)).toEqual(["SUCCESS", "SUCCESS"]);
});

it("asks for a slot that a restart freed once, however many patrols pass while it waits for its turn", async () => {
  const clock = testClock("2026-11-23T18:00:01Z");
  const held = heldJobs(2);
  const old = await testRonda(database, held.jobs, { clock });
  const stopped = old.runCron("job-1");
  await expect.poll(() => held.running().length).toBe(1);
  const stopping = old.stop();
  held.release("job-1");
  await Promise.all([stopping, stopped]);

  const next = await testRonda(database, held.jobs, { clock, concurrency: 1 });
  const first = next.runCron("job-0");
  await expect.poll(() => held.running().length).toBe(1);
  for (let count = 0; count < 3; count++) await next.patrol();
  held.release("job-0");
  await first;
  await expect.poll(() => held.running().length).toBe(1);
  held.release("job-1");
  await expect.poll(async () => (await next.runs({ status: "SUCCESS" })).length).toBe(2);
  await next.patrol();
  await next.stop();
  expect(held.begun).toEqual(["job-1", "job-0", "job-1"]);
});

describe("a job that runs others", () => {
  const job = (name: string, run: JobOptions["run"] = () => ({})) =>
    defineJob({ name, schedule: "0 18 * * *", description, run });

  it("gives them its own place, one at a time, however deep", async () => {
    let atOnce = 0;
    let most = 0;
    const leaf = async () => {
      most = Math.max(most, ++atOnce);
      await pause(5);
      atOnce -= 1;
      return {};
    };
    const names = ["leaf-1", "leaf-2", "leaf-3"];
    const all = (wanted: string[]) => Promise.all(wanted.map((name) => ronda.runCron(name)));
    const jobs = [
      job("parent", async () => ({ outcomes: await all(["child"]) })),
      job("child", async () => ({ outcomes: await all(names) })),
      ...names.map((name) => job(name, leaf)),
    ];
    const ronda: Ronda = await testRonda(database, jobs, { concurrency: 1 });
    expect(await ronda.runCron("parent")).toMatchObject({ ok: true });
    expect((await ronda.runs()).map(({ jobName, status }) => `${jobName} ${status}`).sort()).toEqual(
      ["parent", "child", ...names].map((name) => `${name} SUCCESS`).sort(),
    );
    expect(most).toBe(1);
  });

  it("is told at once that it runs already when it runs itself", async () => {
    const ronda: Ronda = await testRonda(
      database,
      [job("parent", async () => ({ outcome: await ronda.runCron("parent", undefined, { trigger: "manual" }) }))],
      { concurrency: 1 },
    );
    const skipped = expect.stringContaining("already running since");
    expect(await ronda.runCron("parent")).toMatchObject({ payload: { outcome: { skipped } } });
  });

  it("has no place any more when it is over: what it left behind waits as everybody does", async () => {
    const held = heldJobs(2);
    const over = Promise.withResolvers<void>();
    let left: Promise<unknown> | undefined;
    const parent = job("parent", () => {
      left = over.promise.then(() => ronda.runCron("job-1"));
      return {};
    });
    const ronda: Ronda = await testRonda(database, [parent, ...held.jobs], { concurrency: 1 });
    await ronda.runCron("parent");
    const first = ronda.runCron("job-0");
    await expect.poll(() => held.running().length).toBe(1);
    over.resolve();
    await pause(50);
    expect(held.begun).toEqual(["job-0"]);
    held.release("job-0");
    await first;
    await expect.poll(() => held.running().length).toBe(1);
    held.release("job-1");
    await left;
  });
});

it("waits for a grace that is longer than a timer can be", async () => {
  const clock = testClock("2026-11-23T18:00:00Z");
  const held = heldJobs(2, { startGraceMs: 30 * 24 * 60 * 60 * 1000 });
  const ronda = await testRonda(database, held.jobs, { clock, concurrency: 1 });
  const first = ronda.runCron("job-0");
  await expect.poll(() => held.running().length).toBe(1);
  const second = ronda.runCron("job-1");
  await pause(50);
  held.release("job-0");
  await first;
  await expect.poll(() => held.running().length).toBe(1);
  held.release("job-1");
  expect(await second).toEqual({ ok: true, payload: {} });
});

it("waits for nothing any more once it stops, and the slot stays free", async () => {
  const clock = testClock("2026-11-23T18:00:00Z");
  const held = heldJobs(2);
  const ronda = await testRonda(database, held.jobs, { clock, concurrency: 1 });
  const first = ronda.runCron("job-0");
  await expect.poll(() => held.running().length).toBe(1);
  const second = ronda.runCron("job-1");
  const stopping = ronda.stop();
  expect(await second).toEqual({ ok: false, error: "The process is stopping" });
  held.release("job-0");
  await Promise.all([first, stopping]);
  expect(await ronda.runs({ job: "job-1" })).toEqual([]);
});

it.each([0, -1, 1.5, "4", Number.NaN])("concurrency: %o is refused, with what would be right", (concurrency) => {
  const { jobs } = heldJobs(1);
  const options = { app: "bakery", database: database.pool, jobs, secrets: {}, concurrency } as RondaOptions;
  expect(() => createRonda(options)).toThrow(DefinitionError);
  expect(() => createRonda(options)).toThrow(
    /^createRonda: concurrency is .+ how many jobs run at once in this process/,
  );
});
