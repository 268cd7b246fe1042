import { setTimeout as sleep } from "node:timers/promises";
import type { Job } from "../job/job.ts";
import type { Queryable } from "../types.ts";
import { pausesAndActions } from "./action-functions.ts";
import { claimTables } from "./app.ts";
import type { Database } from "./database.ts";
import { rebuildDays } from "./days.ts";
import { digestFunctions, digestsOfNewestRuns } from "./digest-functions.ts";
import { runsByHand } from "./hand-run-functions.ts";
import { incidentFunctions } from "./incident-functions.ts";
import { incidentTables } from "./incident-tables.ts";
import { lastTriggers } from "./last-triggers.ts";
import { closingWithLease, lateResults, leases, restartsAreNoErrors } from "./lease-functions.ts";
import { patrolTables } from "./patrol-tables.ts";
import { closingByDisplayZone, closingOffSlot, runFunctions } from "./run-functions.ts";
import { rebuildingMarks, slotMarks } from "./slot-marks.ts";
import { slotTables } from "./slot-tables.ts";
import { quoteIdentifier } from "./statement.ts";
import { missedTotals, totals } from "./totals.ts";
import { DatabaseTimeoutError } from "./waits.ts";

/** Any number: all processes that migrate these tables wait for each other on it. */
export const lockKey = 7_266_320;

/**
 * One entry a version, never changed after its release. Each is idempotent by itself, so that a lost version row does no harm.
 *
 * `CronRun` is narrow in its indexes on purpose: what a page reads comes from `RondaJob` and `RondaDay`, and ids are
 * UUIDv7, so that the newest rows and the oldest are found by the primary key.
 */
const versions: string[] = [
  `
  create table if not exists "CronRun" (
    "id" uuid primary key,
    "jobName" text not null,
    "status" text not null
      check ("status" in ('RUNNING', 'SUCCESS', 'FAILED', 'TIMED_OUT', 'ABANDONED', 'SKIPPED', 'MISSED')),
    "trigger" text not null check ("trigger" in ('schedule', 'manual', 'catch-up')),
    "slotAt" timestamptz(3),
    "slotLastAt" timestamptz(3),
    "slotCount" integer,
    "createdAt" timestamptz(3) not null,
    "startedAt" timestamptz(3),
    "heartbeatAt" timestamptz(3),
    "finishedAt" timestamptz(3),
    "durationMs" integer,
    "payload" jsonb,
    "errorMessage" text,
    "errorStack" text,
    "log" jsonb not null default '[]',
    "reason" text,
    "actor" text,
    "host" text not null,
    "pid" integer not null,
    "release" text
  );
  create unique index if not exists "CronRun_one_running" on "CronRun" ("jobName") where "status" = 'RUNNING';
  create unique index if not exists "CronRun_one_run_a_slot" on "CronRun" ("jobName", "slotAt")
    where "status" not in ('SKIPPED', 'MISSED');
  create index if not exists "CronRun_newest_of_job" on "CronRun" ("jobName", "id");
  create index if not exists "CronRun_newest_in_trouble" on "CronRun" ("status", "id")
    where "status" not in ('RUNNING', 'SUCCESS');

  create table if not exists "RondaJob" (
    "name" text primary key,
    "firstSeenAt" timestamptz(3) not null,
    "schedule" text,
    "scheduleSince" timestamptz(3) not null,
    "lastRunId" uuid,
    "lastSuccessId" uuid,
    "lastSuccessStartedAt" timestamptz(3),
    "lastErrorId" uuid,
    "failureStreak" integer not null default 0,
    "failingSince" timestamptz(3),
    "brokenExpectation" text,
    "lastSlotAt" timestamptz(3),
    "freedSlotAt" timestamptz(3),
    "offSlotStarts" timestamptz(3)[] not null default '{}',
    "lastSecret" text,
    "lastAlertAt" timestamptz(3),
    "alertCount" integer not null default 0
  );

  create table if not exists "RondaDay" (
    "jobName" text not null,
    "day" date not null,
    "runs" integer not null default 0,
    "errors" integer not null default 0,
    "skipped" integer not null default 0,
    "missed" integer not null default 0,
    "durationMs" double precision not null default 0,
    primary key ("day", "jobName")
  );

  create table if not exists "RondaRejection" (
    "jobName" text not null,
    "day" date not null,
    "count" integer not null,
    "lastAt" timestamptz(3) not null,
    "userAgent" text,
    primary key ("day", "jobName")
  );
  `,
  runFunctions,
  `
  create table if not exists "RondaDisplayZone" ("one" boolean primary key default true check ("one"), "zone" text not null);
  create table if not exists "RondaChannel" (
    "name" text primary key,
    "failingSince" timestamptz(3) not null,
    "lastFailedAt" timestamptz(3) not null,
    "failures" integer not null,
    "message" text not null
  );
  `,
  closingByDisplayZone,
  // As they were, with the schema in their bodies: they had been made before each statement named it.
  `${runFunctions}${closingByDisplayZone}`,
  `alter table "CronRun" add column if not exists "attempts" integer;
${closingOffSlot}`,
  `create table if not exists "RondaApp" ("one" boolean primary key default true check ("one"), "name" text not null)`,
  digestFunctions,
  `alter table "CronRun" add column if not exists "input" jsonb`,
  totals,
  `${leases}${closingWithLease}${lateResults}${restartsAreNoErrors}`,
  digestsOfNewestRuns,
  incidentTables,
  patrolTables,
  pausesAndActions,
  `${slotMarks}${lastTriggers}`,
  incidentFunctions,
  slotTables,
  runsByHand,
  `${missedTotals}${rebuildingMarks}`,
  `alter table "RondaWatch" add column if not exists "detail" text`,
];

/** How long a step that changes tables may take: it may read or write all of them, or wait for whoever does. */
const migrationStepMs = 60_000;

/** How long the processes that were first may take. */
const migrationWaitMs = 5 * 60_000;

const lockPollMs = 100;

/** Which app's tables are brought up to date, and what they are to know of it. */
export type Migration = {
  app: string;
  /** The name under which this app migrated before, if it had another. */
  renamedFrom?: string | undefined;
  jobs: readonly Job[];
  displayZone?: string | undefined;
  now: Date;
};

/**
 * Brings the engine's tables up to date, registers the jobs, and counts the last days anew where the zone in which days
 * are shown has changed. Idempotent; safe when many processes call it at once, because it holds an advisory lock for the
 * length of its one transaction. Rejects where the tables are another app's, and, like any statement, where the database
 * does not answer.
 */
export async function migrate(database: Database, migration: Migration): Promise<void> {
  const { jobs, displayZone = "UTC", now } = migration;
  const schema = await database.schema();
  await database.transaction(async (connection) => {
    const step: Queryable = {
      query: (text, values) => connection.query(text, values, { statementMs: migrationStepMs }),
    };
    // However short the app's connections wait for a lock, this one ends with the work of those who were first. The server
    // ends by itself what nobody waits for any longer, also where this process is the one that hangs.
    await connection.query(
      `set local lock_timeout = 0; set local statement_timeout = ${migrationStepMs};
       set local idle_in_transaction_session_timeout = ${migrationStepMs}`,
    );
    await takeLock(connection);
    await makeSchema(connection, schema);
    await applyVersions(step, now);
    await claimTables(connection, { ...migration, schema });
    await rebuildDays(step, { displayZone, jobs, now });
    await registerJobs(step, jobs, now);
  });
}

/** Asks again and again rather than wait in one statement, so that a database that hangs is seen as soon as anywhere else. */
async function takeLock(connection: Queryable): Promise<void> {
  const untilMs = performance.now() + migrationWaitMs;
  while (performance.now() < untilMs) {
    const { rows } = await connection.query(`select pg_try_advisory_xact_lock($1) as "taken"`, [lockKey]);
    if (rows[0]?.taken === true) return;
    await sleep(lockPollMs, undefined, { ref: false });
  }
  throw new DatabaseTimeoutError(`Another process has been migrating for ${migrationWaitMs / 60_000} min`);
}

/** Asked first, because making one that is there needs a right that whoever made it may have kept. */
async function makeSchema(connection: Queryable, schema: string): Promise<void> {
  const { rows } = await connection.query(`select from pg_catalog.pg_namespace where nspname = $1`, [schema]);
  if (rows.length === 0) await connection.query(`create schema ${quoteIdentifier(schema)}`);
}

async function applyVersions(connection: Queryable, now: Date): Promise<void> {
  await connection.query(
    `create table if not exists "RondaMigration" ("version" integer primary key, "appliedAt" timestamptz(3) not null)`,
  );
  const { rows } = await connection.query(`select coalesce(max("version"), 0) as "version" from "RondaMigration"`);
  const applied = Number(rows[0]?.version);
  for (const [index, sql] of versions.entries()) {
    if (index < applied) continue;
    await connection.query(sql);
    await connection.query(`insert into "RondaMigration" values ($1, $2)`, [index + 1, now]);
  }
}

/** A job is waited for from the moment that its schedule was first seen; a changed schedule starts afresh. */
async function registerJobs(connection: Queryable, jobs: readonly Job[], now: Date): Promise<void> {
  const schedules = jobs.map(({ schedule, timeZone }) => `${schedule} ${timeZone}`);
  await connection.query(
    `insert into "RondaJob" as job ("name", "firstSeenAt", "schedule", "scheduleSince", "startGraceMs", "shortestGapMs")
     select given."name", $3, given."schedule", $3, given."startGraceMs", given."shortestGapMs"
     from unnest($1::text[], $2::text[], $4::bigint[], $5::bigint[])
       as given("name", "schedule", "startGraceMs", "shortestGapMs")
     order by given."name"
     on conflict ("name") do update set "schedule" = excluded."schedule", "startGraceMs" = excluded."startGraceMs",
       "shortestGapMs" = excluded."shortestGapMs",
       "scheduleSince" = case when job."schedule" is distinct from excluded."schedule"
         then excluded."scheduleSince" else job."scheduleSince" end
     where (job."schedule", job."startGraceMs", job."shortestGapMs")
       is distinct from (excluded."schedule", excluded."startGraceMs", excluded."shortestGapMs")`,
    [
      jobs.map(({ name }) => name),
      schedules,
      now,
      jobs.map(({ startGraceMs }) => Math.floor(startGraceMs)),
      jobs.map(({ calendar }) => calendar.shortestGapMs),
    ],
  );
}
