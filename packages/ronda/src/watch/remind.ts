import { reminderMs } from "../database/store.ts";
import type { Engine } from "../engine.ts";
import type { Alert } from "../types.ts";

/**
 * Repeats the alert of every job that has been failing for another 4 hours, whether it ran again or not. A job with a
 * schedule that has left the registry is over; a hand-written handler never stood in it.
 */
export async function remind(engine: Engine): Promise<number> {
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
