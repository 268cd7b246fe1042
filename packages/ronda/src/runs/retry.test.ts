import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { DefinitionError } from "../job/definition.ts";
import { defineJob } from "../job/job.ts";
import { testDatabase } from "../testing/database.ts";
import { testChannel, testRonda } from "../testing/engine.ts";
import type { RetryOptions, RunContext } from "../types.ts";

const database = testDatabase();

// Only the engine's own waiting is faked; the database answers in real time.
beforeEach(() => void vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance"] }));
afterEach(() => void vi.useRealTimers());

type Work = (context: RunContext) => Promise<Record<string, unknown>> | Record<string, unknown>;

function job(retry: RetryOptions | undefined, run: Work, maxRunMs = 60_000) {
  const description = { id: "Mengirim email", en: "Sends mail" };
  return defineJob({ name: "process-email-jobs", schedule: "*/5 * * * *", description, maxRunMs, retry, run });
}

/** Fails as often as it is told, then succeeds. */
function failing(times: number, thrown: (call: number) => unknown = (call) => new Error(`provider is away (${call})`)) {
  let calls = 0;
  const run: Work = () => {
    calls += 1;
    if (calls <= times) throw thrown(calls);
    return { picked: calls };
  };
  return { run, calls: () => calls };
}

/** Runs the job, and lets the waiting between its attempts pass. */
async function runOf(each: ReturnType<typeof job>, options: Parameters<typeof testRonda>[2] = {}) {
  const ronda = await testRonda(database, [each], options);
  const running = ronda.runCron(each.name);
  let isOver = false;
  void running.finally(() => {
    isOver = true;
  });
  await vi.waitUntil(
    async () => {
      await vi.advanceTimersByTimeAsync(500);
      return isOver;
    },
    { timeout: 20_000, interval: 5 },
  );
  const outcome = await running;
  const [row] = await ronda.runs();
  return { ronda, outcome, run: (await ronda.run(row!.id))! };
}

describe("retry", () => {
  it("calls a failing function again within the same run, and keeps each attempt in its log", async () => {
    const work = failing(2);
    const { outcome, run } = await runOf(job({ attempts: 3, backoff: 1000 }, work.run));
    expect(outcome).toEqual({ ok: true, payload: { picked: 3 } });
    expect(run).toMatchObject({ status: "SUCCESS", attempts: 3, reason: "succeeded at attempt 3 of 3" });
    expect(run.log.map(({ level, message }) => `${level} ${message}`)).toEqual([
      "warn attempt 1 of 3 failed: provider is away (1). The next begins in 1000 ms",
      "warn attempt 2 of 3 failed: provider is away (2). The next begins in 1000 ms",
    ]);
  });

  it("fails once with what the last attempt threw: one run, one error, one alert", async () => {
    const channel = testChannel();
    const { ronda, run } = await runOf(job({ attempts: 3, backoff: 0 }, failing(9).run), { channels: [channel] });
    expect(run).toMatchObject({ status: "FAILED", attempts: 3, errorMessage: "provider is away (3)" });
    expect((await ronda.overview()).jobs[0]).toMatchObject({ runs7d: 1, errors7d: 1 });
    await ronda.stop();
    expect(channel.alerts).toHaveLength(1);
  });

  it("is not for who did not ask for it", async () => {
    const work = failing(1);
    const { run } = await runOf(job(undefined, work.run));
    expect([run.status, run.attempts, work.calls()]).toEqual(["FAILED", 1, 1]);
  });

  it("waits longer each time, up to a bound", async () => {
    const backoff = { type: "exponential", delayMs: 1000, maxDelayMs: 3000 } as const;
    const { run } = await runOf(job({ attempts: 5, backoff }, failing(4).run));
    expect(run.log.map(({ message }) => message.match(/(\d+) ms/)?.[1])).toEqual(["1000", "2000", "3000", "3000"]);
  });

  it("takes anything that is thrown, and leaves alone what is not worth it", async () => {
    const when = (error: unknown) => error !== "no such trip";
    const thrown = (call: number) =>
      call === 1 ? undefined : call === 2 ? new TypeError("x of null") : "no such trip";
    const work = failing(9, thrown);
    const { run } = await runOf(job({ attempts: 5, backoff: 10, when }, work.run));
    expect([work.calls(), run.attempts, run.status]).toEqual([3, 3, "FAILED"]);
    expect(run.errorMessage).toContain("no such trip");
  });

  it("keeps the job's error where the predicate itself fails", async () => {
    const when = () => {
      throw new Error("predicate");
    };
    const { run } = await runOf(job({ attempts: 5, when }, failing(9).run));
    expect(run).toMatchObject({ attempts: 1, errorMessage: "provider is away (1)" });
  });

  it("does not begin what could not begin before maxRunMs: the error says more than a time-out", async () => {
    const { run } = await runOf(job({ attempts: 9, backoff: 4000 }, failing(9).run, 10_000));
    expect(run).toMatchObject({ status: "FAILED", attempts: 3, errorMessage: "provider is away (3)" });
    expect(run.log.at(-1)!.message).toContain("No other begins before maxRunMs");
  });

  it("ends at once with the run's signal: a restart frees the slot as ever", async () => {
    const work = failing(9);
    const each = job({ attempts: 9, backoff: 30_000 }, work.run);
    const ronda = await testRonda(database, [each]);
    const running = ronda.runCron(each.name);
    await vi.waitUntil(() => work.calls() === 1, { timeout: 20_000 });
    await ronda.stop();
    await running;
    expect(work.calls()).toBe(1);
    expect((await ronda.runs())[0]).toMatchObject({ status: "ABANDONED", reason: "restart" });
  });
});

it.each([
  [{ attempts: 1 }, "retry.attempts is how often the work is tried in all, a whole number from 2 to 20, not 1"],
  [{ attempts: "3" }, "retry.attempts is how often"],
  [{ attempts: 21 }, "whole number from 2 to 20, not 21"],
  [{}, "retry.attempts is how often"],
  [3, "retry is a number, but must be an object such as { attempts: 3, backoff: 1000 }"],
  [{ attempts: 3, backof: 1 }, 'retry: unknown option "backof", did you mean "backoff"?'],
  [{ attempts: 3, backoff: -1 }, "retry.backoff.delayMs is a number of milliseconds from 0, not -1"],
  [{ attempts: 3, backoff: "1s" }, "retry.backoff is a number of milliseconds, or an object such as"],
  [
    { attempts: 3, backoff: { type: "linear", delayMs: 1 } },
    'retry.backoff.type is "fixed" or "exponential", not "linear"',
  ],
  [
    { attempts: 3, backoff: { type: "fixed", delay: 1 } },
    'unknown option "delay", known are type, delayMs, maxDelayMs',
  ],
  [{ attempts: 3, backoff: { type: "exponential", delayMs: 5, maxDelayMs: 1 } }, "cannot be shorter than delayMs (5)"],
  [{ attempts: 3, backoff: 60_000 }, "but a run ends after 60000 (maxRunMs)"],
  [{ attempts: 3, when: true }, "retry.when is a function that says whether"],
])("retry: %o is refused by its name, with what would be right", (retry, message) => {
  const define = () => job(retry as RetryOptions, () => ({}));
  expect(define).toThrow(DefinitionError);
  expect(define).toThrow('job "process-email-jobs": ');
  expect(define).toThrow(message);
});

it.each([
  [-1, "from 0 to startGraceMs (60000)"],
  [60_001, "from 0 to startGraceMs (60000)"],
  [Number.NaN, "must be a number of milliseconds"],
  ["1", "must be a number of milliseconds"],
])("jitterMs: %o is refused: %s", (jitterMs, message) => {
  const description = { id: "Mengirim email", en: "Sends mail" };
  const define = () =>
    defineJob({ name: "mails", schedule: "*/5 * * * *", description, jitterMs: jitterMs as number, run: () => ({}) });
  expect(define).toThrow(DefinitionError);
  expect(define).toThrow('job "mails": jitterMs is ');
  expect(define).toThrow(message);
});
