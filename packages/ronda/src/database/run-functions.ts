/** What the first two functions knew of starts off their slots: that of a run without one. */
const offSlotWithoutSlot = `if run."slotAt" is not null then
      job."offSlotStarts" := '{}';
    elsif run."trigger" = 'manual' and run."actor" is null then
      job."offSlotStarts" := (array[run."startedAt"] || job."offSlotStarts")[1:2];
    end if;`;

/**
 * The two statements of every run, as functions of the database: one round trip and one commit each, planned once a
 * connection rather than once a run (which halves what a run costs), also behind a pooler that keeps no prepared statements.
 *
 * Processes of two releases may share a database while one replaces the other. So a function is never changed after its
 * release: a new one gets a new number.
 */
export const runFunctions = `
  create or replace function ronda_claim_run_1(
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
      insert into "CronRun" ("id", "jobName", "status", "trigger", "slotAt", "createdAt", "startedAt", "heartbeatAt",
        "actor", "host", "pid", "release")
      values (run_id, job_name, 'RUNNING', case when free_slot is null then 'manual' else slot_trigger end, free_slot,
        started_at, started_at, now(), run_actor, run_host, run_pid, run_release)
      on conflict do nothing
      returning "slotAt", "trigger";
  end $body$;

${closeRun({ name: "ronda_close_run_1", zone: "'UTC'" })}`;

/** Closes a run as the first one does, and counts it into the day that it began on in the zone in which days are shown. */
export const closingByDisplayZone = `
${closeRun({ name: "ronda_close_run_2", parameter: ", display_zone text", zone: "display_zone" })}`;

/**
 * Closes a run as the second one does, keeps how often its function was tried, and is told whether it started off its
 * slot: true counts it for the reason of that name, false forgets those before it, null knows nothing.
 */
export const closingOffSlot = `
${closeRun({
  name: "ronda_close_run_3",
  parameter: ", display_zone text, off_slot boolean, run_attempts integer",
  zone: "display_zone",
  attempts: `, "attempts" = run_attempts`,
  offSlot: `if off_slot then
      job."offSlotStarts" := (array[run."startedAt"] || job."offSlotStarts")[1:2];
    elsif not off_slot then
      job."offSlotStarts" := '{}';
    end if;`,
})}`;

/**
 * The function that closes a run, as three releases made it; `zone` is the SQL expression in which its days are counted. What
 * is released never changes: what closes otherwise gets a text of its own.
 */
function closeRun(text: {
  name: string;
  parameter?: string;
  zone: string;
  attempts?: string;
  offSlot?: string;
}): string {
  const { name, parameter = "", zone, attempts = "", offSlot = offSlotWithoutSlot } = text;
  return `  create or replace function ${name}(
    run_id uuid, end_status text, finished_at timestamptz, duration_ms integer, run_payload jsonb, error_message text,
    error_stack text, run_log jsonb, run_reason text, restarted boolean, broken_expectation text, last_secret text,
    failures_before_alert integer, reminder_ms bigint, lease_ms bigint${parameter}
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
      "log" = coalesce(run_log, "log"), "reason" = run_reason${attempts}
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
    ${offSlot}
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
    end if;
    update "RondaJob" set "lastRunId" = job."lastRunId", "lastSecret" = job."lastSecret", "lastSlotAt" = job."lastSlotAt",
      "freedSlotAt" = job."freedSlotAt", "offSlotStarts" = job."offSlotStarts", "lastSuccessId" = job."lastSuccessId",
      "lastSuccessStartedAt" = job."lastSuccessStartedAt", "brokenExpectation" = job."brokenExpectation",
      "lastErrorId" = job."lastErrorId", "failureStreak" = job."failureStreak", "failingSince" = job."failingSince",
      "lastAlertAt" = job."lastAlertAt", "alertCount" = job."alertCount"
    where "name" = job."name";

    insert into "RondaDay" as day ("jobName", "day", "runs", "errors", "durationMs")
    values (run."jobName", (run."startedAt" at time zone ${zone})::date, 1, (not succeeded)::integer, coalesce(duration_ms, 0))
    on conflict ("jobName", "day") do update set "runs" = day."runs" + 1, "errors" = day."errors" + excluded."errors",
      "durationMs" = day."durationMs" + excluded."durationMs";

    return query select run."jobName", job."failureStreak",
      case when alerts and job."alertCount" = 1 then 'opened' when alerts then 'reminder' end;
  end $body$;
`;
}
