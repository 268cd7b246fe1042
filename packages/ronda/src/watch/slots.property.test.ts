import fc from "fast-check";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { defineJob } from "../job/job.ts";
import type { Ronda } from "../ronda.ts";
import { testDatabase } from "../testing/database.ts";
import { secret, testClock, testRonda } from "../testing/engine.ts";

const database = testDatabase();

// Only the engine's own waiting is faked; the database answers in real time.
const toFake = ["setTimeout", "clearTimeout", "setInterval", "clearInterval"] as const;
beforeEach(() => void vi.useFakeTimers({ toFake: [...toFake] }));
afterEach(() => void vi.useRealTimers());

/** Whoever asks: the schedule's line, a line that does not say what it is, a person. */
type Asks = "schedule" | "unlabelled" | "person";

/** What may happen to an app of two processes that share a database. `process` is 0 or 1. */
type Step =
  | { does: "ask"; process: number; as: Asks[] }
  | { does: "pass"; seconds: number }
  | { does: "finish"; well: boolean }
  | { does: "restart"; process: number };

const process = fc.integer({ min: 0, max: 1 });
const asks = fc.constantFrom<Asks>("schedule", "schedule", "unlabelled", "person");
const step = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      does: fc.constant("ask" as const),
      process,
      as: fc.array(asks, { minLength: 1, maxLength: 4 }),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ does: fc.constant("pass" as const), seconds: fc.integer({ min: 1, max: 400 }) }),
  },
  { weight: 3, arbitrary: fc.record({ does: fc.constant("finish" as const), well: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ does: fc.constant("restart" as const), process }) },
);

let apps = 0;

/** The app: its job runs until a step finishes it, and heeds a restart. */
async function startApp(hasScheduler: boolean) {
  const clock = testClock("2026-11-23T17:57:00Z");
  const name = `job-${++apps}`;
  const works = new Set<PromiseWithResolvers<object>>();
  const wrong: string[] = [];
  /** Starts by slot that no restart has taken back. */
  const startsOfSlot = new Map<string, number>();
  const job = defineJob({
    name,
    schedule: "*/5 * * * *",
    description: "Sends mail",
    run: async ({ signal }) => {
      const work = Promise.withResolvers<object>();
      if (works.size > 0) wrong.push("two at once");
      works.add(work);
      signal.addEventListener("abort", () => work.reject(signal.reason));
      return await work.promise.finally(() => works.delete(work));
    },
  });

  async function start(): Promise<Ronda> {
    const ronda = await testRonda(database, [job], { clock });
    ronda.on("run.started", ({ slotAt, trigger, trace }) => {
      if (trace && trigger === "manual") wrong.push("a request of the schedule became manual");
      if (!slotAt) return;
      const key = slotAt.toISOString();
      startsOfSlot.set(key, (startsOfSlot.get(key) ?? 0) + 1);
      if (startsOfSlot.get(key)! > 1) wrong.push(`slot ${key} twice`);
    });
    ronda.on("run.finished", ({ slotAt, restarted }) => {
      if (slotAt && restarted) startsOfSlot.set(slotAt.toISOString(), startsOfSlot.get(slotAt.toISOString())! - 1);
    });
    if (hasScheduler) ronda.startScheduler();
    else ronda.startPatrol();
    return ronda;
  }

  const processes = [await start(), await start()];
  const open = new Set<Promise<unknown>>();

  async function ask(ronda: Ronda, as: Asks): Promise<void> {
    const headers = new Headers({ authorization: `Bearer ${secret}` });
    // Only the schedule sends a trace, by which its runs are told from others.
    if (as === "schedule") headers.set("traceparent", `00-${"a".repeat(32)}-${"b".repeat(16)}-01`);
    if (as === "schedule") headers.set("X-Ronda-Trigger", "schedule");
    if (as === "person") headers.set("X-Ronda-Actor", "Sari");
    await ronda.handle(new Request(`http://localhost/api/cron/${name}`, { headers }), name);
  }

  /** Until each request has its answer, but for one whose run is at work. */
  const settle = () =>
    vi.waitUntil(() => open.size === 0 || (open.size === 1 && works.size === 1), { timeout: 30_000, interval: 2 });

  /** Until the database owes no answer: time that flies by would be one that it did not give. */
  const answered = () =>
    vi.waitUntil(() => database.pool.waitingCount === 0 && database.pool.idleCount === database.pool.totalCount, {
      timeout: 30_000,
      interval: 1,
    });

  /** Stops a process, and lets what waits in it meanwhile have its time. */
  async function stop(ronda: Ronda): Promise<void> {
    let isStopped = false;
    const stopping = ronda.stop().finally(() => {
      isStopped = true;
    });
    await vi.waitUntil(
      async () => {
        await answered();
        await vi.advanceTimersByTimeAsync(100);
        return isStopped;
      },
      { timeout: 30_000, interval: 1 },
    );
    await stopping;
  }

  async function take(each: Step): Promise<void> {
    if (each.does === "ask") {
      for (const as of each.as) {
        const asking = ask(processes[each.process]!, as);
        open.add(asking);
        void asking.finally(() => open.delete(asking));
      }
    }
    if (each.does === "pass") {
      for (let left = each.seconds; left > 0; left -= 10) {
        clock.advance(10_000);
        await vi.advanceTimersByTimeAsync(10_000);
        await answered();
      }
    }
    if (each.does === "finish") {
      for (const work of works) each.well ? work.resolve({ done: 1 }) : work.reject(new Error("broken"));
    }
    if (each.does === "restart") {
      await stop(processes[each.process]!);
      processes[each.process] = await start();
    }
    await settle();
  }

  async function end(): Promise<void> {
    for (const ronda of processes) await stop(ronda);
    await Promise.all(open);
  }

  return { take, end, name, wrong };
}

it("no slot is run twice by the schedule and no two runs work at once, whoever asks, in two processes, through restarts", async () => {
  await fc.assert(
    fc.asyncProperty(fc.boolean(), fc.array(step, { minLength: 5, maxLength: 25 }), async (hasScheduler, steps) => {
      const app = await startApp(hasScheduler);
      try {
        for (const each of steps) await app.take(each);
      } finally {
        await app.end();
      }
      expect(app.wrong).toEqual([]);
      const { rows } = await database.pool.query(
        `select "slotAt", count(*) from "CronRun" where "jobName" = $1 and "slotAt" is not null
           and "status" not in ('SKIPPED', 'MISSED') group by 1 having count(*) > 1`,
        [app.name],
      );
      expect(rows).toEqual([]);
    }),
    { numRuns: 15, endOnFailure: true },
  );
});
