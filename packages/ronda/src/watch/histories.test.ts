import fc from "fast-check";
import { expect, it } from "vitest";
import { defineJob } from "../job/job.ts";
import type { Ronda } from "../ronda.ts";
import { testDatabase } from "../testing/database.ts";
import { secret, testClock, testRonda } from "../testing/engine.ts";

const database = testDatabase();
const query = async (sql: string, values: unknown[] = []) => (await database.pool.query(sql, values)).rows;

const grace = 60_000;
const begin = "2026-11-23T17:58:00Z";

/** What may happen to an app whose job is due every five minutes. */
type Step =
  | { does: "pass"; seconds: number }
  | { does: "patrol" }
  | { does: "trigger"; late: boolean }
  | { does: "triggerAndCrash" }
  | { does: "triggerAndRestart"; minutes: number }
  | { does: "outage"; minutes: number }
  | { does: "pause"; minutes: number | null }
  | { does: "resume" };

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({ does: fc.constant("pass" as const), seconds: fc.integer({ min: 20, max: 500 }) }),
  },
  { weight: 5, arbitrary: fc.constant({ does: "patrol" as const }) },
  { weight: 4, arbitrary: fc.record({ does: fc.constant("trigger" as const), late: fc.boolean() }) },
  { weight: 1, arbitrary: fc.constant({ does: "triggerAndCrash" as const }) },
  {
    weight: 1,
    arbitrary: fc.record({ does: fc.constant("triggerAndRestart" as const), minutes: fc.constantFrom(0, 3, 12) }),
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

/** The app: one process at a time, which is replaced where it dies. */
async function startApp(catchUp: "once" | "none") {
  const name = `job-${++apps}`;
  const clock = testClock(begin);
  const pauses: { since: number; until: number }[] = [];
  /** What the job does when it is started next. */
  let work: (signal: AbortSignal) => Promise<object> = async () => ({});
  const run = ({ signal }: { signal: AbortSignal }) => work(signal);
  const job = defineJob({
    name,
    schedule: "*/5 * * * *",
    description: "Sends mail",
    catchUp,
    startGraceMs: grace,
    run,
  });
  const start = () => testRonda(database, [job], { clock });
  let ronda: Ronda = await start();

  async function trigger(label: string | undefined): Promise<void> {
    const headers = { authorization: `Bearer ${secret}`, ...(label ? { "x-ronda-trigger": label } : {}) };
    await ronda.handle(new Request("https://bakery.example/", { headers }), name);
  }

  const takes: { [Does in Step["does"]]: (step: Step & { does: Does }) => unknown } = {
    pass: ({ seconds }) => clock.advance(seconds * 1000),
    patrol: () => ronda.patrol(),
    trigger: ({ late }) => trigger(late ? "schedule" : undefined),
    async triggerAndCrash() {
      const started = Promise.withResolvers<void>();
      work = () => {
        started.resolve();
        return new Promise(() => {});
      };
      const asked = trigger("schedule");
      await Promise.race([started.promise, asked]);
      // Its process is gone: nothing is heard of its run any more, which the next patrol finds.
      await query(
        `update "CronRun" set "heartbeatAt" = now() - interval '2 minutes' where "jobName" = $1 and "status" = 'RUNNING'`,
        [name],
      );
      work = async () => ({});
      ronda = await start();
    },
    async triggerAndRestart({ minutes }) {
      const started = Promise.withResolvers<void>();
      work = (signal) =>
        new Promise((_, reject) => {
          signal.addEventListener("abort", () => reject(signal.reason));
          started.resolve();
        });
      const asked = trigger("schedule");
      await Promise.race([started.promise, asked]);
      // Its slot counts as run for so long, and others patrol.
      clock.advance(minutes * 60_000);
      const other = await start();
      await other.patrol();
      // Or it would run the slot that is freed next, and hang in the work of this one.
      await other.stop();
      await ronda.stop();
      await asked;
      work = async () => ({});
      ronda = await start();
    },
    async outage({ minutes }) {
      await ronda.stop();
      clock.advance(minutes * 60_000);
      ronda = await start();
    },
    async pause({ minutes }) {
      const until = minutes === null ? undefined : new Date(clock().getTime() + minutes * 60_000);
      const { ok } = await ronda.pause(name, { by: "Sari", ...(until ? { until } : {}) });
      if (ok) pauses.push({ since: clock().getTime(), until: until?.getTime() ?? Number.POSITIVE_INFINITY });
    },
    async resume() {
      if ((await ronda.resume(name, { by: "Sari" })).ok) pauses.at(-1)!.until = clock().getTime();
    },
  };

  return {
    name,
    clock,
    pauses,
    take: async (each: Step) => void (await (takes[each.does] as (step: Step) => unknown)(each)),
    async end() {
      // Twice: what the first starts to make up for a slot has ended when the second looks.
      await ronda.patrol();
      await ronda.stop();
      ronda = await start();
      await ronda.patrol();
      await ronda.stop();
    },
  };
}

/** What the rows say of each slot: every one of them that tells of it. */
async function outcomes(name: string): Promise<Map<number, string[]>> {
  const found = new Map<number, string[]>();
  const rows = await query(`select * from "CronRun" where "jobName" = $1 and "slotAt" is not null`, [name]);
  for (const { status, slotAt, slotLastAt, slotCount } of rows) {
    const [first, last] = [slotAt.getTime(), (slotLastAt ?? slotAt).getTime()];
    let counted = 0;
    for (let slot = first; slot <= last; slot += 5 * 60_000) {
      const outcome = slotCount === null ? (status === "SKIPPED" ? "overlap" : "run") : status;
      found.set(slot, [...(found.get(slot) ?? []), outcome]);
      counted += 1;
    }
    if (slotCount !== null) expect(counted).toBe(slotCount);
  }
  return found;
}

const runs = Number(process.env.RONDA_DATABASE_HISTORIES ?? 12);

it(`every slot has one outcome, on PostgreSQL, through crashes, restarts, outages and pauses (${runs} histories)`, async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom("once" as const, "none" as const),
      fc.array(step, { minLength: 5, maxLength: 18 }),
      async (catchUp, steps) => {
        const app = await startApp(catchUp);
        for (const each of steps) await app.take(each);
        await app.end();
        const stands = await outcomes(app.name);
        const now = app.clock().getTime();
        let missed = 0;
        for (let slot = Date.parse("2026-11-23T18:00:00Z"); slot < now - grace; slot += 5 * 60_000) {
          const said = stands.get(slot) ?? [];
          const isPaused = app.pauses.some(({ since, until }) => slot >= since && slot < until);
          // A trigger that met a run at work tells of itself; a later one may have run the slot all the same.
          const told = said.filter((outcome) => outcome !== "overlap");
          const isOverlap = told.length === 0 && said.length > 0;
          const expected = told.includes("run") ? "run" : isPaused ? "SKIPPED" : "MISSED";
          if (!isOverlap)
            expect([new Date(slot).toISOString(), told]).toEqual([new Date(slot).toISOString(), [expected]]);
          if (isOverlap) continue;
          if (expected === "MISSED") missed += 1;
        }
        const [day] = await query(`select sum("missed")::integer as "missed" from "RondaDay" where "jobName" = $1`, [
          app.name,
        ]);
        expect(day.missed ?? 0).toBe(missed);
        const gaps = await query(`select count(*) from "CronRun" where "jobName" = $1 and "status" = 'RUNNING'`, [
          app.name,
        ]);
        expect(gaps).toEqual([{ count: "0" }]);
      },
    ),
    { numRuns: runs, endOnFailure: false },
  );
}, 600_000);
