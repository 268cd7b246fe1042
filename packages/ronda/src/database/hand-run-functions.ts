/**
 * How a run by hand ends the incident of its job: it ends what failed, and what had not succeeded for too long; that the
 * schedule does not arrive it leaves, because only a slot that is taken tells that it does. Everything else closes as in the
 * release before.
 */
export const runsByHand = `
  -- What the job's incident says of its schedule, where a run took no slot: and when that was.
  create or replace function ronda_late_reasons_1(job_name text, run_id uuid) returns jsonb language sql as $body$
    select coalesce(jsonb_agg(
      case when late.reason->>'kind' in ('never-ran', 'missed') and not incident."reasons" @> '[{"kind": "off-slot"}]'
        then late.reason || jsonb_build_object('byHandAt', run."startedAt") else late.reason end order by late.place), '[]')
    from "CronRun" run
    join "RondaIncident" incident on incident."subjectKind" = 'job' and incident."subjectName" = job_name
      and incident."resolvedAt" is null
    cross join jsonb_array_elements(incident."reasons") with ordinality as late (reason, place)
    where run."id" = run_id and run."trigger" = 'manual' and run."slotAt" is null
      and late.reason->>'kind' in ('never-ran', 'missed', 'off-slot', 'rejected', 'host-down')
  $body$;

  create or replace function ronda_succeed_incident_1(
    job_name text, run_id uuid, ending text, moment timestamptz, channels text[], flapping_ms bigint
  ) returns table ("incidentId" uuid, "change" text, "addedKinds" text[]) language plpgsql as $body$
  #variable_conflict use_column
  declare
    late jsonb := ronda_late_reasons_1(job_name, run_id);
  begin
    if late = '[]' then
      return query select * from ronda_resolve_incident_1('job', job_name, ending, run_id, moment, channels, flapping_ms);
      return;
    end if;
    update "RondaIncident" set "severity" = 'STALE', "reasons" = late, "checkedAt" = moment
    where "subjectKind" = 'job' and "subjectName" = job_name and "resolvedAt" is null;
  end $body$;

  create or replace function ronda_close_run_6(
    run_id uuid, end_status text, finished_at timestamptz, duration_ms integer, run_payload jsonb, error_message text,
    error_stack text, run_log jsonb, run_reason text, restarted boolean, broken_expectation text, last_secret text,
    failures_before_alert integer, reminder_ms bigint, lease_ms bigint, display_zone text, off_slot boolean,
    run_attempts integer, keep_lease boolean, channels text[], flapping_ms bigint
  ) returns table ("jobName" text, "streak" integer, "incidentId" uuid, "change" text, "addedKinds" text[]) language plpgsql as $body$
  #variable_conflict use_column
  declare
    job_name text;
    failures integer;
    failing_since timestamptz;
    reasons jsonb;
  begin
    -- So many failures that it never alerts by itself.
    select closed."jobName", closed."streak" into job_name, failures from ronda_close_run_4(run_id, end_status, finished_at, duration_ms, run_payload,
      error_message, error_stack, run_log, run_reason, restarted, broken_expectation, last_secret, 2147483647, reminder_ms,
      lease_ms, display_zone, off_slot, run_attempts, keep_lease) closed;
    if not found then
      return;
    end if;
    if restarted then
      return query select job_name, failures, null::uuid, null::text, '{}'::text[];
      return;
    end if;
    if end_status = 'SUCCESS' and broken_expectation is null then
      return query select job_name, failures, ended."incidentId", ended."change", ended."addedKinds"
        from (select 1) one left join ronda_succeed_incident_1(job_name, run_id, 'resolved', finished_at, channels, flapping_ms) ended on true;
      return;
    end if;
    if end_status = 'SUCCESS' then
      reasons := jsonb_build_array(jsonb_build_object('kind', 'expectation', 'message', broken_expectation, 'runId', run_id, 'since', finished_at));
    elsif failures >= failures_before_alert then
      select "failingSince" into failing_since from "RondaJob" where "name" = job_name;
      reasons := jsonb_build_array(jsonb_build_object(
        'kind', case end_status when 'TIMED_OUT' then 'timeout' when 'ABANDONED' then 'crashed' else 'error' end,
        'message', error_message, 'runId', run_id, 'since', failing_since));
    end if;
    if reasons is null then
      return query select job_name, failures, null::uuid, null::text, '{}'::text[];
      return;
    end if;
    reasons := reasons || ronda_late_reasons_1(job_name, run_id);
    return query select job_name, failures, raised."incidentId", raised."change", raised."addedKinds"
      from ronda_raise_incident_1('job', job_name, 'FAILED', reasons, run_id, finished_at, channels, flapping_ms, reminder_ms, failures) raised;
  end $body$;

  create or replace function ronda_keep_late_result_3(
    run_id uuid, late_status text, late_at timestamptz, late_payload jsonb, late_error_message text, run_log jsonb,
    broken_expectation text, channels text[], flapping_ms bigint
  ) returns table ("jobName" text, "status" text, "incidentId" uuid, "change" text, "addedKinds" text[]) language plpgsql as $body$
  #variable_conflict use_column
  declare
    kept record;
    ended record;
    incident "RondaIncident";
    failures integer;
  begin
    select * into kept from ronda_keep_late_result_1(run_id, late_status, late_at, late_payload, late_error_message, run_log,
      broken_expectation);
    if not found then
      return;
    end if;
    if late_status <> 'SUCCESS' or kept."status" <> 'ABANDONED' then
      return query select kept."jobName"::text, kept."status"::text, null::uuid, null::text, '{}'::text[];
      return;
    end if;
    select "failureStreak" into failures from "RondaJob" where "name" = kept."jobName";
    select null::uuid as "incidentId", null::text as "change" into ended;
    if kept."isAlertWrong" then
      select * into incident from "RondaIncident" where "subjectKind" = 'job' and "subjectName" = kept."jobName"
      order by "id" desc limit 1 for update;
      if found then
        perform ronda_tell_1(incident, 'withdrawn', 'withdrawn/' || run_id, late_at, channels,
          jsonb_build_object('runId', run_id, 'streak', 1));
      end if;
    end if;
    if failures = 0 then
      select * into ended from ronda_succeed_incident_1(kept."jobName", run_id,
        case when kept."isAlertWrong" then 'withdrawn' else 'resolved' end, late_at, channels, flapping_ms);
    end if;
    return query select kept."jobName"::text, kept."status"::text,
      case when kept."isAlertWrong" then coalesce(ended."incidentId", incident."id") else ended."incidentId" end,
      ended."change"::text, '{}'::text[];
  end $body$;
`;
