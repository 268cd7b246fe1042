import type { Paused, Queryable } from "../types.ts";
import { insertAction, type NewAction } from "./actions.ts";

/** The latest pause of a job, as its row has it. */
export type PauseColumns = {
  pausedAt: Date | null;
  pausedUntil: Date | null;
  pausedBy: string | null;
  pauseReason: string | null;
};

/** A time in which a job was paused, or is: `until` is null while nobody knows when it ends. */
export type PausedTime = { since: Date; until: Date | null };

/** The latest pause of a job's row, whether it is on or over; null where it was never paused. */
export function pauseOf({ pausedAt, pausedUntil, pausedBy, pauseReason }: PauseColumns): Paused | null {
  return pausedAt && { since: pausedAt, until: pausedUntil, by: pausedBy ?? "", reason: pauseReason };
}

/** The pause that a job is in at that moment. Its beginning is not asked for: clocks of two hosts may differ by a second. */
export function pauseAt(row: PauseColumns, at: Date): Paused | null {
  const pause = pauseOf(row);
  return pause && (pause.until === null || at < pause.until) ? pause : null;
}

/** All times in which a job was paused that its row knows of, oldest first. */
export function pausedTimes(row: PauseColumns & { formerPauses: { since: string; until: string }[] }): PausedTime[] {
  const former = row.formerPauses.map(({ since, until }) => ({ since: new Date(since), until: new Date(until) }));
  const latest = pauseOf(row);
  return latest ? [...former, { since: latest.since, until: latest.until }] : former;
}

/** How many pauses before the latest one a job's row remembers. */
export const mostFormerPauses = 100;

/** The latest pause of a job; undefined where no such job is known. */
export async function readPause(database: Queryable, jobName: string): Promise<PauseColumns | undefined> {
  const { rows } = await database.query(
    `select "pausedAt", "pausedUntil", "pausedBy", "pauseReason" from "RondaJob" where "name" = $1`,
    [jobName],
  );
  return rows[0] as PauseColumns | undefined;
}

/** Pauses a job that is not paused now, together with its action; false where somebody else was first. */
export async function startPause(
  database: Queryable,
  { jobName, until, action }: { jobName: string; until: Date | null; action: NewAction },
): Promise<boolean> {
  const { rows } = await database.query(
    `with changed as (
       insert into "RondaJob" as job ("name", "firstSeenAt", "scheduleSince", "pausedAt", "pausedUntil", "pausedBy", "pauseReason")
       values ($1, $2, $2, $2, $3, $4, $5)
       on conflict ("name") do update set "pausedAt" = excluded."pausedAt", "pausedUntil" = excluded."pausedUntil",
         "pausedBy" = excluded."pausedBy", "pauseReason" = excluded."pauseReason",
         "formerPauses" = case when job."pausedAt" is null then job."formerPauses" else (
           select coalesce(jsonb_agg(kept."pause" order by kept."rank"), '[]') from (
             select "pause", "rank" from jsonb_array_elements(job."formerPauses"
               || jsonb_build_object('since', job."pausedAt", 'until', job."pausedUntil")) with ordinality as all_of ("pause", "rank")
             order by "rank" desc limit ${mostFormerPauses}) kept) end
       where job."pausedAt" is null or job."pausedUntil" <= $2
       returning "name"
     ), ${insertAction(6)} select "name" from changed`,
    [jobName, action.at, until, action.actor, action.reason, ...action.values],
  );
  return rows.length === 1;
}

/** Ends the pause that a job is in, together with its action; false where it is in none, or in another than that of `pausedAt`. */
export async function endPause(
  database: Queryable,
  { jobName, pausedAt, action }: { jobName: string; pausedAt: Date | null; action: NewAction },
): Promise<boolean> {
  const { rows } = await database.query(
    `with changed as (
       update "RondaJob" set "pausedUntil" = greatest("pausedAt", $2::timestamptz)
       where "name" = $1 and "pausedAt" is not null and ("pausedUntil" is null or "pausedUntil" > $2)
         and ($3::timestamptz is null or date_trunc('milliseconds', "pausedAt") = $3)
       returning "name"
     ), ${insertAction(4)} select "name" from changed`,
    [jobName, action.at, pausedAt, ...action.values],
  );
  return rows.length === 1;
}
