import type { LogLine, Payload, Queryable, RunStatus, Trigger } from "./types.ts";

/**
 * The life of a row of `CronRun`: claimed, kept alive, closed. Each step is one statement, and each is a compare-and-set:
 * no rows back means that somebody else was first.
 */

/** A run whose heartbeat is older than this has lost its claim. */
export const leaseMs = 60_000;

/** Which process a run belongs to. */
export type Origin = { host: string; pid: number; release: string | null };

export type Claim = {
  id: string;
  jobName: string;
  now: Date;
  /** The first of these that is free becomes the run's slot. */
  slots: Date[];
  /** What the run is called when it got a slot; without one it is `manual`. */
  trigger: "schedule" | "catch-up";
  /** True where there is to be no run without a slot. */
  needsSlot: boolean;
  actor: string | null;
  origin: Origin;
};

/**
 * Inserts the RUNNING row, which the index `CronRun_one_running` lets only one process do. Returns what was claimed, or
 * nothing when the job is running or no wanted slot is free.
 */
export async function claimRun(
  database: Queryable,
  claim: Claim,
): Promise<{ slotAt: Date | null; trigger: Trigger } | undefined> {
  const { rows } = await database.query(
    `insert into "CronRun"
       ("id", "jobName", "status", "trigger", "slotAt", "createdAt", "startedAt", "heartbeatAt", "actor", "host", "pid", "release")
     select $1, $2, 'RUNNING', case when free."slotAt" is null then 'manual' else $3 end, free."slotAt",
       $4, $4, now(), $5, $6, $7, $8
     from (select (${freeSlotSql("$2", "$9")}) as "slotAt") free
     where free."slotAt" is not null or not $10::boolean
     on conflict do nothing
     returning "slotAt", "trigger"`,
    [
      claim.id,
      claim.jobName,
      claim.trigger,
      claim.now,
      claim.actor,
      claim.origin.host,
      claim.origin.pid,
      claim.origin.release,
      claim.slots,
      claim.needsSlot,
    ],
  );
  return rows[0] as { slotAt: Date | null; trigger: Trigger } | undefined;
}

/** The first of the wanted slots that no run has claimed, or nothing. */
export async function firstFreeSlot(database: Queryable, jobName: string, slots: Date[]): Promise<Date | null> {
  const { rows } = await database.query(freeSlotSql("$1", "$2"), [jobName, slots]);
  return (rows[0]?.slotAt as Date | undefined) ?? null;
}

function freeSlotSql(jobName: string, slots: string): string {
  return `select wanted."slotAt" from unnest(${slots}::timestamptz[]) with ordinality as wanted ("slotAt", "rank")
    where not exists (
      select from "CronRun" taken where taken."jobName" = ${jobName} and taken."slotAt" = wanted."slotAt"
        and taken."status" not in ('SKIPPED', 'MISSED'))
    order by wanted."rank" limit 1`;
}

/**
 * Says that the run is alive, and keeps its log so far, which a crash would lose. False when its row is no longer RUNNING:
 * it has been fenced out.
 */
export async function beatRun(database: Queryable, id: string, log: LogLine[]): Promise<boolean> {
  const { rowCount } = await database.query(
    `update "CronRun" set "heartbeatAt" = now(), "log" = $2::jsonb where "id" = $1 and "status" = 'RUNNING'`,
    [id, JSON.stringify(log)],
  );
  return rowCount === 1;
}

export type Holder = {
  id: string;
  startedAt: Date;
  slotAt: Date | null;
  host: string;
  pid: number;
  /** By the database's clock, which all processes share. */
  expired: boolean;
};

/** The runs that hold their jobs now: of one job, or of all. */
export async function runningRuns(database: Queryable, jobName?: string): Promise<(Holder & { jobName: string })[]> {
  const { rows } = await database.query(
    `select "id", "jobName", "startedAt", "slotAt", "host", "pid",
       "heartbeatAt" < now() - $2 * interval '1 millisecond' as "expired"
     from "CronRun" where "status" = 'RUNNING' and ($1::text is null or "jobName" = $1)`,
    [jobName ?? null, leaseMs],
  );
  return rows as (Holder & { jobName: string })[];
}

/** How a run ended, and what its job's own row needs to know. */
export type Ending = {
  id: string;
  status: Exclude<RunStatus, "RUNNING" | "SKIPPED" | "MISSED">;
  finishedAt: Date;
  durationMs: number | null;
  payload: Payload | null;
  errorMessage: string | null;
  errorStack: string | null;
  log: LogLine[] | null;
  reason: string | null;
  brokenExpectation: string | null;
  /** Stopped together with its process: no failure, and its slot is free again. */
  restarted: boolean;
  failuresBeforeAlert: number;
  lastSecret: "current" | "previous" | null;
};

export type Closed = { jobName: string; streak: number; alert: "opened" | "reminder" | null };

/** While a job keeps failing, its alert is repeated after this long. */
export const reminderMs = 4 * 60 * 60 * 1000;

/**
 * Closes the row and, in the same statement, counts the run into its day and writes the outcome on the job's own row,
 * where it also decides whether an alert is due: many processes, one alert. Returns nothing when the run was fenced out.
 * `ifExpired` closes it only if its lease has run out by then.
 */
export async function closeRun(
  database: Queryable,
  ending: Ending,
  { ifExpired = false } = {},
): Promise<Closed | undefined> {
  const { rows } = await database.query(closeSql, [
    ending.id,
    ending.status,
    ending.finishedAt,
    ending.durationMs,
    ending.payload === null ? null : JSON.stringify(ending.payload),
    ending.errorMessage,
    ending.errorStack,
    ending.log === null ? null : JSON.stringify(ending.log),
    ending.reason,
    ending.restarted,
    ending.brokenExpectation,
    ending.lastSecret,
    ending.failuresBeforeAlert,
    reminderMs,
    ifExpired ? leaseMs : null,
  ]);
  return rows[0] as Closed | undefined;
}

/** The first failure of a streak that is long enough, then again after every reminder period. */
const alertIsDue = `excluded."failureStreak" = 1 and job."failureStreak" + 1 >= $13
        and (job."lastAlertAt" is null or job."lastAlertAt" <= $3::timestamptz - $14 * interval '1 millisecond')`;

const closeSql = `
  with open as (
    select "id", "slotAt" from "CronRun" where "id" = $1 and "status" = 'RUNNING'
      and ($15::integer is null or "heartbeatAt" < now() - $15 * interval '1 millisecond')
    for update
  ), closed as (
    update "CronRun" run set "status" = $2, "finishedAt" = $3, "durationMs" = $4, "payload" = $5::jsonb,
      "errorMessage" = $6, "errorStack" = $7, "log" = coalesce($8::jsonb, run."log"), "reason" = $9,
      "slotAt" = case when $10 then null else run."slotAt" end
    from open where run."id" = open."id"
    returning run."id", run."jobName", run."startedAt", run."trigger", run."actor", open."slotAt",
      $2 = 'SUCCESS' as "succeeded", $2 <> 'SUCCESS' and not $10 as "failed"
  ), job as (
    insert into "RondaJob" as job ("name", "firstSeenAt", "scheduleSince", "lastRunId", "lastSuccessId",
      "lastSuccessStartedAt", "lastErrorId", "failureStreak", "failingSince", "brokenExpectation", "lastSlotAt",
      "freedSlotAt", "offSlotStarts", "lastSecret", "lastAlertAt", "lastAlertRunId", "alertCount")
    select "jobName", "startedAt", "startedAt", "id", case when "succeeded" then "id" end,
      case when "succeeded" then "startedAt" end, case when "failed" then "id" end, "failed"::integer,
      case when "failed" then $3::timestamptz end, $11, "slotAt",
      case when $10 then "slotAt" end,
      case when "slotAt" is null and "trigger" = 'manual' and "actor" is null then array["startedAt"] else '{}' end, $12,
      case when "failed" and $13 <= 1 then $3::timestamptz end, case when "failed" and $13 <= 1 then "id" end,
      ("failed" and $13 <= 1)::integer
    from closed
    on conflict ("name") do update set
      "lastRunId" = excluded."lastRunId",
      "lastSuccessId" = coalesce(excluded."lastSuccessId", job."lastSuccessId"),
      "lastSuccessStartedAt" = coalesce(excluded."lastSuccessStartedAt", job."lastSuccessStartedAt"),
      "lastErrorId" = coalesce(excluded."lastErrorId", job."lastErrorId"),
      "failureStreak" = case when $2 = 'SUCCESS' then 0 else job."failureStreak" + excluded."failureStreak" end,
      "failingSince" = case when $2 = 'SUCCESS' then null else coalesce(job."failingSince", excluded."failingSince") end,
      "brokenExpectation" = case when $2 = 'SUCCESS' then $11 else job."brokenExpectation" end,
      "lastSlotAt" = greatest(job."lastSlotAt", excluded."lastSlotAt"),
      "freedSlotAt" = case when $10 then coalesce(excluded."freedSlotAt", job."freedSlotAt")
        when job."freedSlotAt" <= excluded."lastSlotAt" then null else job."freedSlotAt" end,
      "offSlotStarts" = case when excluded."lastSlotAt" is null
        then (excluded."offSlotStarts" || job."offSlotStarts")[1:2] else '{}' end,
      "lastSecret" = coalesce(excluded."lastSecret", job."lastSecret"),
      "lastAlertAt" = case when $2 = 'SUCCESS' then null
        when ${alertIsDue} then $3 else job."lastAlertAt" end,
      "lastAlertRunId" = case when ${alertIsDue} then excluded."lastRunId" else job."lastAlertRunId" end,
      "alertCount" = case when $2 = 'SUCCESS' then 0
        when ${alertIsDue} then job."alertCount" + 1 else job."alertCount" end
    returning "failureStreak", "lastAlertRunId", "alertCount"
  ), day as (
    insert into "RondaDay" as day ("jobName", "day", "runs", "errors", "durationMs")
    select "jobName", ("startedAt" at time zone 'UTC')::date, 1, ($2 <> 'SUCCESS')::integer, coalesce($4, 0) from closed
    on conflict ("jobName", "day") do update set "runs" = day."runs" + 1,
      "errors" = day."errors" + excluded."errors", "durationMs" = day."durationMs" + excluded."durationMs"
  )
  select closed."jobName", job."failureStreak" as "streak",
    case when job."lastAlertRunId" = closed."id" then
      case when job."alertCount" = 1 then 'opened' else 'reminder' end end as "alert"
  from closed, job`;

export type Skip = {
  id: string;
  jobName: string;
  now: Date;
  slotAt: Date | null;
  reason: string;
  actor: string | null;
  origin: Origin;
};

/** Keeps a trigger that found the job running: a SKIPPED row, counted apart; its slot counts as started. */
export async function recordSkip(database: Queryable, skip: Skip): Promise<void> {
  await database.query(
    `with skipped as (
       insert into "CronRun" ("id", "jobName", "status", "trigger", "slotAt", "createdAt", "reason", "actor", "host", "pid", "release")
       values ($1, $2, 'SKIPPED', case when $4::timestamptz is null then 'manual' else 'schedule' end, $4, $3, $5, $6, $7, $8, $9)
     ), job as (
       insert into "RondaJob" as job ("name", "firstSeenAt", "scheduleSince", "lastSlotAt") values ($2, $3, $3, $4)
       on conflict ("name") do update set "lastSlotAt" = greatest(job."lastSlotAt", excluded."lastSlotAt")
     )
     insert into "RondaDay" as day ("jobName", "day", "skipped") values ($2, ($3::timestamptz at time zone 'UTC')::date, 1)
     on conflict ("jobName", "day") do update set "skipped" = day."skipped" + 1`,
    [
      skip.id,
      skip.jobName,
      skip.now,
      skip.slotAt,
      skip.reason,
      skip.actor,
      skip.origin.host,
      skip.origin.pid,
      skip.origin.release,
    ],
  );
}

/** The status that a row has now, or nothing when it is gone. */
export async function runStatus(database: Queryable, id: string): Promise<RunStatus | undefined> {
  const { rows } = await database.query(`select "status" from "CronRun" where "id" = $1`, [id]);
  return rows[0]?.status as RunStatus | undefined;
}
