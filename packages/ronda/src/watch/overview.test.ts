import type pg from "pg";
import { describe, expect, it } from "vitest";
import { defineJob } from "../job/job.ts";
import { createRonda, type Ronda } from "../ronda.ts";
import { intercepted, testDatabase } from "../testing/database.ts";
import { testClock, testRonda } from "../testing/engine.ts";
import type { DatabasePool } from "../types.ts";

const database = testDatabase();
const description = { id: "Menyelesaikan trip", en: "Completes trips" };
const failing = () => Promise.reject(new Error("trip 7 broke"));

const trips = defineJob({
  name: "auto-complete-trips",
  schedule: "0 18 * * *",
  description,
  run: () => ({ completed: 1 }),
});
const mails = defineJob({ name: "process-email-jobs", schedule: "*/5 * * * *", description, run: failing });

it("shows each job of the registry with its schedule, its last run, success and error, and its week", async () => {
  const clock = testClock("2026-11-20T12:00:00Z");
  const ronda = await testRonda(database, [trips, mails], { clock });
  for (const at of ["2026-11-21T18:00:01Z", "2026-11-22T18:00:01Z"]) {
    clock.set(at);
    await ronda.runCron(trips.name);
  }
  clock.set("2026-11-23T00:00:02Z");
  await ronda.runCron(mails.name);
  clock.set("2026-11-23T00:01:00Z");

  const overview = await ronda.overview();

  expect(overview.at).toEqual(clock());
  expect(overview.jobs.map(({ name }) => name)).toEqual([trips.name, mails.name]);
  const [first, second] = overview.jobs;
  expect(first).toMatchObject({
    schedule: "0 18 * * *",
    timeZone: "UTC",
    description,
    health: { badge: "OK" },
    lastRun: { status: "SUCCESS", payload: { completed: 1 }, slotAt: new Date("2026-11-22T18:00:00Z") },
    lastSuccess: { finishedAt: new Date("2026-11-22T18:00:01Z") },
    lastError: null,
    nextSlotAt: new Date("2026-11-23T18:00:00Z"),
    runs7d: 2,
    errors7d: 0,
  });
  expect(first!.week.map(({ day, runs }) => [day, runs])).toEqual([
    ["2026-11-17", 0],
    ["2026-11-18", 0],
    ["2026-11-19", 0],
    ["2026-11-20", 0],
    ["2026-11-21", 1],
    ["2026-11-22", 1],
    ["2026-11-23", 0],
  ]);
  expect(second).toMatchObject({
    health: { badge: "FAILED", reasons: [{ kind: "error", message: "trip 7 broke" }, { kind: "silent" }] },
    lastSuccess: null,
    lastError: { errorMessage: "trip 7 broke" },
    runs7d: 1,
    errors7d: 1,
  });
  const ran = overview.recentRuns.filter(({ startedAt }) => startedAt);
  expect(ran.map(({ jobName }) => jobName)).toEqual([mails.name, trips.name, trips.name]);
  expect(overview.warnings).toEqual([]);
});

describe("the days are those of the display zone", () => {
  const daysWithRuns = async (ronda: Ronda) =>
    (await ronda.overview()).jobs[0]!.week.filter(({ runs }) => runs > 0).map(({ day, runs }) => [day, runs]);

  it("the run of Monday 01.00 in Jakarta stands under Monday", async () => {
    const clock = testClock("2026-11-22T16:59:59Z");
    const ronda = await testRonda(database, [trips], { clock, displayZone: "Asia/Jakarta" });
    await ronda.runCron(trips.name);
    clock.set("2026-11-22T17:00:00Z");
    await ronda.runCron(trips.name);
    clock.set("2026-11-22T18:00:00Z");
    await ronda.runCron(trips.name);
    expect(await daysWithRuns(ronda)).toEqual([
      ["2026-11-22", 1],
      ["2026-11-23", 2],
    ]);
  });

  it("and the page of Monday 06.00 in Jakarta, when it is Sunday in UTC, ends with Monday", async () => {
    const clock = testClock("2026-11-22T23:00:00Z");
    const ronda = await testRonda(database, [trips], { clock, displayZone: "Asia/Jakarta" });
    expect((await ronda.overview()).jobs[0]!.week.map(({ day }) => day.slice(-2)).join()).toBe("17,18,19,20,21,22,23");
  });

  it("a trigger that found the job running counts on that day, too", async () => {
    const clock = testClock("2026-11-22T18:00:00Z");
    const ronda = await testRonda(database, [trips], { clock, displayZone: "Asia/Jakarta" });
    const end = Promise.withResolvers<object>();
    const running = ronda.runCron(trips.name, () => end.promise);
    await expect.poll(async () => (await ronda.runs()).length).toBe(1);
    await ronda.runCron(trips.name);
    end.resolve({});
    await running;
    const [job] = (await ronda.overview()).jobs;
    expect(job!.week.at(-1)).toMatchObject({ day: "2026-11-23", runs: 1, skipped: 1 });
  });

  it("what was counted by UTC days is counted anew from the runs, once", async () => {
    const clock = testClock("2026-11-20T16:30:00Z");
    const before = await testRonda(database, [trips], { clock });
    for (const at of ["2026-11-20T16:30:00Z", "2026-11-20T17:30:00Z", "2026-11-22T18:00:00Z"]) {
      clock.set(at);
      await before.runCron(trips.name);
    }
    await database.pool.query(`insert into "RondaDay" ("jobName", "day", "runs") values ($1, '2026-06-01', 9)`, [
      trips.name,
    ]);
    const ronda = await testRonda(database, [trips], { clock, displayZone: "Asia/Jakarta" });
    const counted = [
      ["2026-11-20", 1],
      ["2026-11-21", 1],
      ["2026-11-23", 1],
    ];
    expect(await daysWithRuns(ronda)).toEqual(counted);
    await database.pool.query(`update "RondaDay" set "runs" = 7 where "day" = '2026-11-23'`);
    await ronda.migrate();
    expect((await daysWithRuns(ronda)).at(-1)).toEqual(["2026-11-23", 7]);
    const { rows } = await database.pool.query(`select "runs" from "RondaDay" where "day" = '2026-06-01'`);
    expect(rows).toEqual([{ runs: 9 }]);
  });

  it("a zone that there is not stops the start", () => {
    const options = { app: "bakery", database: database.pool, jobs: [trips], secrets: {}, displayZone: "Asia/Jakata" };
    expect(() => createRonda(options)).toThrow(
      'displayZone: the time zone "Asia/Jakata" is unknown; did you mean "Asia/Jakarta"?',
    );
  });
});

it("counts this UTC day and the six before, unless told otherwise", async () => {
  const clock = testClock("2026-11-16T23:59:59Z");
  const ronda = await testRonda(database, [trips], { clock });
  await ronda.runCron(trips.name);
  clock.set("2026-11-17T00:00:00Z");
  await ronda.runCron(trips.name);
  clock.set("2026-11-23T23:59:59Z");
  expect((await ronda.overview()).jobs[0]!.runs7d).toBe(1);
});

it("is not late for a run that ends while the page is read", async () => {
  const clock = testClock("2026-11-23T17:59:00Z");
  const [started, release] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const slow = defineJob({
    name: mails.name,
    schedule: mails.schedule,
    description,
    run: async () => {
      started.resolve();
      await release.promise;
      return { picked: 1 };
    },
  });
  const ronda = await testRonda(database, [slow], { clock });
  clock.set("2026-11-23T18:00:02Z");
  const running = ronda.runCron(slow.name);
  await started.promise;
  clock.set("2026-11-23T18:02:00Z");

  const pool = intercepted(database.pool, async (run, { text }) => {
    const result = await run();
    if (text.includes('"RondaJob"') && text.includes('"runningId"')) {
      release.resolve();
      await running;
    }
    return result;
  });
  const page = await testRonda({ pool }, [slow], { clock });
  expect((await page.overview()).jobs[0]!.health).toMatchObject({ badge: "OK", reasons: [] });
});

it("shows the 20 newest rows over all jobs", async () => {
  const ronda = await testRonda(database, [trips, mails]);
  for (let count = 0; count < 22; count++) await ronda.runCron(count % 2 ? trips.name : mails.name);
  const { recentRuns } = await ronda.overview();
  expect(recentRuns).toHaveLength(20);
  expect(recentRuns).toEqual(await ronda.runs({ limit: 20 }));
});

it("shows a success that broke its expectation as FAILED, without counting it as an error, until the next success", async () => {
  const scans = { scanned: 0 };
  const photos = defineJob({
    name: "cleanup-trip-images",
    schedule: "30 18 * * *",
    description,
    run: () => ({ ...scans }),
    expect: ({ scanned }) => (scanned === 0 ? "nothing was scanned" : undefined),
  });
  const ronda = await testRonda(database, [photos]);
  const shown = async () => (await ronda.overview()).jobs[0]!;
  await ronda.runCron(photos.name);
  expect(await shown()).toMatchObject({
    health: { badge: "FAILED", reasons: [{ kind: "expectation", message: "nothing was scanned" }] },
    lastRun: { status: "SUCCESS" },
    runs7d: 1,
    errors7d: 0,
  });
  scans.scanned = 12;
  await ronda.runCron(photos.name);
  expect(await shown()).toMatchObject({ health: { badge: "OK", reasons: [] } });
});

it("shows a hand-written handler by its last result only, and no job that has left the registry", async () => {
  const before = await testRonda(database, [trips]);
  await before.runCron(trips.name);
  const ronda = await testRonda(database, [mails]);
  await ronda.runCron("seed-handler", () => ({ processedCount: 0 }));
  const { jobs } = await ronda.overview();
  expect(jobs.map(({ name, schedule, nextSlotAt }) => [name, schedule, nextSlotAt?.constructor])).toEqual([
    [mails.name, "*/5 * * * *", Date],
    ["seed-handler", null, undefined],
  ]);
  expect(jobs[1]!.health).toMatchObject({ badge: "OK", state: null });
});

it("shows a job that this database has not heard of yet as waiting", async () => {
  await testRonda(database, []);
  const ronda = createRonda({ app: "bakery", database: database.pool, jobs: [trips], secrets: {} });
  expect((await ronda.overview()).jobs[0]!.health).toMatchObject({ badge: "OK", state: "waiting" });
});

it("never reads CronRun as a whole, however many runs there are", async () => {
  const ronda = await testRonda(database, [trips, mails]);
  await ronda.runCron(trips.name);
  await ronda.runCron(mails.name);
  await database.pool.query(
    `insert into "CronRun" ("id", "jobName", "status", "trigger", "createdAt", "startedAt", "host", "pid")
     select gen_random_uuid(), $1, case when n % 1000 = 0 then 'FAILED' else 'SUCCESS' end, 'manual', now(), now(), 'vps', 1
     from generate_series(1, 50000) n`,
    [trips.name],
  );
  await database.pool.query(`analyze "CronRun"`);

  const { pool, plans } = explaining(database.pool);
  const watched = createRonda({ app: "bakery", database: pool, jobs: [trips, mails], secrets: {} });
  await watched.overview();
  await watched.runs({ status: "FAILED" });
  await watched.runs({ job: mails.name });
  await watched.runs({ job: trips.name, limit: 20 });
  await watched.patrol();

  expect(plans.length).toBeGreaterThanOrEqual(10);
  for (const { sql, plan } of plans) expect(plan, `${sql}\n${plan}`).not.toContain('Seq Scan on "CronRun"');
});

/** A pool that also keeps the plan of every statement. */
function explaining(real: pg.Pool): { pool: DatabasePool; plans: { sql: string; plan: string }[] } {
  const plans: { sql: string; plan: string }[] = [];
  const pool = intercepted(real, async (run, { text: sql, values }) => {
    const { rows } = await real.query(`explain ${sql}`, values);
    plans.push({ sql, plan: rows.map((row) => row["QUERY PLAN"]).join("\n") });
    return await run();
  });
  return { pool, plans };
}

it("shows the handlers written by hand that ran last, and no more than 200 of them", async () => {
  const ronda = await testRonda(database, [trips]);
  await database.pool.query(
    `insert into "RondaJob" ("name", "firstSeenAt", "scheduleSince", "lastRunId")
     select 'customer-' || n, now(), now(), ('00000000-0000-7000-8000-' || lpad(n::text, 12, '0'))::uuid
     from generate_series(1, 1000) n`,
  );
  const { jobs } = await ronda.overview();
  expect(jobs).toHaveLength(201);
  expect(jobs[0]!.name).toBe(trips.name);
  expect(jobs.slice(1).every(({ name }) => Number(name.slice("customer-".length)) > 800)).toBe(true);
});
