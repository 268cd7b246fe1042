import { expect, it } from "vitest";
import { defineJob, type Job } from "../job/job.ts";
import { newRunId } from "../record/run-id.ts";
import type { Ronda } from "../ronda.ts";
import { testDatabase } from "../testing/database.ts";
import { testClock, testRonda } from "../testing/engine.ts";

const database = testDatabase();
const job = (schedule: string, options: Partial<Parameters<typeof defineJob>[0]> = {}): Job =>
  defineJob({ name: "bake-bread", schedule, description: "Bakes bread", run: () => ({ loaves: 2 }), ...options });
const fail = () => Promise.reject(new Error("no flour"));

const shown = async (ronda: Ronda) =>
  (await ronda.overview()).jobs[0]!.slots.map(
    ({ slotAt, mark, runId }) => `${slotAt.toISOString().slice(5, 16)} ${mark}${runId ? "" : " by no row"}`,
  );

async function rowOfRange(status: "MISSED" | "SKIPPED", from: string, until: string, count: number): Promise<void> {
  await database.pool.query(
    `insert into "CronRun" ("id", "jobName", "status", "trigger", "slotAt", "slotLastAt", "slotCount", "createdAt", "host", "pid")
     values ($1, 'bake-bread', $2, 'schedule', $3, $4, $5, $4, 'vps', 1)`,
    [newRunId(new Date(until)), status, from, until, count],
  );
}

it("every slot of the last seven days has a mark, with the row that tells of it", async () => {
  const clock = testClock("2026-11-17T12:00:00Z");
  const daily = job("0 6 * * *");
  const ronda = await testRonda(database, [daily], { clock });
  const at = async (moment: string, run = daily.run) => {
    clock.set(moment);
    await ronda.runCron("bake-bread", run, { trigger: "schedule" });
  };
  await at("2026-11-18T06:00:01Z");
  await at("2026-11-19T07:30:00Z");
  await at("2026-11-20T06:00:01Z", fail);
  await ronda.stop();
  await rowOfRange("SKIPPED", "2026-11-21T06:00:00Z", "2026-11-22T06:00:00Z", 2);
  await rowOfRange("MISSED", "2026-11-23T06:00:00Z", "2026-11-23T06:00:00Z", 1);
  clock.set("2026-11-24T06:59:00Z");
  const week = [
    "11-18T06:00 on-time",
    "11-19T06:00 late",
    "11-20T06:00 failed",
    "11-21T06:00 skipped",
    "11-22T06:00 skipped",
    "11-23T06:00 missed",
  ];
  expect(await shown(ronda)).toEqual(week);
  clock.set("2026-11-24T07:00:01Z");
  expect(await shown(ronda)).toEqual([...week, "11-24T06:00 missed by no row"]);
  const ids = (await ronda.overview()).jobs[0]!.slots.map(({ runId }) => runId);
  const runs = (await ronda.runs()).map(({ id }) => id).reverse();
  expect(ids.slice(0, 3)).toEqual(runs.slice(0, 3));

  clock.set("2026-11-26T00:00:00Z");
  expect((await shown(ronda))[0]).toBe("11-20T06:00 failed");
});

it("a slot whose run is at work is running, and one that somebody else's run kept from starting is skipped", async () => {
  const clock = testClock("2026-11-18T00:00:00Z");
  const ronda = await testRonda(database, [job("*/5 * * * *")], { clock });
  const end = Promise.withResolvers<object>();
  clock.set("2026-11-18T00:05:01Z");
  const running = ronda.runCron("bake-bread", () => end.promise, { trigger: "schedule" });
  await expect.poll(() => shown(ronda)).toEqual(["11-18T00:05 running"]);
  clock.set("2026-11-18T00:10:01Z");
  for (let count = 0; count < 2; count++) await ronda.runCron("bake-bread", undefined, { trigger: "schedule" });
  expect(await shown(ronda)).toEqual(["11-18T00:05 running", "11-18T00:10 skipped"]);
  end.resolve({});
  await running;
  expect(await shown(ronda)).toEqual(["11-18T00:05 on-time by no row", "11-18T00:10 skipped"]);
});

it("a run that takes a slot tells of it, also where it was skipped or missed before", async () => {
  const clock = testClock("2026-11-18T00:00:00Z");
  const ronda = await testRonda(database, [job("0 * * * *")], { clock });
  await rowOfRange("MISSED", "2026-11-18T01:00:00Z", "2026-11-18T02:00:00Z", 2);
  clock.set("2026-11-18T02:50:00Z");
  await ronda.runCron("bake-bread", undefined, { trigger: "schedule" });
  expect(await shown(ronda)).toEqual(["11-18T01:00 missed", "11-18T02:00 late"]);
  await database.pool.query(`update "CronRun" set "slotLastAt" = "slotAt", "slotCount" = 1 where "status" = 'MISSED'`);
  expect(await shown(ronda)).toEqual(["11-18T01:00 missed", "11-18T02:00 late"]);
  await database.pool.query(`delete from "CronRun" where "status" = 'MISSED'`);
  expect(await shown(ronda)).toEqual(["11-18T01:00 missed by no row", "11-18T02:00 late"]);
});

it("a run that a restart stopped gives its slot's mark away with its slot", async () => {
  const clock = testClock("2026-11-18T00:00:00Z");
  const ronda = await testRonda(database, [job("0 * * * *")], { clock });
  clock.set("2026-11-18T01:00:01Z");
  void ronda.runCron(
    "bake-bread",
    ({ signal }) => new Promise((resolve) => signal.addEventListener("abort", () => resolve({}))),
    { trigger: "schedule" },
  );
  await expect.poll(() => shown(ronda)).toEqual(["11-18T01:00 running"]);
  await ronda.stop();
  const after = await testRonda(database, [job("0 * * * *")], { clock });
  expect(await shown(after)).toEqual([]);
});

it("waits for nothing before a schedule was first seen, and keeps what an earlier one has done", async () => {
  const clock = testClock("2026-11-18T00:00:00Z");
  const before = await testRonda(database, [job("0 * * * *")], { clock });
  clock.set("2026-11-18T01:00:01Z");
  await before.runCron("bake-bread");
  clock.set("2026-11-18T03:30:00Z");
  const ronda = await testRonda(database, [job("15 * * * *")], { clock });
  clock.set("2026-11-18T05:00:00Z");
  expect(await shown(ronda)).toEqual(["11-18T01:00 on-time", "11-18T04:15 missed by no row"]);
});

it("the days are those of the display zone, to the minute", async () => {
  const clock = testClock("2026-11-01T00:00:00Z");
  const ronda = await testRonda(database, [job("0 * * * *")], { clock, displayZone: "Asia/Jakarta" });
  clock.set("2026-11-18T00:59:00Z");
  const slots = await shown(ronda);
  expect([slots[0], slots.at(-1), slots.length]).toEqual([
    "11-11T17:00 missed by no row",
    "11-18T00:00 missed by no row",
    6 * 24 + 8,
  ]);
});

it("of a job that comes every minute all slots are there, and of its failures so many ids as a page can use", async () => {
  const clock = testClock("2026-11-01T00:00:00Z");
  const ronda = await testRonda(database, [job("* * * * *")], { clock });
  await database.pool.query(
    `insert into "CronRun" ("id", "jobName", "status", "trigger", "slotAt", "createdAt", "startedAt", "host", "pid")
     select gen_random_uuid(), 'bake-bread', 'FAILED', 'schedule', slot, slot, slot, 'vps', 1
     from generate_series('2026-11-17T00:00:00Z'::timestamptz, '2026-11-17T23:59:00Z', '1 minute') slot`,
  );
  await database.pool.query(
    `update "CronRun" set "id" = (lpad(to_hex((extract(epoch from "slotAt") * 1000)::bigint), 12, '0') || '7' || substr("id"::text, 16, 3) || '8' || substr(replace("id"::text, '-', ''), 18))::uuid`,
  );
  await database.pool.query(`select ronda_rebuild_marks_2('2026-11-10')`);
  clock.set("2026-11-18T00:00:30Z");
  const { slots } = (await ronda.overview()).jobs[0]!;
  expect(slots).toHaveLength(6 * 1440);
  expect(Object.groupBy(slots, ({ mark }) => mark).failed).toHaveLength(1440);
  expect(slots.filter(({ runId }) => runId)).toHaveLength(100);
});

it("counting the marks anew gives what was kept run by run", async () => {
  const clock = testClock("2026-11-18T00:00:00Z");
  const hourly = job("0 * * * *");
  const ronda = await testRonda(database, [hourly], { clock });
  for (const [moment, run] of [
    ["2026-11-18T01:00:01Z", hourly.run],
    ["2026-11-18T02:20:00Z", hourly.run],
    ["2026-11-18T03:00:00Z", fail],
  ] as const) {
    clock.set(moment);
    await ronda.runCron("bake-bread", run, { trigger: "schedule" });
  }
  await ronda.stop();
  await rowOfRange("SKIPPED", "2026-11-18T04:00:00Z", "2026-11-18T05:00:00Z", 2);
  clock.set("2026-11-18T06:30:00Z");
  const { slots, usual } = (await ronda.overview()).jobs[0]!;
  expect(slots.map(({ mark }) => mark)).toEqual(["on-time", "late", "failed", "skipped", "skipped", "missed"]);
  await database.pool.query(`select ronda_rebuild_marks_2('2026-11-10')`);
  expect((await ronda.overview()).jobs[0]).toMatchObject({ slots, usual });
});

it("runs that end while their job is triggered again and again never wait for each other", async () => {
  const minutely = job("* * * * *");
  const ronda = await testRonda(database, [minutely], { clock: testClock("2026-11-18T00:00:30Z") });
  const outcomes = await Promise.all(
    Array.from({ length: 60 }, (_, count) =>
      ronda.runCron("bake-bread", () => ({}), { trigger: count % 2 ? "schedule" : "manual" }),
    ),
  );
  expect(outcomes.filter(({ ok }) => !ok)).toEqual([]);
});

it("a slot that came while the job was paused is skipped, before any row says so", async () => {
  const clock = testClock("2026-11-18T00:00:00Z");
  const ronda = await testRonda(database, [job("0 * * * *")], { clock });
  clock.set("2026-11-18T01:30:00Z");
  await ronda.pause("bake-bread", { by: "Sari" });
  clock.set("2026-11-18T03:30:00Z");
  await ronda.resume("bake-bread", { by: "Sari" });
  clock.set("2026-11-18T04:30:00Z");
  expect(await shown(ronda)).toEqual([
    "11-18T01:00 missed by no row",
    "11-18T02:00 skipped by no row",
    "11-18T03:00 skipped by no row",
    "11-18T04:00 missed by no row",
  ]);
});

it("marks are worked out anew while runs begin and end, and neither waits for the other for ever", async () => {
  const jobs = Array.from({ length: 4 }, (_, index) => ({ ...job("* * * * *"), name: `bake-${index}` }) as Job);
  const clock = testClock("2026-11-24T12:00:01Z");
  const ronda = await testRonda(database, jobs, { clock });
  let isDone = false;
  const rebuilding = (async () => {
    for (let count = 0; count < 15; count++) await database.pool.query(`select ronda_rebuild_marks_2('2026-11-10')`);
    isDone = true;
  })();
  while (!isDone) {
    const outcomes = await Promise.all(jobs.map(({ name }) => ronda.runCron(name, { trigger: "schedule" })));
    expect(outcomes.every(({ ok }) => ok)).toBe(true);
    clock.advance(60_000);
  }
  await rebuilding;
  await ronda.stop();
});
