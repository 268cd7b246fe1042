import { reminderMs } from "../database/store.ts";
import type { Engine } from "../engine.ts";
import { closeAllAbandoned } from "../runs/abandoned.ts";
import { leastRunId } from "../runs/run-id.ts";
import { giveBackUnanswered } from "../runs/unanswered.ts";
import type { Alert, PatrolReport } from "../types.ts";
import { slotsToRerun } from "./freed-slots.ts";

const everyMs = 60_000;
const keepRunsMs = 90 * 24 * 60 * 60 * 1000;
const pruneBatch = 5000;

/** What a patrol reports that had nothing to do. */
export const quietPatrol = (): PatrolReport => ({ abandoned: 0, restarted: [], reminded: 0, pruned: 0 });

/**
 * The sweep that notices what did not happen. Safe to call from many processes at once: each step is a compare-and-set,
 * so that only one of them does it.
 */
export async function patrol(
  engine: Engine,
  options: { rerun: (jobName: string, slotAt: Date) => Promise<void>; flushRejections: () => Promise<void> },
): Promise<PatrolReport> {
  await options.flushRejections();
  const abandoned = await giveBackUnanswered(engine)
    .then(() => closeAllAbandoned(engine))
    .catch((error) => {
      engine.reach.failed();
      throw error;
    });
  const reminded = await remind(engine);
  const pruned = await prune(engine);
  const freed = await slotsToRerun(engine);
  engine.unrecorded.recorded();
  for (const { jobName, slotAt } of freed) void options.rerun(jobName, slotAt);
  return { abandoned, restarted: freed.map(({ jobName }) => jobName), reminded, pruned };
}

/** Patrols at once and then once a minute, until it is stopped. Keeps no process alive. */
export function createPatrolTimer(options: { patrol: () => Promise<unknown>; onError: (error: unknown) => void }): {
  start: () => void;
  stop: () => void;
} {
  const patrolNow = () => void options.patrol().catch(options.onError);
  let timer: NodeJS.Timeout | undefined;
  return {
    start() {
      if (timer) return;
      timer = setInterval(patrolNow, everyMs).unref();
      patrolNow();
    },
    stop: () => clearInterval(timer),
  };
}

/**
 * Repeats the alert of every job that has been failing for another 4 hours, whether it ran again or not. A job with a
 * schedule that has left the registry is over; a hand-written handler never stood in it.
 */
async function remind(engine: Engine): Promise<number> {
  const now = engine.clock();
  const { rows } = await engine.database.query(
    `with due as (
       update "RondaJob" set "lastAlertAt" = $1, "alertCount" = "alertCount" + 1
       where "failureStreak" > 0 and "lastAlertAt" <= $1::timestamptz - $2 * interval '1 millisecond'
         and ("schedule" is null or "name" = any($3))
       returning "name", "failureStreak", "lastErrorId"
     ), marked as (
       update "CronRun" set "alertedAt" = $1 from due where "id" = due."lastErrorId"
     )
     select due."name" as "jobName", due."failureStreak" as "streak", run."id" as "runId", run."status",
       coalesce(run."errorMessage", '') as "message"
     from due join "CronRun" run on run."id" = due."lastErrorId"`,
    [now, reminderMs, [...engine.jobs.keys()]],
  );
  for (const row of rows) {
    engine.alerts.send({ ...(row as Omit<Alert, "app" | "kind" | "at">), kind: "reminder", at: now });
  }
  return rows.length;
}

/** Forgets old runs, some thousand at a time; the last run, success and error of a job are kept for ever. */
async function prune({ database, clock }: Engine): Promise<number> {
  const { rowCount } = await database.query(
    `delete from "CronRun" where "id" = any (array(
       select run."id" from "CronRun" run
       where run."id" < $1 and run."status" <> 'RUNNING' and not run."hasLease" and not exists (
         select from "RondaJob" job where run."id" in (job."lastRunId", job."lastSuccessId", job."lastErrorId"))
       order by run."id" limit $2))`,
    [leastRunId(new Date(clock().getTime() - keepRunsMs)), pruneBatch],
  );
  return rowCount ?? 0;
}
