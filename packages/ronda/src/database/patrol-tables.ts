/**
 * What the patrol keeps. `RondaPatrol` is one row: who patrols now, until when (by the database's clock, which all share),
 * when the last one ended and what of it failed, and when a process of the app was last alive (by the app's own clock,
 * which slots are counted by). `RondaGap` has a row for each time in which none was.
 *
 * On its own row a job remembers up to where its slots have their outcomes, and how often that was written, so that of two
 * that decide the same only one writes; and whether it is paused.
 */
export const patrolTables = `
  create table if not exists "RondaPatrol" (
    "one" boolean primary key default true check ("one"),
    "leaseId" uuid,
    "leaseUntil" timestamptz(3),
    "aliveAt" timestamptz(3) not null,
    "startedAt" timestamptz(3),
    "finishedAt" timestamptz(3),
    "error" text,
    "deadmanError" text
  );
  create table if not exists "RondaGap" (
    "from" timestamptz(3) primary key,
    "until" timestamptz(3) not null
  );
  alter table "RondaJob" add column if not exists "settledUntil" timestamptz(3);
  alter table "RondaJob" add column if not exists "settledCount" integer not null default 0;
  alter table "RondaJob" add column if not exists "pausedAt" timestamptz(3);
  alter table "RondaJob" add column if not exists "pausedUntil" timestamptz(3);
  alter table "RondaJob" add column if not exists "pausedBy" text;
  alter table "RondaJob" add column if not exists "pauseReason" text;
  create index if not exists "CronRun_slots_not_run" on "CronRun" ("jobName", "slotAt")
    where "status" in ('SKIPPED', 'MISSED') and "slotAt" is not null;
`;
