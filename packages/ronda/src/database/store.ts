import type { IncidentReason, LogLine, Paused, Payload, Queryable, RunStatus, Trigger } from "../types.ts";
import { type PauseColumns, pauseOf } from "./pauses.ts";

/**
 * The life of a row of `CronRun`: claimed, kept alive, closed. Each step is one statement, and each is a compare-and-set:
 * no rows back means that somebody else was first.
 */

/** A run whose heartbeat is older than this has lost its lease of the job. */
export const leaseMs = 60_000;

/** Which process a run belongs to. */
export type Origin = { host: string; pid: number; release: string | null };

/** The row that a run wants to insert. */
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
  /** Whether a person asks, whom no pause stops. */
  manual: boolean;
  /** What is written down of who asks, together with the run. */
  action: StartAction | null;
  origin: Origin;
};

/** A start that is kept as an action of the claim's actor. */
export type StartAction = { id: string; verb: "run" | "run-again"; reason: string | null; details: Payload };

/** What came of a claim: a run, with the pause that it was started in spite of; or the pause that stopped it. */
export type ClaimResult =
  | { slotAt: Date | null; trigger: Trigger; pause: Paused | null }
  | { slotAt: null; trigger: null; pause: Paused };

/**
 * Inserts the RUNNING row with the lease of its job, which the index `CronRun_one_lease` lets only one run have. Returns what was claimed, the
 * pause that the job is in, or nothing when the job is running or no wanted slot is free.
 */
export async function claimRun(database: Queryable, claim: Claim): Promise<ClaimResult | undefined> {
  const { id, jobName, slots, trigger, needsSlot, now, actor, manual, origin } = claim;
  const action = actor === null ? null : claim.action;
  const { rows } = await database.query(
    `select * from ronda_claim_run_3($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)`,
    [
      id,
      jobName,
      slots,
      trigger,
      needsSlot,
      now,
      actor,
      origin.host,
      origin.pid,
      origin.release,
      manual,
      action?.id ?? null,
      action?.verb ?? null,
      action?.reason ?? null,
      asJson(action?.details ?? {}),
    ],
  );
  const row = rows[0] as (PauseColumns & { slotAt: Date | null; trigger: Trigger | null }) | undefined;
  return row && ({ slotAt: row.slotAt, trigger: row.trigger, pause: pauseOf(row) } as ClaimResult);
}

/** The first of the wanted slots that no run has claimed, or nothing. */
export async function firstFreeSlot(database: Queryable, jobName: string, slots: Date[]): Promise<Date | null> {
  const { rows } = await database.query(
    `select wanted."slotAt" from unnest($2::timestamptz[]) with ordinality as wanted ("slotAt", "rank")
     where not exists (
       select from "CronRun" taken where taken."jobName" = $1 and taken."slotAt" = wanted."slotAt"
         and taken."status" not in ('SKIPPED', 'MISSED'))
     order by wanted."rank" limit 1`,
    [jobName, slots],
  );
  return (rows[0]?.slotAt as Date | undefined) ?? null;
}

/** Which of these runs have a row that is RUNNING. */
export async function runningAmong(database: Queryable, ids: string[]): Promise<Set<string>> {
  const { rows } = await database.query(
    `select "id" from "CronRun" where "id" = any($1::uuid[]) and "status" = 'RUNNING'`,
    [ids],
  );
  return new Set(rows.map(({ id }) => id as string));
}

/** What a heartbeat found: the lease is the run's, or others have the job or have had it since. */
export type Beat = "held" | "lost";

/** Takes the slot from a run that was closed before it began; false where there is no such run. */
export async function freeUnbegun(database: Queryable, id: string): Promise<boolean> {
  const { rowCount } = await database.query(
    `update "CronRun" set "slotAt" = null where "id" = $1 and "status" = 'ABANDONED'`,
    [id],
  );
  return rowCount === 1;
}

/** The reason of a row that was closed because nothing had been heard of its run. */
export const silentReason = "crashed";

/**
 * Says that the run is alive, and keeps its log so far, which a crash would lose. A run that others closed meanwhile for
 * its silence, or this process itself while its function `worksOn`, takes its lease back where nobody else has it. One that
 * is over does not: a beat may be held up, and arrive when its run has long ended.
 */
export async function beatRun(
  database: Queryable,
  id: string,
  log: LogLine[],
  { worksOn = false }: { worksOn?: boolean } = {},
): Promise<Beat> {
  try {
    const { rows } = await database.query(
      `update "CronRun" run set "heartbeatAt" = now(), "log" = $2::jsonb, "hasLease" = true
       where "id" = $1 and ("hasLease" or "status" = 'RUNNING' or (
         "lateStatus" is null and "releasedAt" is null and ($3 or ("status" = 'ABANDONED' and "reason" = '${silentReason}')) and not exists (
           select from "CronRun" other where other."jobName" = run."jobName" and (other."status" = 'RUNNING' or other."hasLease"))))
       returning "status" <> 'RUNNING' and exists (
         select from "CronRun" later where later."jobName" = run."jobName" and later."id" > run."id"
           and later."status" not in ('SKIPPED', 'MISSED')) as "overtaken"`,
      [id, JSON.stringify(log), worksOn],
    );
    return rows[0]?.overtaken === false ? "held" : "lost";
  } catch (error) {
    // Another took the job in the same moment.
    if ((error as { code?: string }).code === uniqueViolation) return "lost";
    throw error;
  }
}

const uniqueViolation = "23505";

/** The run that has the job now. */
export type Holder = {
  id: string;
  startedAt: Date;
  slotAt: Date | null;
  trigger: Trigger;
  host: string;
  pid: number;
  /** Anything but RUNNING where the row was closed while the run's function works on. */
  status: RunStatus;
  /** By the database's clock, which all processes share. */
  expired: boolean;
};

/** The runs that have their jobs now: of one job, or of all. */
export async function holders(database: Queryable, jobName?: string): Promise<(Holder & { jobName: string })[]> {
  const { rows } = await database.query(
    `select "id", "jobName", "startedAt", "slotAt", "trigger", "host", "pid", "status",
       "heartbeatAt" < now() - $2 * interval '1 millisecond' as "expired"
     from "CronRun" where ("status" = 'RUNNING' or "hasLease") and ($1::text is null or "jobName" = $1)`,
    [jobName ?? null, leaseMs],
  );
  return rows as (Holder & { jobName: string })[];
}

/** Ends the lease of a closed run that says nothing any more; false when it has said something meanwhile. */
export async function endExpiredLease(database: Queryable, id: string): Promise<boolean> {
  const { rowCount } = await database.query(
    `update "CronRun" set "hasLease" = false where "id" = $1 and "hasLease" and "status" <> 'RUNNING'
       and "heartbeatAt" < now() - $2 * interval '1 millisecond'`,
    [id, leaseMs],
  );
  return rowCount === 1;
}

/** A run that somebody has given up on. `isRunning` where it is still to be closed. */
export type ReleasedRun = Pick<Holder, "id" | "startedAt" | "slotAt" | "host" | "pid"> & {
  jobName: string;
  isRunning: boolean;
};

/**
 * Takes the lease from a run for good, for a person: nothing of it takes the lease back. Nothing where there is no such
 * run, "over" where it holds no job. In a transaction, in which a run that was RUNNING is then closed.
 */
export async function endLease(database: Queryable, id: string, at: Date): Promise<ReleasedRun | "over" | undefined> {
  const { rows } = await database.query(
    `with released as (
       update "CronRun" set "releasedAt" = $2, "hasLease" = false
       where "id" = $1 and ("status" = 'RUNNING' or "hasLease")
       returning "id", "jobName", "startedAt", "slotAt", "host", "pid", "status" = 'RUNNING' as "isRunning"
     ) select run."id" as "knownId", released.* from "CronRun" run left join released on true where run."id" = $1`,
    [id, at],
  );
  const row = rows[0] as (ReleasedRun & { knownId: string }) | undefined;
  return row && (row.id ? row : "over");
}

/** Keeps what a run came to that somebody had given up on, with its row alone; nothing for any other run. */
export async function keepLateOfReleased(database: Queryable, late: LateResult): Promise<Kept | undefined> {
  const { rows } = await database.query(
    `update "CronRun" set "lateStatus" = $2, "lateAt" = $3, "latePayload" = $4::jsonb, "lateErrorMessage" = $5,
       "log" = coalesce($6::jsonb, "log"), "hasLease" = false
     where "id" = $1 and "releasedAt" is not null and ("lateStatus" is null or "lateAt" = $3)
     returning "jobName", "status", null::uuid as "incidentId", null::text as "change", '{}'::text[] as "addedKinds"`,
    [late.id, late.status, late.at, asJson(late.payload), late.errorMessage, asJson(late.log)],
  );
  return rows[0] as Kept | undefined;
}

/** How a run ended, and what its job's own row needs to know. */
export type Ending = {
  id: string;
  status: Exclude<RunStatus, "RUNNING" | "SKIPPED" | "MISSED">;
  finishedAt: Date;
  durationMs: number | null;
  /** How often its function was tried; null where only its process could tell. */
  attempts: number | null;
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
  /** Whether it started off its slot; null where that says nothing about what triggers it. */
  offSlot: boolean | null;
};

/** What a statement did to an incident, if anything. */
export type IncidentChange = {
  incidentId: string | null;
  change: "opened" | "changed" | "reminded" | "resolved" | null;
  /** The kinds of reasons that came to it. */
  addedKinds: IncidentReason["kind"][];
};

/** What came of closing a run; `streak` counts failures in a row. */
export type Closed = IncidentChange & { jobName: string; streak: number };

/** While an incident is open and nobody has acknowledged it, its alert is repeated after this long. */
export const reminderMs = 4 * 60 * 60 * 1000;

/** Where the messages of an incident go, and in which time it may not come back twice without flapping. */
export type AlertRouting = { channels: readonly string[]; flappingMs: number };

/**
 * Closes the row and, in the same statement, counts the run into its day, writes the outcome on the job's own row and
 * opens or ends the job's incident with its messages: many processes, one alert. Returns nothing when the run was fenced out.
 * `ifExpired` closes it only if its lease has run out by then; `keepLease` leaves the lease with it, because its function
 * works on. A day is one of `displayZone`.
 */
export async function closeRun(
  database: Queryable,
  ending: Ending,
  options: AlertRouting & { displayZone: string; ifExpired?: boolean; keepLease?: boolean },
): Promise<Closed | undefined> {
  const { rows } = await database.query(
    `select * from ronda_close_run_6($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17,
       $18, $19, $20, $21)`,
    [
      ending.id,
      ending.status,
      ending.finishedAt,
      ending.durationMs,
      asJson(ending.payload),
      ending.errorMessage,
      ending.errorStack,
      asJson(ending.log),
      ending.reason,
      ending.restarted,
      ending.brokenExpectation,
      ending.lastSecret,
      ending.failuresBeforeAlert,
      reminderMs,
      options.ifExpired ? leaseMs : null,
      options.displayZone,
      ending.offSlot,
      ending.attempts,
      options.keepLease ?? false,
      options.channels,
      options.flappingMs,
    ],
  );
  return rows[0] as Closed | undefined;
}

/** What {@link closeRun} said when it closed the run like this; nothing when the run was closed otherwise, or not at all. */
export async function closedBefore(database: Queryable, ending: Ending): Promise<Closed | undefined> {
  const { rows } = await database.query(
    `select job."name" as "jobName", job."failureStreak" as "streak", event."incidentId", event."kind" as "change",
       coalesce(event."reasonKinds", '{}') as "addedKinds"
     from "CronRun" run join "RondaJob" job on job."name" = run."jobName"
     left join "RondaIncidentEvent" event on event."runId" = run."id" and event."at" = $3
       and event."kind" in ('opened', 'changed', 'reminded', 'resolved')
     where run."id" = $1 and run."status" = $2 and run."finishedAt" = $3 limit 1`,
    [ending.id, ending.status, ending.finishedAt],
  );
  return rows[0] as Closed | undefined;
}

/** What a run's function came to after its row was closed. */
export type LateResult = {
  id: string;
  status: "SUCCESS" | "FAILED";
  at: Date;
  payload: Payload | null;
  errorMessage: string | null;
  log: LogLine[] | null;
  brokenExpectation: string | null;
};

/** The closed run that a late result belongs to. */
export type Kept = IncidentChange & { jobName: string; status: RunStatus };

/**
 * Keeps a late result with its row, whose status stays what it is, and ends the run's lease. A success of a run that was
 * given up for its silence ends the streak of failures in the same statement, and takes back what was told of it. Returns
 * nothing where the row is gone or has such a result already.
 */
export async function keepLateResult(
  database: Queryable,
  late: LateResult,
  { channels, flappingMs }: AlertRouting,
): Promise<Kept | undefined> {
  const { rows } = await database.query(`select * from ronda_keep_late_result_3($1, $2, $3, $4, $5, $6, $7, $8, $9)`, [
    late.id,
    late.status,
    late.at,
    asJson(late.payload),
    late.errorMessage,
    asJson(late.log),
    late.brokenExpectation,
    channels,
    flappingMs,
  ]);
  return rows[0] as Kept | undefined;
}

/** The driver would write an array as PostgreSQL's own kind of array. */
function asJson(value: unknown): string | null {
  return value === null ? null : JSON.stringify(value);
}

/** A trigger that did not run. */
export type Skip = {
  id: string;
  jobName: string;
  now: Date;
  slotAt: Date | null;
  /** What the run would have been called, had it had its slot; without one it is `manual`. */
  trigger: "schedule" | "catch-up";
  /** Whether its slot counts as started: somebody else is at work. Nobody is where it waited in vain for a place. */
  isStart: boolean;
  /** True where the slot is not to be kept twice: whoever was first has done it for all. */
  once: boolean;
  reason: string;
  actor: string | null;
  origin: Origin;
};

/**
 * Keeps a trigger that found the job running: a SKIPPED row, counted apart; its slot counts as started. False when it
 * was to be kept `once` and its slot has been started or skipped before.
 *
 * The three tables are taken in the order in which a run that ends takes them, or the two would wait for each other.
 */
export async function recordSkip(database: Queryable, skip: Skip, displayZone: string): Promise<boolean> {
  const { rowCount } = await database.query(
    `with job as (
       insert into "RondaJob" as job ("name", "firstSeenAt", "scheduleSince", "lastSlotAt") values ($2, $3, $3, case when $13 then $4::timestamptz end)
       on conflict ("name") do update set "lastSlotAt" = greatest(job."lastSlotAt", excluded."lastSlotAt")
       where not $10 or job."lastSlotAt" is null or job."lastSlotAt" < excluded."lastSlotAt"
       returning "name"
     ), skipped as (
       insert into "CronRun" ("id", "jobName", "status", "trigger", "slotAt", "createdAt", "reason", "actor", "host", "pid", "release")
       select $1::uuid, "name", 'SKIPPED', case when $4 is null then 'manual' else $12 end, $4, $3, $5, $6, $7, $8::integer, $9
       from job
     )
     insert into "RondaDay" as day ("jobName", "day", "skipped")
     select "name", ($3::timestamptz at time zone $11)::date, 1 from job
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
      skip.once,
      displayZone,
      skip.trigger,
      skip.isStart,
    ],
  );
  return rowCount === 1;
}
