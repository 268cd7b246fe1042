import { setTimeout as pause } from "node:timers/promises";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import type { Alerts } from "../alerts/alerts.ts";
import { defineJob } from "../job/job.ts";
import { unrecordedRuns } from "../process/unrecorded.ts";
import type { Ronda } from "../ronda.ts";
import { type Intercept, intercepted, testDatabase } from "../testing/database.ts";
import { testChannel, testClock, testRonda } from "../testing/engine.ts";
import type { JobOptions } from "../types.ts";

/** Two statements, or two processes, of which now the one is first and now the other. */

const database = testDatabase();
const { pool } = database;

const job = (run: JobOptions["run"] = () => ({ completed: 2 }), options: Partial<JobOptions> = {}) =>
  defineJob({ name: "auto-complete-trips", schedule: "0 18 * * *", description: "Completes trips", ...options, run });

/** The real database, with statements of one kind treated otherwise. */
const whereStatement = (part: string, otherwise: Intercept): { pool: ReturnType<typeof intercepted> } => ({
  pool: intercepted(pool, (run, statement) => (statement.text.includes(part) ? otherwise(run, statement) : run())),
});

describe("a heartbeat that arrives when its run is over", () => {
  it.each([
    ["SUCCESS", () => ({})],
    ["FAILED", () => Promise.reject(new Error("trip 7 broke"))],
  ])("does not take the job again from a run that ended as %s", async (status, end) => {
    const arrives = Promise.withResolvers<void>();
    const arrived = Promise.withResolvers<void>();
    const late = whereStatement('"heartbeatAt" = now()', async (beat) => {
      await arrives.promise;
      return await beat().finally(arrived.resolve);
    });
    const held = job(async ({ beat }) => {
      void beat();
      await pause(10);
      return await end();
    });
    const ronda = await testRonda(late, [held]);
    await ronda.runCron(held.name);
    expect(await ronda.runs()).toMatchObject([{ status }]);
    arrives.resolve();
    await arrived.promise;
    expect(await ronda.runCron(held.name, () => ({ completed: 1 }))).toEqual({ ok: true, payload: { completed: 1 } });
  });
});

it("a claim that gets through while the process stops begins nothing, and its slot is free", async () => {
  const claiming = Promise.withResolvers<void>();
  const answered = Promise.withResolvers<void>();
  const slow = whereStatement("ronda_claim_run", async (claim) => {
    const claimed = await claim();
    claiming.resolve();
    await answered.promise;
    return claimed;
  });
  const begun = vi.fn(() => ({}));
  const clock = testClock("2026-11-23T18:00:00Z");
  const ronda = await testRonda(slow, [job(begun)], { clock });
  const outcome = ronda.runCron("auto-complete-trips");
  await claiming.promise;
  const stopping = ronda.stop();
  answered.resolve();
  expect(await outcome).toEqual({ ok: false, error: "The process is stopping" });
  await stopping;
  expect(begun).not.toHaveBeenCalled();
  const next = await testRonda(database, [job()], { clock });
  expect(await next.runs()).toMatchObject([{ status: "ABANDONED", reason: "restart", slotAt: null }]);
  await next.patrol();
  await expect.poll(async () => (await next.runs({ status: "SUCCESS" })).length).toBe(1);
});

it.each([
  ["asked", "ronda_claim_run"],
  ["looked for", '"expired"'],
])("a claim with an input whose answer was lost, and which cannot be %s again, is given back", async (_what, again) => {
  let isAnswered = false;
  let isLost = false;
  const lost = {
    pool: intercepted(pool, async (run, { text }) => {
      if (isAnswered || !(text.includes("ronda_claim_run") || text.includes(again))) return await run();
      if (isLost && !text.includes(again)) return await run();
      if (!isLost) await run();
      isLost = true;
      throw new Error("connection terminated");
    }),
  };
  const schema = { "~standard": { version: 1, vendor: "tests", validate: (value: unknown) => ({ value }) } } as const;
  const clock = testClock("2026-11-23T18:00:00Z");
  const ronda = await testRonda(lost, [job(({ input }) => ({ input }), { input: schema })], { clock });
  expect(await ronda.runCron("auto-complete-trips")).toMatchObject({ ok: false });
  isAnswered = true;
  await ronda.patrol();
  await expect.poll(async () => (await ronda.runs()).map(({ status }) => status)).toEqual(["SUCCESS", "ABANDONED"]);
  expect((await ronda.runs())[1]).toMatchObject({ reason: "restart" });
});

describe("an app whose transactions are all strict", () => {
  it.each(["repeatable read", "serializable"])(
    "%s: many triggers give one run, and the others are skipped",
    async (level) => {
      const strict = database.poolWith({
        max: 10,
        options: `-c default_transaction_isolation=${level.replace(" ", "\\ ")}`,
      });
      const released = Promise.withResolvers<void>();
      const ronda = await testRonda({ pool: strict }, [job(() => released.promise.then(() => ({})))]);
      const outcomes = Array.from({ length: 40 }, () => ronda.runCron("auto-complete-trips"));
      let settled = 0;
      for (const outcome of outcomes) void outcome.then(() => (settled += 1));
      await expect.poll(() => settled).toBe(39);
      released.resolve();
      const all = await Promise.all(outcomes);
      expect(all.filter((outcome) => !outcome.ok)).toEqual([]);
      expect(all.filter((outcome) => outcome.ok && outcome.skipped === undefined)).toHaveLength(1);
      expect((await ronda.overview()).jobs[0]).toMatchObject({ runs7d: 1, errors7d: 0 });
    },
  );

  it("many jobs end at once", async () => {
    const strict = database.poolWith({ max: 10, options: "-c default_transaction_isolation=serializable" });
    const names = Array.from({ length: 30 }, (_, index) => `job-${index}`);
    const jobs = names.map((name) => job(() => ({}), { name }));
    const ronda = await testRonda({ pool: strict }, jobs);
    const outcomes = await Promise.all(names.map((name) => ronda.runCron(name)));
    expect(outcomes.filter((outcome) => !outcome.ok)).toEqual([]);
  });
});

it("many triggers of a job that is done at once all get an answer: they ran, or were skipped", async () => {
  const ronda = await testRonda(database, [job(() => ({}))]);
  const outcomes = await Promise.all(
    Array.from({ length: 200 }, () => ronda.runCron("auto-complete-trips", undefined, { trigger: "manual" })),
  );
  expect(outcomes.filter((outcome) => !outcome.ok)).toEqual([]);
});

it("a job of the scheduler that stops the engine as it begins was at work, and is not given back as if it had never begun", async () => {
  const clock = testClock("2026-11-23T18:00:00Z");
  const stopped = Promise.withResolvers<void>();
  const stops = job(async () => {
    void ronda.stop().then(stopped.resolve);
    await pause(300);
    return {};
  });
  const ronda: Ronda = await testRonda(database, [stops], { clock });
  ronda.startScheduler();
  await stopped.promise;
  expect(await ronda.runs()).toMatchObject([{ status: "ABANDONED", errorMessage: "Stopped by a restart" }]);
});

it("a run that is found silent is told to the channels, once, also where the answer to that was lost", async () => {
  let isLost = false;
  const lost = whereStatement("ronda_close_run", async (close) => {
    const closed = await close();
    if (isLost) return closed;
    isLost = true;
    throw new Error("connection terminated");
  });
  await pool.query(
    `insert into "CronRun" ("id", "jobName", "status", "hasLease", "trigger", "createdAt", "startedAt", "heartbeatAt", "host", "pid")
     values ('01934f00-0000-7000-8000-000000000000', 'auto-complete-trips', 'RUNNING', true, 'schedule', now(), now(),
       now() - interval '61 seconds', 'vps', 1)`,
  );
  const channel = testChannel();
  const ronda = await testRonda(lost, [job()], { channels: [channel] });
  expect(await ronda.patrol()).toMatchObject({ abandoned: 1 });
  expect(await ronda.patrol()).toMatchObject({ abandoned: 0 });
  await ronda.stop();
  expect(channel.alerts).toMatchObject([{ kind: "opened", reasons: [{ kind: "crashed" }], streak: 1 }]);
});

it("an end that could never be written is told once, and does not keep what comes after it from being told", () => {
  const sent: string[] = [];
  const alerts = {
    send: ({ kind, message }: { kind: string; message: string }) => void sent.push(`${kind}: ${message}`),
  };
  const unrecorded = unrecordedRuns({ alerts: alerts as unknown as Alerts, clock: testClock("2026-11-23T18:00:00Z") });
  unrecorded.waiting("auto-complete-trips", "the database is away");
  unrecorded.recorded();
  unrecorded.lost();
  unrecorded.recorded();
  unrecorded.failed("auto-complete-trips", "the database is away again");
  expect(sent).toEqual([
    "unrecorded: The run could not be recorded: the database is away",
    "recorded: Runs are recorded again, after 1 min. 1 run has no row, or no end.",
    "unrecorded: The run could not be recorded: the database is away again",
  ]);
});

describe("a process that is suspended between its claim and the answer", () => {
  const suspended = async (meanwhile: () => Promise<unknown>) => {
    vi.useFakeTimers({ toFake: ["performance"] });
    onTestFinished(() => void vi.useRealTimers());
    let isSuspended = false;
    const slow = whereStatement("ronda_claim_run", async (claim) => {
      const claimed = await claim();
      if (isSuspended) return claimed;
      isSuspended = true;
      await pool.query(`update "CronRun" set "heartbeatAt" = now() - interval '90 seconds'`);
      await meanwhile();
      vi.advanceTimersByTime(90_000);
      return claimed;
    });
    const begun = vi.fn(() => ({ completed: 1 }));
    const clock = testClock("2026-11-23T18:00:00Z");
    return { begun, clock, ronda: await testRonda(slow, [job(begun)], { clock }) };
  };

  it("begins nothing where another has found its run silent and has the job", async () => {
    const released = Promise.withResolvers<void>();
    let elsewhere: Promise<unknown> | undefined;
    const { ronda, begun, clock } = await suspended(async () => {
      const at = Promise.withResolvers<void>();
      const held = job(async () => {
        at.resolve();
        await released.promise;
        return {};
      });
      const other = await testRonda(database, [held], { clock: testClock("2026-11-23T18:01:30Z") });
      elsewhere = other.runCron(held.name);
      await at.promise;
    });
    clock.set("2026-11-23T18:01:30Z");
    expect(await ronda.runCron("auto-complete-trips")).toMatchObject({ ok: true, skipped: expect.any(String) });
    expect(begun).not.toHaveBeenCalled();
    released.resolve();
    expect(await elsewhere).toMatchObject({ ok: true });
  });

  it("begins where nobody has asked meanwhile", async () => {
    const { ronda, begun } = await suspended(async () => {});
    expect(await ronda.runCron("auto-complete-trips")).toEqual({ ok: true, payload: { completed: 1 } });
    expect(begun).toHaveBeenCalledOnce();
  });
});

it("a pool of one connection is enough for thirty jobs at once", async () => {
  const names = Array.from({ length: 30 }, (_, index) => `job-${index}`);
  const narrow = database.poolWith({ max: 1 });
  const ronda = await testRonda(
    { pool: narrow },
    names.map((name) => job(() => ({}), { name })),
  );
  const outcomes = await Promise.all(names.map((name) => ronda.runCron(name)));
  expect(outcomes.filter((outcome) => !outcome.ok)).toEqual([]);
});
