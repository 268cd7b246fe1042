import { withoutMarks } from "../record/failure.ts";
import type { Queryable } from "../types.ts";

/** What PostgreSQL says to whoever waited too long for a lock. */
const lockTimeout = /canceling statement due to lock timeout|could not obtain lock/i;

/** A transaction that has just begun keeps nobody waiting for long. */
const heldAtLeastMs = 1000;
/** An application names itself as it likes. */
const longestApp = 60;
const mostJobs = 3;

type Holder = { pid: number; app: string; isOurs: boolean; state: string; since: Date };

/**
 * Adds to the message of a run that waited too long for a lock whose transaction probably held it: the oldest one that has
 * locks on tables, those first that somebody waits for now. The message stays as it is where it tells of no lock, where there
 * is none, and where the database does not say. Never throws.
 */
export async function withLockHolder(
  database: Queryable,
  { message, runId }: { message: string; runId: string },
): Promise<string> {
  if (!lockTimeout.test(message)) return message;
  try {
    const { rows } = await database.query(
      `select held."pid", held."application_name" as "app", coalesce(held."state", 'unknown') as "state", held."xact_start" as "since",
         held."application_name" <> '' and held."application_name" = current_setting('application_name') as "isOurs"
       from pg_stat_activity held
       where held."datname" = current_database() and held."pid" <> pg_backend_pid()
         and held."xact_start" < clock_timestamp() - $1 * interval '1 millisecond'
         and exists (
           select 1 from pg_locks taken where taken."pid" = held."pid" and taken."granted" and taken."locktype" = 'relation'
             and taken."relation" >= 16384 and taken."mode" <> 'AccessShareLock')
       order by exists (
         select 1 from pg_stat_activity waiting
         where waiting."wait_event_type" = 'Lock' and held."pid" = any(pg_blocking_pids(waiting."pid"))) desc, held."xact_start"
       limit 1`,
      [heldAtLeastMs],
    );
    const holder = rows[0] as Holder | undefined;
    if (!holder) return message;
    const jobs = holder.isOurs ? await runningBeside(database, runId) : [];
    return `${message} ${heldBy(holder, jobs)}`;
  } catch {
    return message;
  }
}

/** The jobs that are at work beside a run: one of them holds what a connection of the app holds. */
async function runningBeside(database: Queryable, runId: string): Promise<string[]> {
  const { rows } = await database.query(
    `select "jobName" from "CronRun" where "status" = 'RUNNING' and "id" <> $1 order by "startedAt" limit $2`,
    [runId, mostJobs],
  );
  return (rows as { jobName: string }[]).map(({ jobName }) => jobName);
}

/** As `lockHolderIn` of the words reads it again. */
function heldBy({ pid, app, state, since }: Holder, jobs: string[]): string {
  const name = withoutMarks(app)
    .replace(/["[\]\p{Cc}]/gu, " ")
    .slice(0, longestApp);
  const beside = jobs.length > 0 ? `, while ${jobs.join(", ")} ran` : "";
  return `[held by process ${pid} "${name}", ${state}, since ${since.toISOString()}${beside}]`;
}
