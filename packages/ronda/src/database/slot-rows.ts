import type { Queryable } from "../types.ts";
import type { PauseColumns } from "./pauses.ts";
import type { Origin } from "./store.ts";

/** What a job's row says of its slots. */
export type SlotCursor = PauseColumns & {
  name: string;
  schedule: string | null;
  scheduleSince: Date;
  /** Up to where its slots have their outcomes; null where none has. */
  settledUntil: Date | null;
  /** How often that was written: whoever has read another number decides by what is no longer so. */
  settledCount: number;
  freedSlotAt: Date | null;
  formerPauses: { since: string; until: string }[];
};

/** Up to where the slots of these jobs are decided. */
export async function readSlotCursors(database: Queryable, names: readonly string[]): Promise<SlotCursor[]> {
  const { rows } = await database.query(
    `select "name", "schedule", "scheduleSince", "settledUntil", "settledCount", "freedSlotAt", "pausedAt", "pausedUntil",
       "pausedBy", "pauseReason", "formerPauses" from "RondaJob" where "name" = any($1::text[])`,
    [names],
  );
  return rows as SlotCursor[];
}

/** Slots in a row that nobody ran, as their row has them. */
export type StoredGap = { id: string; status: "MISSED" | "SKIPPED"; slotAt: Date; slotLastAt: Date; slotCount: number };

/** Which rows are asked for: gaps that reach up to `lastSlotAt` or beyond, and slots that were taken after `from`. */
export type SlotQuestion = { name: string; from: Date; lastSlotAt: Date };

/** More than pass between two patrols, of a job that runs every minute, in half a day. */
export const mostTakenSlots = 1000;

/**
 * For each job its gaps, and the slots that were taken after `from` and after the beginning of the first of these gaps,
 * oldest first, at most {@link mostTakenSlots}. One that was skipped because the job was running is taken.
 */
export async function readSlotRows(
  database: Queryable,
  questions: readonly SlotQuestion[],
): Promise<Map<string, { gaps: StoredGap[]; taken: Date[] }>> {
  const { rows } = await database.query(
    `with asked as (
       select * from unnest($1::text[], $2::timestamptz[], $3::timestamptz[]) as asked ("name", "from", "lastSlotAt")
     ), gap as (
       select asked."name", gap.* from asked cross join lateral (
         select "id", "status", "slotAt", "slotLastAt", "slotCount" from "CronRun"
         where "jobName" = asked."name" and "slotCount" is not null and "slotLastAt" >= asked."lastSlotAt"
       ) gap
     ), window_of as (
       select asked."name", least(asked."from", min(gap."slotAt") - interval '1 millisecond') as "from"
       from asked left join gap on gap."name" = asked."name" group by asked."name", asked."from"
     )
     select "name", "id", "status", "slotAt", "slotLastAt", "slotCount" from gap
     union all
     select window_of."name", null, null, run."slotAt", null, null from window_of cross join lateral (
       select "slotAt" from "CronRun"
       where "jobName" = window_of."name" and "slotAt" > window_of."from" and "status" not in ('SKIPPED', 'MISSED')
       order by "slotAt" limit $4
     ) run
     union all
     select window_of."name", null, null, skipped."slotAt", null, null from window_of cross join lateral (
       select "slotAt" from "CronRun"
       where "jobName" = window_of."name" and "slotAt" > window_of."from" and "status" in ('SKIPPED', 'MISSED')
         and "slotAt" is not null and "slotCount" is null and "reason" like 'already running since %'
       order by "slotAt" limit $4
     ) skipped
     order by "slotAt"`,
    [
      questions.map(({ name }) => name),
      questions.map(({ from }) => from),
      questions.map(({ lastSlotAt }) => lastSlotAt),
      mostTakenSlots,
    ],
  );
  const found = new Map(questions.map(({ name }) => [name, { gaps: [] as StoredGap[], taken: [] as Date[] }]));
  for (const { name, ...row } of rows as (StoredGap & { name: string })[]) {
    if (row.id === null) found.get(name)?.taken.push(row.slotAt);
    else found.get(name)?.gaps.push(row);
  }
  return found;
}

/** What is to be written of one job's slots, unless somebody has written since `settledCount` was read. */
export type SlotWriting = {
  name: string;
  settledUntil: Date;
  settledCount: number;
  now: Date;
  origin: Origin;
  added: (StoredGap & { reason: string | null })[];
  changed: (StoredGap & { reason: string | null })[];
  goneIds: string[];
  /** How many slots more, or fewer, each day has. */
  days: { day: string; missed: number; skipped: number }[];
};

/** Writes it, all or nothing; false where somebody else was first. */
export async function writeSlots(database: Queryable, writing: SlotWriting): Promise<boolean> {
  const { name, settledUntil, settledCount, now, origin, goneIds, days } = writing;
  const rows = [...writing.changed, ...writing.added];
  const { rowCount } = await database.query(
    `with job as (
       update "RondaJob" set "settledUntil" = $2, "settledCount" = "settledCount" + 1
       where "name" = $1 and "settledCount" = $3 returning "name"
     ), gone as (
       delete from "CronRun" using job where "id" = any($4::uuid[]) and "slotCount" is not null
     ), given as (
       select * from unnest($5::uuid[], $6::text[], $7::timestamptz[], $8::timestamptz[], $9::integer[], $10::text[])
         as given ("id", "status", "slotAt", "slotLastAt", "slotCount", "reason")
     ), changed as (
       update "CronRun" run set "slotAt" = given."slotAt", "slotLastAt" = given."slotLastAt", "slotCount" = given."slotCount",
         "reason" = given."reason"
       from job, given where run."id" = given."id" and run."slotCount" is not null
     ), added as (
       insert into "CronRun" ("id", "jobName", "status", "trigger", "slotAt", "slotLastAt", "slotCount", "createdAt", "reason", "host", "pid", "release")
       select given."id", job."name", given."status", 'schedule', given."slotAt", given."slotLastAt", given."slotCount", $11::timestamptz,
         given."reason", $12, $13::integer, $14
       from job, given where given."id" = any($15::uuid[])
     ), counted as (
       insert into "RondaDay" as day ("jobName", "day", "missed", "skipped")
       select job."name", given."day", greatest(0, given."missed"), greatest(0, given."skipped")
       from job, unnest($16::date[], $17::integer[], $18::integer[]) as given ("day", "missed", "skipped")
       on conflict ("jobName", "day") do update set
         "missed" = greatest(0, day."missed" + (select g."missed" from unnest($16::date[], $17::integer[]) as g ("day", "missed") where g."day" = day."day")),
         "skipped" = greatest(0, day."skipped" + (select g."skipped" from unnest($16::date[], $18::integer[]) as g ("day", "skipped") where g."day" = day."day"))
     ), counted_for_good as (
       insert into "RondaTotal" as total ("jobName", "outcome", "count")
       select "name", 'MISSED', $19::bigint from job where $19::bigint > 0
       on conflict ("jobName", "outcome") do update set "count" = total."count" + excluded."count"
     )
     select "name" from job`,
    [
      name,
      settledUntil,
      settledCount,
      goneIds,
      rows.map(({ id }) => id),
      rows.map(({ status }) => status),
      rows.map(({ slotAt }) => slotAt),
      rows.map(({ slotLastAt }) => slotLastAt),
      rows.map(({ slotCount }) => slotCount),
      rows.map(({ reason }) => reason),
      now,
      origin.host,
      origin.pid,
      origin.release,
      writing.added.map(({ id }) => id),
      days.map(({ day }) => day),
      days.map(({ missed }) => missed),
      days.map(({ skipped }) => skipped),
      // What is parted or shortened was counted before, and what is counted for good never falls.
      days.reduce((sum, { missed }) => sum + missed, 0),
    ],
  );
  return rowCount === 1;
}

/** How long a job may be missing from the registries of those that patrol, and still be waited for as before. */
const mayBeAwayMs = 60 * 60_000;

/**
 * Keeps which jobs are in no registry any more, as whoever patrols knows them. One that comes back after more than an hour
 * is waited for from then on: nobody had promised its slots meanwhile.
 */
export async function keepRegistry(
  database: Queryable,
  { names, now }: { names: readonly string[]; now: Date },
): Promise<void> {
  await database.query(
    `update "RondaJob" set
       "leftAt" = case when "leftAt" is null then $2::timestamptz end,
       "scheduleSince" = case when $2::timestamptz - "leftAt" > $3 * interval '1 millisecond' then $2 else "scheduleSince" end
     where "schedule" is not null and ("name" = any($1::text[])) = ("leftAt" is not null)`,
    [names, now, mayBeAwayMs],
  );
}

/** The times since then in which no process was alive, oldest first. */
export async function readGaps(database: Queryable, since: Date): Promise<{ from: Date; until: Date }[]> {
  const { rows } = await database.query(`select "from", "until" from "RondaGap" where "until" > $1 order by "from"`, [
    since,
  ]);
  return rows as { from: Date; until: Date }[];
}

/** More than a page has to tell of: the latest of a host that is shut down every night for three months. */
const mostDowntimes = 100;

/** The latest times in which no process was alive, oldest first. */
export async function readDowntimes(database: Queryable): Promise<{ from: Date; until: Date }[]> {
  const { rows } = await database.query(`select "from", "until" from "RondaGap" order by "from" desc limit $1`, [
    mostDowntimes,
  ]);
  return (rows as { from: Date; until: Date }[]).reverse();
}

/**
 * Those of these slots that no run has taken nor was skipped at, of jobs whose schedule was waited for by then, and which
 * were not paused at that time and are not now.
 */
export async function readUntaken(
  database: Queryable,
  slots: readonly { jobName: string; schedule: string; slotAt: Date }[],
  now: Date,
): Promise<{ jobName: string; slotAt: Date }[]> {
  const { rows } = await database.query(
    `select asked."jobName", asked."slotAt"
     from unnest($1::text[], $2::text[], $3::timestamptz[]) as asked ("jobName", "schedule", "slotAt")
     join "RondaJob" job on job."name" = asked."jobName" and job."schedule" = asked."schedule"
     where job."scheduleSince" < asked."slotAt" and job."freedSlotAt" is null
       and (job."lastSlotAt" is null or job."lastSlotAt" < asked."slotAt")
       and (job."pausedAt" is null or (job."pausedUntil" <= $4 and not asked."slotAt" between job."pausedAt" and job."pausedUntil"))
       and not exists (
         select from "CronRun" taken where taken."jobName" = asked."jobName" and taken."slotAt" = asked."slotAt"
           and taken."status" not in ('SKIPPED', 'MISSED'))`,
    [
      slots.map(({ jobName }) => jobName),
      slots.map(({ schedule }) => schedule),
      slots.map(({ slotAt }) => slotAt),
      now,
    ],
  );
  return rows as { jobName: string; slotAt: Date }[];
}
