import { longestRetryAfterMs } from "../alerts/backoff.ts";
import { leaseMs } from "../database/store.ts";
import type { Engine } from "../engine.ts";
import { setBackMs } from "./set-back.ts";

/**
 * When the clock went ahead, as far as it is known. What a job had done by then was pruned where it went far: then the job
 * is waited for from that moment on.
 */
const lostAt = `coalesce((select max("from") from "RondaGap" where "from" <= $2 and "until" > $2), $1::timestamptz)`;

/**
 * What was written while the clock was ahead, and lies in the future now that it is set back, would silence things until
 * then: it becomes what it was before, as far as that is known, or now. Leases and heartbeats are by the database's clock.
 * It touches nothing where no clock was set back, and of two that do it both do the same.
 */
export async function forgetFuture({ clock, database }: Pick<Engine, "clock" | "database">): Promise<void> {
  const now = clock();
  const limit = new Date(now.getTime() + setBackMs);
  // A success that is useless stays: its job is failing.
  await database.query(
    `update "RondaJob" job set "scheduleSince" = case when (
         select "id" from "CronRun" where "jobName" = job."name" and "status" = 'SUCCESS' and "startedAt" <= $2
         order by "id" desc limit 1) is not null
         then "scheduleSince" else greatest("scheduleSince", ${lostAt}) end,
       ("lastSuccessId", "lastSuccessStartedAt") = (
       select "id", "startedAt" from "CronRun" where "jobName" = job."name" and "status" = 'SUCCESS' and "startedAt" <= $2
       order by "id" desc limit 1)
     where "lastSuccessStartedAt" > $2 and "brokenExpectation" is null`,
    [now, limit],
  );
  await database.query(
    `with job as (
       update "RondaJob" job set
         "lastSlotAt" = case when job."lastSlotAt" > $2 then greatest(
           (select max("slotAt") from "CronRun" where "jobName" = job."name" and "slotAt" <= $2
             and "status" not in ('SKIPPED', 'MISSED')),
           (select max("slotAt") from "CronRun" where "jobName" = job."name" and "slotAt" <= $2
             and "status" in ('SKIPPED', 'MISSED') and "slotCount" is null and "reason" like 'already running since %'))
           else job."lastSlotAt" end,
         "freedSlotAt" = case when job."freedSlotAt" <= $2 then job."freedSlotAt" end,
         "scheduleSince" = case when job."scheduleSince" > $2 then $1::timestamptz
           when job."lastSlotAt" > $2 and (select max("slotAt") from "CronRun" where "jobName" = job."name" and "slotAt" <= $2
             and "status" not in ('SKIPPED', 'MISSED')) is null then greatest(job."scheduleSince", ${lostAt})
           else job."scheduleSince" end,
         "lastAlertAt" = case when job."lastAlertAt" > $2 then $1::timestamptz else job."lastAlertAt" end
       where job."lastSlotAt" > $2 or job."freedSlotAt" > $2 or job."scheduleSince" > $2
         or job."lastAlertAt" > $2
     ), beat as (
       update "CronRun" set "heartbeatAt" = now()
       where ("status" = 'RUNNING' or "hasLease") and "heartbeatAt" > now() + $4 * interval '1 millisecond'
     ), no_gap as (
       delete from "RondaGap" where "from" > $2
     ), gap as (
       update "RondaGap" set "until" = greatest("from", $1::timestamptz) where "from" <= $2 and "until" > $2
     ), incident as (
       update "RondaIncident" set "openedAt" = least("openedAt", $1::timestamptz), "checkedAt" = least("checkedAt", $1::timestamptz),
         "quietSince" = least("quietSince", case when "quietSince" is not null then $1::timestamptz end),
         "lastAlertAt" = least("lastAlertAt", case when "lastAlertAt" is not null then $1::timestamptz end)
       where "resolvedAt" is null and greatest("openedAt", "checkedAt", "quietSince", "lastAlertAt") > $2
     )
     update "RondaAlert" set "createdAt" = least("createdAt", $1::timestamptz),
       "nextAttemptAt" = case when "nextAttemptAt" > $3 or "createdAt" > $2 then $1::timestamptz else "nextAttemptAt" end,
       "leaseUntil" = case when "leaseUntil" <= now() + $4 * interval '1 millisecond' then "leaseUntil" end
     where "sentAt" is null and "givenUpAt" is null
       and ("createdAt" > $2 or "nextAttemptAt" > $3 or "leaseUntil" > now() + $4 * interval '1 millisecond')`,
    [now, limit, new Date(limit.getTime() + longestRetryAfterMs), 2 * leaseMs],
  );
}
