import { describe, expect, it, onTestFinished } from "vitest";
import { defineJob } from "../job/job.ts";
import { testDatabase } from "../testing/database.ts";
import { testChannel, testClock, testRonda } from "../testing/engine.ts";
import type { JobOptions, RunContext, RunOutcome } from "../types.ts";

const database = testDatabase();
const description = { id: "Mengirim email", en: "Sends mail" };

/** A job that runs until the test lets it go. */
function heldJob(options: Partial<JobOptions> = {}) {
  const started = Promise.withResolvers<RunContext>();
  const release = Promise.withResolvers<void>();
  const job = defineJob({
    name: "process-email-jobs",
    schedule: "*/5 * * * *",
    description,
    run: async (context) => {
      started.resolve(context);
      await release.promise;
      return { picked: 1 };
    },
    ...options,
  });
  return { job, started: started.promise, release: () => release.resolve() };
}

const quickJob = (options: Partial<JobOptions> = {}) =>
  defineJob({
    name: "process-email-jobs",
    schedule: "*/5 * * * *",
    description,
    run: () => ({ picked: 0 }),
    ...options,
  });

const daily = { schedule: "0 18 * * *" };

describe("never two at once", () => {
  it("skips a trigger while the job runs, and keeps a row that names the holder", async () => {
    const clock = testClock("2026-11-23T18:00:02Z");
    const { job, started, release } = heldJob();
    const ronda = await testRonda(database, [job], { clock });
    const first = ronda.runCron(job.name);
    await started;
    clock.advance(60_000);

    const second = await ronda.runCron(job.name);

    expect(second).toEqual({ ok: true, skipped: "already running since 2026-11-23T18:00:02.000Z" });
    const [skipped, holder] = await ronda.runs();
    expect(skipped).toMatchObject({ status: "SKIPPED", startedAt: null, finishedAt: null, durationMs: null });
    expect(skipped!.reason).toContain(holder!.id);
    release();
    expect(await first).toEqual({ ok: true, payload: { picked: 1 } });
  });

  it("lets exactly one of twenty triggers in two processes run", async () => {
    const { job, started, release } = heldJob();
    const [one, other] = [await testRonda(database, [job]), await testRonda(database, [job])];
    const outcomes: RunOutcome[] = [];
    const triggers = Array.from({ length: 20 }, async (_, index) => {
      outcomes.push(await (index % 2 ? one : other).runCron(job.name));
    });
    await started;
    // The winner still runs when all others have their answer.
    await expect.poll(() => outcomes.length).toBe(19);
    for (const loser of outcomes)
      expect(loser).toMatchObject({ ok: true, skipped: expect.stringContaining("already") });
    release();
    await Promise.all(triggers);
    expect(outcomes.at(-1)).toEqual({ ok: true, payload: { picked: 1 } });
    expect((await one.runs({ limit: 50 })).filter(({ status }) => status === "SKIPPED")).toHaveLength(19);
  });

  it("does not hold other jobs up", async () => {
    const { job, started, release } = heldJob();
    const ronda = await testRonda(database, [job, quickJob({ name: "cleanup-trip-images" })]);
    const first = ronda.runCron(job.name);
    await started;
    expect(await ronda.runCron("cleanup-trip-images")).toMatchObject({ ok: true, payload: { picked: 0 } });
    release();
    await first;
  });
});

describe("slots", () => {
  it.each([
    ["2026-11-23T17:54:59Z", "manual", null, "before its early window"],
    ["2026-11-23T17:55:00Z", "schedule", "2026-11-23T18:00:00Z", "at the start of its early window"],
    ["2026-11-23T18:00:00Z", "schedule", "2026-11-23T18:00:00Z", "on time"],
    ["2026-11-23T19:00:00Z", "schedule", "2026-11-23T18:00:00Z", "at the end of its start grace"],
    ["2026-11-23T19:00:01Z", "manual", null, "after its start grace"],
  ])("a daily job triggered at %s is %s, slot %s: %s", async (at, trigger, slot, _why) => {
    const ronda = await testRonda(database, [quickJob(daily)], { clock: testClock(at) });
    await ronda.runCron("process-email-jobs");
    expect((await ronda.runs())[0]).toMatchObject({ trigger, slotAt: slot && new Date(slot) });
  });

  it("are claimed once: a second trigger in the same slot is manual, and runs", async () => {
    const ronda = await testRonda(database, [quickJob(daily)], { clock: testClock("2026-11-23T18:00:01Z") });
    await ronda.runCron("process-email-jobs");
    expect(await ronda.runCron("process-email-jobs")).toMatchObject({ ok: true, payload: { picked: 0 } });
    expect((await ronda.runs()).map(({ trigger }) => trigger)).toEqual(["manual", "schedule"]);
  });

  it("are not taken by a person: Run now is manual and names who asked", async () => {
    const ronda = await testRonda(database, [quickJob(daily)], { clock: testClock("2026-11-23T18:00:01Z") });
    await ronda.runCron("process-email-jobs", undefined, { actor: "Sari" });
    await ronda.runCron("process-email-jobs", undefined, { trigger: "manual" });
    expect((await ronda.runs()).map(({ trigger, slotAt, actor }) => [trigger, slotAt, actor])).toEqual([
      ["manual", null, null],
      ["manual", null, "Sari"],
    ]);
  });

  it("go to the nearer one where two are open at once", async () => {
    const everyMinute = quickJob({ schedule: "* * * * *" });
    const ronda = await testRonda(database, [everyMinute], { clock: testClock("2026-11-23T18:00:50Z") });
    await ronda.runCron(everyMinute.name);
    await ronda.runCron(everyMinute.name);
    const slots = (await ronda.runs()).map(({ slotAt }) => slotAt?.toISOString());
    expect(slots).toEqual(["2026-11-23T18:00:00.000Z", "2026-11-23T18:01:00.000Z"]);
  });

  it("count as started when the trigger was skipped for an overlap", async () => {
    const clock = testClock("2026-11-23T18:00:02Z");
    const { job, started, release } = heldJob();
    const ronda = await testRonda(database, [job], { clock });
    const first = ronda.runCron(job.name);
    await started;
    clock.set("2026-11-23T18:05:02Z");
    await ronda.runCron(job.name);
    expect((await ronda.runs())[0]).toMatchObject({ status: "SKIPPED", slotAt: new Date("2026-11-23T18:05:00Z") });
    release();
    await first;
    clock.set("2026-11-23T18:07:00Z");
    expect((await ronda.overview()).jobs[0]!.health.badge).toBe("OK");
  });
});

const silence = (id: string) =>
  database.pool.query(`update "CronRun" set "heartbeatAt" = now() - interval '61 seconds' where "id" = $1`, [id]);

describe("a run whose process says nothing any more", () => {
  it("is ABANDONED by the next trigger, which runs; waking up later it cannot write its result", async () => {
    const { job, started, release } = heldJob();
    const channel = testChannel();
    const dead = await testRonda(database, [job]);
    const next = await testRonda(database, [quickJob()], { channels: [channel] });
    const late = dead.runCron(job.name);
    await started;
    const [abandoned] = await dead.runs();
    await silence(abandoned!.id);

    expect(await next.runCron(job.name)).toEqual({ ok: true, payload: { picked: 0 } });
    release();

    expect(await late).toEqual({ ok: false, error: expect.stringContaining("closed by another process") });
    expect(await next.run(abandoned!.id)).toMatchObject({
      status: "ABANDONED",
      reason: "crashed",
      payload: null,
      errorMessage: expect.stringContaining(`process ${process.pid} on vps`),
    });
    await next.stop();
    expect(channel.alerts).toMatchObject([
      { reasons: [{ kind: "crashed" }], kind: "opened", runId: abandoned!.id },
      { kind: "resolved" },
    ]);
  });

  it("is ABANDONED by the patrol too, once, however many patrol", async () => {
    const { job, started, release } = heldJob();
    const [dead, one, other] = [
      await testRonda(database, [job]),
      await testRonda(database, []),
      await testRonda(database, []),
    ];
    const late = dead.runCron(job.name);
    await started;
    await silence((await dead.runs())[0]!.id);
    const reports = await Promise.all([one.patrol(), other.patrol(), one.patrol()]);
    expect(reports.map(({ abandoned }) => abandoned).sort()).toEqual([0, 0, 1]);
    release();
    await late;
    const { jobs } = await dead.overview();
    expect(jobs[0]).toMatchObject({ runs7d: 1, errors7d: 1 });
  });

  it("learns from its next beat that it was fenced out, and its signal says so", async () => {
    const { job, started, release } = heldJob();
    const [dead, next] = [await testRonda(database, [job]), await testRonda(database, [quickJob()])];
    const late = dead.runCron(job.name);
    const { beat, signal } = await started;
    expect(await beat()).toBe(true);
    await silence((await dead.runs())[0]!.id);
    await next.runCron(job.name);
    expect(await beat()).toBe(false);
    expect(signal.aborted).toBe(true);
    expect(signal.reason).toMatchObject({ interruption: "fenced" });
    expect(await late).toMatchObject({ ok: false });
    release();
  });

  it("keeps the log that it had written up to its last beat", async () => {
    const { job, started, release } = heldJob();
    const [dead, next] = [await testRonda(database, [job]), await testRonda(database, [quickJob()])];
    const late = dead.runCron(job.name);
    const { beat, log } = await started;
    log.info("half way");
    await beat();
    const { id } = (await dead.runs())[0]!;
    await silence(id);
    await next.patrol();
    expect((await next.run(id))!.log).toMatchObject([{ message: "half way" }]);
    release();
    await late;
  });

  it("is left alone while it beats", async () => {
    const { job, started, release } = heldJob();
    const ronda = await testRonda(database, [job]);
    const running = ronda.runCron(job.name);
    await started;
    expect(await ronda.patrol()).toMatchObject({ abandoned: 0 });
    release();
    expect(await running).toMatchObject({ ok: true, payload: { picked: 1 } });
  });
});

describe("an overlap that only schedulers see", () => {
  it("is one row for its slot, however many processes and patrols come across it", async () => {
    const clock = testClock("2026-11-23T18:00:02Z");
    const { job, started, release } = heldJob();
    const holder = await testRonda(database, [job], { clock });
    const first = holder.runCron(job.name);
    await started;
    clock.set("2026-11-23T18:05:00Z");
    const processes = await Promise.all([1, 2, 3].map(() => testRonda(database, [job], { clock })));
    for (const ronda of processes) ronda.startScheduler();
    await Promise.all(processes.map((ronda) => ronda.stop()));
    expect(await holder.runs({ status: "SKIPPED" })).toMatchObject([{ slotAt: clock() }]);
    release();
    await first;
  });

  it("leaves no row where a slot that a restart freed waits for a run by hand", async () => {
    const clock = testClock("2026-11-23T18:00:02Z");
    const stopped = heldJob(daily);
    const old = await testRonda(database, [stopped.job], { clock });
    const restarted = old.runCron(stopped.job.name);
    await stopped.started;
    const stopping = old.stop();
    stopped.release();
    await Promise.all([stopping, restarted]);
    const byHand = heldJob(daily);
    const next = await testRonda(database, [byHand.job], { clock });
    const running = next.runCron(byHand.job.name, undefined, { actor: "Sari" });
    await byHand.started;

    await next.patrol();
    await next.patrol();
    expect(await next.runs({ status: "SKIPPED" })).toEqual([]);

    byHand.release();
    await running;
    await next.patrol();
    await expect.poll(async () => (await next.runs())[0]).toMatchObject({ status: "SUCCESS", trigger: "catch-up" });
  });
});

it("a skipped trigger locks in the order in which a run that ends does, so that neither waits for the other", async () => {
  const { job, started, release } = heldJob();
  const ronda = await testRonda(database, [job]);
  await ronda.runCron(job.name, () => ({}));
  const first = ronda.runCron(job.name);
  await started;
  const ending = await database.pool.connect();
  onTestFinished(() => ending.release(true));
  await ending.query("begin");
  await ending.query(`select from "RondaJob" where "name" = $1 for update`, [job.name]);
  const skipped = ronda.runCron(job.name);
  const isWaiting = `select from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()`;
  await expect.poll(async () => (await database.pool.query(isWaiting)).rowCount).toBe(1);

  await ending.query(`select from "RondaDay" where "jobName" = $1 for update nowait`, [job.name]);

  await ending.query("commit");
  expect(await skipped).toMatchObject({ ok: true, skipped: expect.any(String) });
  release();
  await first;
});
