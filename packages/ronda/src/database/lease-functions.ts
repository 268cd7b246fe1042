/** Which rows of `CronRun` are errors, over its columns: a run that was stopped by a restart is none. */
export const isErrorRow = `("status" in ('FAILED', 'TIMED_OUT') or ("status" = 'ABANDONED' and "reason" is distinct from 'restart'))`;

/**
 * The lease of a job is a column of the run that has it, apart from the run's status: a run that was closed while its
 * function works on has the job until that function ends, or until its process says nothing for as long as a lease lasts.
 *
 * One unique index decides between all that want the job, whatever release they are of: a row of an older one has the job
 * while it is RUNNING, which the index says too. An older release does not end the lease of a process that died, since it
 * knows of none; a trigger does it where such a release inserts its row.
 */
export const leases = `
  alter table "CronRun" add column if not exists "hasLease" boolean not null default false;
  alter table "CronRun" add column if not exists "lateStatus" text check ("lateStatus" in ('SUCCESS', 'FAILED'));
  alter table "CronRun" add column if not exists "lateAt" timestamptz(3);
  alter table "CronRun" add column if not exists "latePayload" jsonb;
  alter table "CronRun" add column if not exists "lateErrorMessage" text;
  alter table "CronRun" add column if not exists "alertedAt" timestamptz(3);
  create unique index if not exists "CronRun_one_lease" on "CronRun" ("jobName") where "status" = 'RUNNING' or "hasLease";
  do $body$
  declare
    former regclass;
  begin
    for former in select class.oid::regclass from pg_catalog.pg_index
      join pg_catalog.pg_class class on class.oid = indexrelid
      where indrelid = '"CronRun"'::regclass and class.relname = 'CronRun_one_running'
    loop
      execute 'drop index ' || former;
    end loop;
  end $body$;

  create or replace function ronda_end_lost_lease_1() returns trigger language plpgsql as $body$
  begin
    update "CronRun" set "hasLease" = false
    where "jobName" = new."jobName" and "hasLease" and "status" <> 'RUNNING' and "heartbeatAt" < now() - interval '60 seconds';
    return new;
  end $body$;
  drop trigger if exists ronda_end_lost_lease on "CronRun";
  create trigger ronda_end_lost_lease before insert on "CronRun" for each row
    when (new."status" = 'RUNNING' and not new."hasLease") execute function ronda_end_lost_lease_1();

  create or replace function ronda_claim_run_2(
    run_id uuid, job_name text, slots timestamptz[], slot_trigger text, needs_slot boolean, started_at timestamptz,
    run_actor text, run_host text, run_pid integer, run_release text
  ) returns table ("slotAt" timestamptz, "trigger" text) language plpgsql as $body$
  #variable_conflict use_column
  declare
    free_slot timestamptz;
    wanted timestamptz;
  begin
    foreach wanted in array slots loop
      if not exists (select from "CronRun" where "jobName" = job_name and "slotAt" = wanted
        and "status" not in ('SKIPPED', 'MISSED'))
      then
        free_slot := wanted;
        exit;
      end if;
    end loop;
    if needs_slot and free_slot is null then
      return;
    end if;
    -- The two unique indexes decide between claims that arrive together.
    return query
      insert into "CronRun" ("id", "jobName", "status", "hasLease", "trigger", "slotAt", "createdAt", "startedAt",
        "heartbeatAt", "actor", "host", "pid", "release")
      values (run_id, job_name, 'RUNNING', true, case when free_slot is null then 'manual' else slot_trigger end, free_slot,
        started_at, started_at, now(), run_actor, run_host, run_pid, run_release)
      on conflict do nothing
      returning "slotAt", "trigger";
  end $body$;
`;

/**
 * Closes a run as the releases before did, except that it may keep its lease, that a restart is no error of its day, and
 * that the row tells whether an alert named it.
 */
export const closingWithLease = `
  create or replace function ronda_close_run_4(
    run_id uuid, end_status text, finished_at timestamptz, duration_ms integer, run_payload jsonb, error_message text,
    error_stack text, run_log jsonb, run_reason text, restarted boolean, broken_expectation text, last_secret text,
    failures_before_alert integer, reminder_ms bigint, lease_ms bigint, display_zone text, off_slot boolean, run_attempts integer, keep_lease boolean
  ) returns table ("jobName" text, "streak" integer, "alert" text) language plpgsql as $body$
  #variable_conflict use_column
  declare
    run "CronRun";
    job "RondaJob";
    succeeded boolean := end_status = 'SUCCESS';
    failed boolean := end_status <> 'SUCCESS' and not restarted;
    alerts boolean;
  begin
    update "CronRun" set "status" = end_status, "finishedAt" = finished_at, "durationMs" = duration_ms,
      "payload" = run_payload, "errorMessage" = error_message, "errorStack" = error_stack,
      "log" = coalesce(run_log, "log"), "reason" = run_reason, "attempts" = run_attempts,
      "hasLease" = keep_lease
    where "id" = run_id and "status" = 'RUNNING'
      and (lease_ms is null or "heartbeatAt" < now() - lease_ms * interval '1 millisecond')
    returning * into run;
    if not found then
      return;
    end if;
    if restarted then
      update "CronRun" set "slotAt" = null where "id" = run_id;
    end if;

    select * into job from "RondaJob" where "name" = run."jobName" for update;
    if not found then
      insert into "RondaJob" ("name", "firstSeenAt", "scheduleSince") values (run."jobName", run."startedAt", run."startedAt")
      on conflict do nothing;
      select * into job from "RondaJob" where "name" = run."jobName" for update;
    end if;

    job."lastRunId" := run."id";
    job."lastSecret" := coalesce(last_secret, job."lastSecret");
    job."lastSlotAt" := greatest(job."lastSlotAt", run."slotAt");
    if restarted then
      job."freedSlotAt" := coalesce(run."slotAt", job."freedSlotAt");
    elsif job."freedSlotAt" <= run."slotAt" then
      job."freedSlotAt" := null;
    end if;
    if off_slot then
      job."offSlotStarts" := (array[run."startedAt"] || job."offSlotStarts")[1:2];
    elsif not off_slot then
      job."offSlotStarts" := '{}';
    end if;
    if succeeded then
      job."lastSuccessId" := run."id";
      job."lastSuccessStartedAt" := run."startedAt";
      job."brokenExpectation" := broken_expectation;
      job."failureStreak" := 0;
      job."failingSince" := null;
      job."lastAlertAt" := null;
      job."alertCount" := 0;
    end if;
    if failed then
      job."lastErrorId" := run."id";
      job."failureStreak" := job."failureStreak" + 1;
      job."failingSince" := coalesce(job."failingSince", finished_at);
    end if;
    -- The first failure of a streak that is long enough, then again after every reminder period.
    alerts := failed and job."failureStreak" >= failures_before_alert
      and (job."lastAlertAt" is null or job."lastAlertAt" <= finished_at - reminder_ms * interval '1 millisecond');
    if alerts then
      job."lastAlertAt" := finished_at;
      job."alertCount" := job."alertCount" + 1;
      update "CronRun" set "alertedAt" = finished_at where "id" = run_id;
    end if;
    update "RondaJob" set "lastRunId" = job."lastRunId", "lastSecret" = job."lastSecret", "lastSlotAt" = job."lastSlotAt",
      "freedSlotAt" = job."freedSlotAt", "offSlotStarts" = job."offSlotStarts", "lastSuccessId" = job."lastSuccessId",
      "lastSuccessStartedAt" = job."lastSuccessStartedAt", "brokenExpectation" = job."brokenExpectation",
      "lastErrorId" = job."lastErrorId", "failureStreak" = job."failureStreak", "failingSince" = job."failingSince",
      "lastAlertAt" = job."lastAlertAt", "alertCount" = job."alertCount"
    where "name" = job."name";

    insert into "RondaDay" as day ("jobName", "day", "runs", "errors", "durationMs")
    values (run."jobName", (run."startedAt" at time zone display_zone)::date, 1, failed::integer, coalesce(duration_ms, 0))
    on conflict ("jobName", "day") do update set "runs" = day."runs" + 1, "errors" = day."errors" + excluded."errors",
      "durationMs" = day."durationMs" + excluded."durationMs";

    return query select run."jobName", job."failureStreak",
      case when alerts and job."alertCount" = 1 then 'opened' when alerts then 'reminder' end;
  end $body$;
`;

/**
 * Keeps with a closed row what its function came to in the end, and gives the lease back. A run that was given up for its
 * silence and succeeded ends its job's streak of failures as any success does; only what failed after it is left of it. Its
 * row stays ABANDONED and an error of its day: it was silent. Says whether an alert was wrong. Told the same twice it does
 * it once and says it again.
 */
export const lateResults = `
  create or replace function ronda_keep_late_result_1(
    run_id uuid, late_status text, late_at timestamptz, late_payload jsonb, late_error_message text, run_log jsonb,
    broken_expectation text
  ) returns table ("jobName" text, "status" text, "isAlertWrong" boolean) language plpgsql as $body$
  #variable_conflict use_column
  declare
    run "CronRun";
    job "RondaJob";
    failures integer;
    failing_since timestamptz;
  begin
    update "CronRun" set "lateStatus" = late_status, "lateAt" = late_at, "latePayload" = late_payload,
      "lateErrorMessage" = late_error_message, "log" = coalesce(run_log, "log"), "hasLease" = false
    where "id" = run_id and "status" <> 'RUNNING' and "lateStatus" is null
    returning * into run;
    if not found then
      return query select "jobName", "status", "alertedAt" is not null and "lateStatus" = 'SUCCESS'
        and "status" = 'ABANDONED' and "reason" is distinct from 'restart'
      from "CronRun" where "id" = run_id and "lateAt" = late_at;
      return;
    end if;
    if late_status <> 'SUCCESS' or run."status" <> 'ABANDONED' or run."reason" = 'restart' then
      return query select run."jobName", run."status", false;
      return;
    end if;

    select * into job from "RondaJob" where "name" = run."jobName" for update;
    if job."lastSuccessStartedAt" is null or job."lastSuccessStartedAt" < run."startedAt" then
      select count(*), min("finishedAt") into failures, failing_since from "CronRun"
      where "jobName" = run."jobName" and "id" > run."id" and ${isErrorRow}
        and not ("status" = 'ABANDONED' and "lateStatus" is not distinct from 'SUCCESS');
      job."failureStreak" := failures;
      job."failingSince" := failing_since;
      job."lastSuccessId" := run."id";
      job."lastSuccessStartedAt" := run."startedAt";
      job."brokenExpectation" := broken_expectation;
      if failures = 0 then
        job."lastAlertAt" := null;
        job."alertCount" := 0;
      end if;
    end if;
    update "RondaJob" set "failureStreak" = job."failureStreak",
      "failingSince" = job."failingSince", "lastSuccessId" = job."lastSuccessId",
      "lastSuccessStartedAt" = job."lastSuccessStartedAt", "brokenExpectation" = job."brokenExpectation",
      "lastAlertAt" = job."lastAlertAt", "alertCount" = job."alertCount"
    where "name" = job."name";
    return query select run."jobName", run."status", run."alertedAt" is not null;
  end $body$;
`;

/** Takes the restarts of the last days out of the errors, which the releases before had counted in. */
export const restartsAreNoErrors = `
  update "RondaDay" day set "errors" = counted."errors"
  from (
    select restarted."jobName", restarted."day", count(*) filter (where ${isErrorRow}) as "errors"
    from (
      select distinct "jobName", ("startedAt" at time zone coalesce((select "zone" from "RondaDisplayZone"), 'UTC'))::date as "day"
      from "CronRun" where "status" = 'ABANDONED' and "reason" = 'restart' and "startedAt" > now() - interval '8 days'
    ) restarted
    join "CronRun" run on run."jobName" = restarted."jobName" and run."startedAt" > now() - interval '10 days'
      and (run."startedAt" at time zone coalesce((select "zone" from "RondaDisplayZone"), 'UTC'))::date = restarted."day"
    group by 1, 2
  ) counted
  where day."jobName" = counted."jobName" and day."day" = counted."day" and day."errors" > counted."errors";
`;
