import { expect, it } from "vitest";
import { defineJob } from "../job/job.ts";
import type { Ronda } from "../ronda.ts";
import { testDatabase } from "../testing/database.ts";
import { testChannel, testClock, testRonda } from "../testing/engine.ts";

const database = testDatabase();
const channel = testChannel();
const description = { id: "Menyelesaikan trip", en: "Completes trips" };
const job = (catchUp: "once" | "none") =>
  defineJob({ name: `trips-${catchUp}`, schedule: "0 18 * * *", description, catchUp, run: () => ({ completed: 1 }) });
const jobs = [job("once"), job("none")];
const clock = testClock("2026-11-23T18:00:00Z");
const start = () => testRonda(database, jobs, { clock, channels: [channel] });
const badges = async (ronda: Ronda) => (await ronda.overview()).jobs.map(({ health }) => health.badge);
const query = async (text: string) => (await database.pool.query(text)).rows as Record<string, unknown>[];

const slot = new Date("2026-11-23T18:00:00Z");
const setBack = new Date("2026-11-23T18:10:00Z");

it.each([
  { jump: "some days", ahead: "2026-12-23T18:00:00Z", since: slot, last: slot },
  { jump: "a year and pruned all runs", ahead: "2027-11-23T18:00:00Z", since: setBack, last: null },
])("watches as before when the clock was ahead for $jump and is set back", async ({ ahead, since, last }) => {
  await query(`truncate "CronRun", "RondaJob", "RondaPatrol", "RondaGap", "RondaIncident", "RondaAlert" cascade`);
  clock.set("2026-11-23T18:00:00Z");
  const ronda = await start();
  for (const { name } of jobs) await ronda.runCron(name);
  clock.set(ahead);
  for (const { name } of jobs) await ronda.runCron(name);
  await ronda.patrol();
  if (!last) await query(`delete from "CronRun" where "slotAt" < '2026-12-01'`);
  // As if the process had died in its patrol, with a message to send and a failure that was told.
  await query(`update "RondaPatrol" set "leaseId" = gen_random_uuid(), "leaseUntil" = now() + interval '1 year'`);
  await query(`insert into "RondaIncident" ("id", "subjectKind", "subjectName", "severity", "reasons", "openedAt", "checkedAt", "lastAlertAt")
    select gen_random_uuid(), 'watch', 'stuck', 'STALE', '[]', at, at, at from (select timestamptz '${ahead}' as at) ahead`);
  await query(`insert into "RondaAlert" ("id", "channel", "dedupeKey", "kind", "alert", "createdAt", "nextAttemptAt", "leaseUntil")
    values (gen_random_uuid(), 'nobody', 'waiting', 'opened', '{}', '${ahead}', '${ahead}', now() + interval '1 year')`);

  clock.set("2026-11-23T18:10:00Z");
  await ronda.patrol();
  expect(await badges(ronda)).toEqual(["OK", "OK"]);
  expect(await query(`select distinct "scheduleSince", "lastSlotAt", "lastSuccessStartedAt" from "RondaJob"`)).toEqual([
    { scheduleSince: since, lastSlotAt: last, lastSuccessStartedAt: last },
  ]);
  const left = `select "from" as "at" from "RondaGap" where "until" > '2026-12-01' union all
    select "nextAttemptAt" from "RondaAlert" where "sentAt" is null and "givenUpAt" is null
      and (greatest("createdAt", "nextAttemptAt") > '2026-12-01' or "leaseUntil" > now() + interval '1 day')
    union all select "lastAlertAt" from "RondaIncident" where greatest("openedAt", "checkedAt", "lastAlertAt") > '2026-12-01'`;
  expect(await query(left)).toEqual([]);
  await ronda.stop();

  // Nothing was alive at the slots of the 24th and the 25th.
  clock.set("2026-11-26T09:00:00Z");
  const next = await start();
  expect(await next.patrol()).toMatchObject({ caughtUp: ["trips-once"], missed: 4 });
  await expect.poll(() => badges(next)).toEqual(["OK", "STALE"]);
  // Nobody comes at the one of the 26th, with a process alive.
  clock.set("2026-11-27T09:00:00Z");
  await next.patrol();
  expect(await badges(next)).toEqual(["STALE", "STALE"]);
  await next.stop();
});
