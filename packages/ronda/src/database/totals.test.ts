import { expect, it } from "vitest";
import { defineJob } from "../job/job.ts";
import { testDatabase } from "../testing/database.ts";
import { secret, testClock, testRonda } from "../testing/engine.ts";
import type { JobOptions, JobTotal } from "../types.ts";

const database = testDatabase();
const clock = testClock("2026-11-23T00:00:00Z");

const mails = (run: JobOptions["run"] = () => ({ sent: 2 }), options: Partial<JobOptions> = {}) =>
  defineJob({ name: "process-email-jobs", schedule: "*/5 * * * *", description: "Sends mail", run, ...options });

const counts = (totals: JobTotal[]) =>
  Object.fromEntries(totals.map(({ jobName, outcome, count }) => [`${jobName} ${outcome}`, count]));

it("counts runs by how they ended, over all processes, and none of them twice", async () => {
  clock.set("2026-11-23T00:00:30Z");
  let broken = false;
  const job = mails(() => {
    if (broken) throw new Error("Resend is away");
    return {};
  });
  const processes = [await testRonda(database, [job], { clock }), await testRonda(database, [job], { clock })];
  for (const ronda of processes) await ronda.runCron(job.name);
  broken = true;
  for (const ronda of processes) await ronda.runCron(job.name);
  const totals = await processes[0]!.totals();
  expect(counts(totals)).toEqual({ "process-email-jobs SUCCESS": 2, "process-email-jobs FAILED": 2 });
  expect(await processes[1]!.totals()).toEqual(totals);
});

it("counts what was stopped by a restart, closed for its silence, skipped and turned away apart", async () => {
  clock.set("2026-11-23T00:00:30Z");
  const job = mails(({ signal }) => new Promise((resolve) => signal.addEventListener("abort", () => resolve({}))));
  const stopped = await testRonda(database, [job], { clock });
  const other = await testRonda(database, [job], { clock });
  for (const ronda of [stopped, other]) {
    const started = Promise.withResolvers<void>();
    ronda.on("run.started", () => started.resolve());
    const run = ronda.runCron(job.name);
    await started.promise;
    if (ronda === other) {
      await other.runCron(job.name);
      await database.pool.query(`update "CronRun" set "heartbeatAt" = now() - interval '61 seconds'`);
      await (await testRonda(database, [job], { clock })).patrol();
    }
    await ronda.stop();
    await run;
  }
  const wrong = new Request("https://shop.example", { headers: { authorization: "Bearer wrong" } });
  const right = new Request("https://shop.example", { headers: { authorization: `Bearer ${secret}` } });
  const rejecting = await testRonda(database, [job], { clock });
  await rejecting.handle(wrong, job.name);
  await rejecting.handle(wrong, job.name);
  await rejecting.handle(right, "guessed");
  await rejecting.stop();
  expect(counts(await (await testRonda(database, [job])).totals())).toMatchObject({
    "process-email-jobs RESTARTED": 1,
    "process-email-jobs ABANDONED": 1,
    "process-email-jobs SKIPPED": 1,
    "process-email-jobs REJECTED": 2,
    "(unknown) REJECTED": 1,
  });
});

it("sorts durations and lateness under bounds, each with what is as long as it", async () => {
  clock.set("2026-11-23T00:00:30Z");
  const ronda = await testRonda(database, [mails()], { clock });
  const close = (durationMs: number | null, lateMs: number | null) =>
    database.pool
      .query(
        `with run as (insert into "CronRun" ("id", "jobName", "status", "trigger", "createdAt", "startedAt", "slotAt", "heartbeatAt", "host", "pid")
         values (gen_random_uuid(), 'a', 'RUNNING', 'schedule', now(), '2026-11-23T01:00:00Z',
           timestamptz '2026-11-23T01:00:00Z' - $1::integer * interval '1 millisecond', now(), 'vps', 1) returning "id")
       select "id" from run`,
        [lateMs],
      )
      .then(({ rows }) =>
        database.pool.query(`update "CronRun" set "status" = 'SUCCESS', "durationMs" = $2 where "id" = $1`, [
          rows[0].id,
          durationMs,
        ]),
      );
  await close(10, 0);
  await close(11, 1000);
  await close(3_600_000, 1001);
  await close(3_600_001, 9_000_000);
  await close(null, null);
  await close(0, -20_000);
  const [total] = await ronda.totals();
  const at = (spread: JobTotal["duration"], boundMs: number) =>
    spread.buckets.find((bucket) => bucket.boundMs === boundMs)?.count;
  expect(total).toMatchObject({ jobName: "a", outcome: "SUCCESS", count: 6 });
  expect([10, 50, 900_000, 3_600_000].map((bound) => at(total!.duration, bound))).toEqual([2, 3, 3, 4]);
  expect(total!.duration).toMatchObject({ count: 5, sumMs: 10 + 11 + 3_600_000 + 3_600_001 });
  expect([1000, 2000, 3_600_000].map((bound) => at(total!.lateness, bound))).toEqual([3, 4, 4]);
  expect(total!.lateness).toMatchObject({ count: 5, sumMs: 1000 + 1001 + 9_000_000 });
});

it("counts slots that nobody ran, however many are written at once, and never takes one back", async () => {
  clock.set("2026-11-23T00:00:30Z");
  const processes = [await testRonda(database, [mails()], { clock }), await testRonda(database, [mails()], { clock })];
  const missed = async () => counts(await processes[0]!.totals())["process-email-jobs MISSED"];
  clock.set("2026-11-23T00:21:30Z");
  await Promise.all(processes.map((ronda) => ronda.patrol()));
  expect(await missed()).toBe(4);
  await processes[0]!.runCron("process-email-jobs", { trigger: "schedule" });
  expect(await missed()).toBe(4);
  clock.set("2026-11-23T00:26:30Z");
  await processes[1]!.patrol();
  expect(await missed()).toBe(5);
});

it("keeps its counts when old runs are forgotten", async () => {
  clock.set("2026-11-23T00:00:30Z");
  const ronda = await testRonda(database, [mails()], { clock });
  await ronda.runCron("process-email-jobs");
  await database.pool.query(`delete from "CronRun"`);
  expect(counts(await ronda.totals())).toEqual({ "process-email-jobs SUCCESS": 1 });
});

it("counts runs of one job and skips of it at once without waiting for each other for ever", async () => {
  clock.set("2026-11-23T00:00:30Z");
  const ronda = await testRonda(database, [mails(() => ({}))], { clock });
  await Promise.all(Array.from({ length: 60 }, () => ronda.runCron("process-email-jobs")));
  const [skipped, success] = await Promise.all([
    ronda.runs({ status: "SKIPPED", limit: 200 }),
    ronda.runs({ status: "SUCCESS", limit: 200 }),
  ]);
  const counted = counts(await ronda.totals());
  expect(counted["process-email-jobs SUCCESS"]).toBe(success.length);
  expect(counted["process-email-jobs SKIPPED"] ?? 0).toBe(skipped.length);
  expect(skipped.length + success.length).toBe(60);
});
