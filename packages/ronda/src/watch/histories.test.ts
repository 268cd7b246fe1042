import fc from "fast-check";
import { expect, it } from "vitest";
import { defineJob, type Job } from "../job/job.ts";
import type { Ronda } from "../ronda.ts";
import { testDatabase } from "../testing/database.ts";
import { secret, testClock, testRonda } from "../testing/engine.ts";

const database = testDatabase();
const query = async (sql: string, values: unknown[] = []) => (await database.pool.query(sql, values)).rows;

const grace = 60_000;
/** A plain evening, and the half hours before the clocks are set back and forward there. */
const beginnings = [
  { timeZone: "UTC", begin: "2026-11-23T17:58:00Z" },
  { timeZone: "Europe/Berlin", begin: "2026-10-25T00:31:00Z" },
  { timeZone: "Europe/Berlin", begin: "2027-03-28T00:31:00Z" },
  { timeZone: "America/New_York", begin: "2026-11-01T05:31:00Z" },
] as const;
type Beginning = (typeof beginnings)[number];

/** What may happen to an app of two processes whose job is due every five minutes. `process` is 0 or 1. */
type Step =
  | { does: "pass"; seconds: number }
  | { does: "patrol"; process: number }
  | { does: "patrolAtOnce" }
  | { does: "trigger"; process: number; late: boolean }
  | { does: "triggerAndCrash"; process: number }
  | { does: "triggerAndRestart"; process: number; minutes: number }
  | { does: "setClock"; minutes: number }
  | { does: "outage"; minutes: number }
  | { does: "pause"; minutes: number | null }
  | { does: "resume" };

const either = fc.integer({ min: 0, max: 1 });
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({ does: fc.constant("pass" as const), seconds: fc.integer({ min: 20, max: 500 }) }),
  },
  { weight: 4, arbitrary: fc.record({ does: fc.constant("patrol" as const), process: either }) },
  { weight: 1, arbitrary: fc.constant({ does: "patrolAtOnce" as const }) },
  { weight: 4, arbitrary: fc.record({ does: fc.constant("trigger" as const), process: either, late: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ does: fc.constant("triggerAndCrash" as const), process: either }) },
  {
    weight: 1,
    arbitrary: fc.record({
      does: fc.constant("triggerAndRestart" as const),
      process: either,
      minutes: fc.constantFrom(0, 3, 12),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ does: fc.constant("setClock" as const), minutes: fc.constantFrom(-90, -25, 20, 75) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ does: fc.constant("outage" as const), minutes: fc.integer({ min: 1, max: 40 }) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ does: fc.constant("pause" as const), minutes: fc.option(fc.integer({ min: 1, max: 30 })) }),
  },
  { weight: 1, arbitrary: fc.constant({ does: "resume" as const }) },
);

let apps = 0;

/** The app: two processes, each of which is replaced where it dies. */
async function startApp(catchUp: "once" | "none", { timeZone, begin }: Beginning) {
  const name = `job-${++apps}`;
  const clock = testClock(begin);
  const pauses: { since: number; until: number }[] = [];
  /** What the job does when it is started next. */
  let work: (signal: AbortSignal) => Promise<object> = async () => ({});
  const run = ({ signal }: { signal: AbortSignal }) => work(signal);
  const job = defineJob({
    name,
    schedule: "*/5 * * * *",
    timeZone,
    description: "Sends mail",
    catchUp,
    startGraceMs: grace,
    run,
  });
  const start = () => testRonda(database, [job], { clock });
  const processes: Ronda[] = [await start(), await start()];

  async function trigger(ronda: Ronda, label: string | undefined): Promise<void> {
    const headers = { authorization: `Bearer ${secret}`, ...(label ? { "x-ronda-trigger": label } : {}) };
    await ronda.handle(new Request("https://bakery.example/", { headers }), name);
  }

  const takes: { [Does in Step["does"]]: (step: Step & { does: Does }) => unknown } = {
    pass: ({ seconds }) => clock.advance(seconds * 1000),
    patrol: ({ process }) => processes[process]!.patrol(),
    patrolAtOnce: () => Promise.all(processes.map((ronda) => ronda.patrol())),
    trigger: ({ process, late }) => trigger(processes[process]!, late ? "schedule" : undefined),
    setClock({ minutes }) {
      // Pauses of the future would be kept by nobody.
      if (minutes < 0 && pauses.length > 0) return;
      clock.set(new Date(Math.max(Date.parse(begin), clock().getTime() + minutes * 60_000)).toISOString());
    },
    async triggerAndCrash({ process }) {
      const started = Promise.withResolvers<void>();
      work = () => {
        started.resolve();
        return new Promise(() => {});
      };
      const asked = trigger(processes[process]!, "schedule");
      await Promise.race([started.promise, asked]);
      // Its process is gone: nothing is heard of its run any more, which the next patrol finds.
      await query(
        `update "CronRun" set "heartbeatAt" = now() - interval '2 minutes' where "jobName" = $1 and "status" = 'RUNNING'`,
        [name],
      );
      work = async () => ({});
      processes[process] = await start();
    },
    async triggerAndRestart({ process, minutes }) {
      const started = Promise.withResolvers<void>();
      work = (signal) =>
        new Promise((_, reject) => {
          signal.addEventListener("abort", () => reject(signal.reason));
          started.resolve();
        });
      const asked = trigger(processes[process]!, "schedule");
      await Promise.race([started.promise, asked]);
      // Its slot counts as run for so long, and others patrol.
      clock.advance(minutes * 60_000);
      const other = await start();
      await other.patrol();
      // Or it would run the slot that is freed next, and hang in the work of this one.
      await other.stop();
      await processes[process]!.stop();
      await asked;
      work = async () => ({});
      processes[process] = await start();
    },
    async outage({ minutes }) {
      await Promise.all(processes.map((ronda) => ronda.stop()));
      clock.advance(minutes * 60_000);
      for (const index of processes.keys()) processes[index] = await start();
    },
    async pause({ minutes }) {
      const until = minutes === null ? undefined : new Date(clock().getTime() + minutes * 60_000);
      const { ok } = await processes[0]!.pause(name, { by: "Sari", ...(until ? { until } : {}) });
      if (ok) pauses.push({ since: clock().getTime(), until: until?.getTime() ?? Number.POSITIVE_INFINITY });
    },
    async resume() {
      if ((await processes[1]!.resume(name, { by: "Sari" })).ok) pauses.at(-1)!.until = clock().getTime();
    },
  };

  return {
    name,
    clock,
    pauses,
    job,
    take: async (each: Step) => void (await (takes[each.does] as (step: Step) => unknown)(each)),
    async end() {
      // Twice: what the first starts to make up for a slot has ended when the second looks.
      for (const index of processes.keys()) {
        await processes[index]!.patrol();
        await processes[index]!.stop();
        processes[index] = await start();
        await processes[index]!.patrol();
      }
      await Promise.all(processes.map((ronda) => ronda.stop()));
    },
  };
}

/** What the rows say of each slot: every one of them that tells of it. */
async function outcomes({ name, calendar }: Job): Promise<Map<number, string[]>> {
  const found = new Map<number, string[]>();
  const rows = await query(`select * from "CronRun" where "jobName" = $1 and "slotAt" is not null`, [name]);
  for (const { status, slotAt, slotLastAt, slotCount } of rows) {
    const [first, last] = [slotAt.getTime(), (slotLastAt ?? slotAt).getTime()];
    let counted = 0;
    for (const at of calendar.between(new Date(first - 1), new Date(last))) {
      const slot = at.getTime();
      const outcome = slotCount === null ? (status === "SKIPPED" ? "overlap" : "run") : status;
      found.set(slot, [...(found.get(slot) ?? []), outcome]);
      counted += 1;
    }
    if (slotCount !== null) expect(counted).toBe(slotCount);
  }
  return found;
}

const asked = process.env.RONDA_DATABASE_HISTORIES;
const runs = Number(asked ?? 12);
/** The suite walks the same histories each time; who asks for more gets others. */
const seed = asked ? {} : { seed: 20_261_025 };

it(`every slot has one outcome, on PostgreSQL, in two processes, through crashes, restarts, outages, pauses and clocks that are set (${runs} histories)`, async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom("once" as const, "none" as const),
      fc.constantFrom(...beginnings),
      fc.array(step, { minLength: 5, maxLength: 18 }),
      async (catchUp, beginning, steps) => {
        const app = await startApp(catchUp, beginning);
        for (const each of steps) await app.take(each);
        await app.end();
        const stands = await outcomes(app.job);
        const now = app.clock().getTime();
        for (const at of app.job.calendar.between(new Date(beginning.begin), new Date(now - grace - 1))) {
          const slot = at.getTime();
          const said = stands.get(slot) ?? [];
          const isPaused = app.pauses.some(({ since, until }) => slot >= since && slot < until);
          // A trigger that met a run at work tells of itself; a later one may have run the slot all the same.
          const told = said.filter((outcome) => outcome !== "overlap");
          const isOverlap = told.length === 0 && said.length > 0;
          const expected = told.includes("run") ? "run" : isPaused ? "SKIPPED" : "MISSED";
          if (!isOverlap)
            expect([new Date(slot).toISOString(), told]).toEqual([new Date(slot).toISOString(), [expected]]);
        }
        // A clock that is set back by less than ten minutes takes nothing back of what was decided by it.
        const missed = [...stands].filter(([, said]) => said.includes("MISSED")).map(([slot]) => slot);
        expect(missed.filter((slot) => slot > now + 10 * 60_000)).toEqual([]);
        const [day] = await query(`select sum("missed")::integer as "missed" from "RondaDay" where "jobName" = $1`, [
          app.name,
        ]);
        expect(day.missed ?? 0).toBe(missed.length);
        const gaps = await query(`select count(*) from "CronRun" where "jobName" = $1 and "status" = 'RUNNING'`, [
          app.name,
        ]);
        expect(gaps).toEqual([{ count: "0" }]);
      },
    ),
    { numRuns: runs, endOnFailure: false, ...seed },
  );
}, 600_000);
