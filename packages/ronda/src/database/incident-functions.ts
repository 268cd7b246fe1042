/**
 * How an incident opens, changes, is reminded of and ends, and the messages that follow from it: one statement each, so that
 * no crash leaves an incident without its messages, nor a message without its incident. Whoever asks, the close of a run or
 * the patrol, comes through `ronda_raise_incident_1` and `ronda_resolve_incident_1`.
 *
 * `RondaJob`.`lastAlertAt` and `alertCount` go on saying when a failing job was last told of: the release before reads them,
 * and neither repeats what the other has said.
 */
export const incidentFunctions = `
  alter table "RondaIncident" add column if not exists "toldKinds" text[] not null default '{}';
  alter table "RondaAlert" add column if not exists "attemptedAt" timestamptz(3);
  create index if not exists ronda_alert_attempted on "RondaAlert" ("channel", "attemptedAt") where "attemptedAt" is not null;

  -- A UUIDv7 of that moment.
  create or replace function ronda_id_1(moment timestamptz) returns uuid language sql volatile as $body$
    select (substr(made.ms, 1, 8) || '-' || substr(made.ms, 9, 4) || '-7' || substr(made.random, 16))::uuid
    from (
      select lpad(to_hex(floor(extract(epoch from moment) * 1000)::bigint), 12, '0') as ms, gen_random_uuid()::text as random
    ) made
  $body$;

  create or replace function ronda_note_incident_1(incident "RondaIncident", event_kind text, moment timestamptz, run_id uuid)
  returns void language sql as $body$
    insert into "RondaIncidentEvent" ("incidentId", "at", "kind", "runId", "reasonKinds")
    select incident."id", moment, event_kind, run_id,
      array(select reason->>'kind' from jsonb_array_elements(incident."reasons") reason)
  $body$;

  -- One message to each channel. Its key lets the same thing be told once.
  create or replace function ronda_tell_1(
    incident "RondaIncident", alert_kind text, alert_key text, moment timestamptz, channels text[], details jsonb
  ) returns void language sql as $body$
    insert into "RondaAlert" ("id", "channel", "dedupeKey", "incidentId", "kind", "alert", "createdAt", "nextAttemptAt")
    select ronda_id_1(moment), channel, alert_key || '/' || channel, incident."id", alert_kind,
      jsonb_build_object('severity', incident."severity", 'reasons', incident."reasons", 'since', incident."openedAt",
        'subject', jsonb_build_object('kind', incident."subjectKind", 'name', incident."subjectName"),
        'runId', incident."runId", 'isFlapping', incident."isFlapping", 'at', moment) || details,
      moment, moment
    from unnest(channels) with ordinality as given (channel, place) order by place
    on conflict ("dedupeKey") do nothing
  $body$;

  create or replace function ronda_raise_incident_1(
    subject_kind text, subject_name text, new_severity text, new_reasons jsonb, run_id uuid, moment timestamptz,
    channels text[], flapping_ms bigint, reminder_ms bigint, streak integer
  ) returns table ("incidentId" uuid, "change" text, "addedKinds" text[]) language plpgsql as $body$
  #variable_conflict use_column
  declare
    incident "RondaIncident";
    job "RondaJob";
    kinds text[] := array(select reason->>'kind' from jsonb_array_elements(new_reasons) reason);
    is_new boolean := false;
    is_snoozed boolean;
    untold text[];
    added text[];
    alert_kind text;
  begin
    -- First the job's row, in which order a run that ends takes them too.
    if subject_kind = 'job' then
      select * into job from "RondaJob" where "name" = subject_name for update;
    end if;
    loop
      select * into incident from "RondaIncident"
      where "subjectKind" = subject_kind and "subjectName" = subject_name and "resolvedAt" is null for update;
      exit when found;
      insert into "RondaIncident" ("id", "subjectKind", "subjectName", "severity", "reasons", "openedAt", "checkedAt", "runId",
        "isFlapping")
      values (ronda_id_1(moment), subject_kind, subject_name, new_severity, new_reasons, moment, moment, run_id,
        (select count(*) >= 2 from "RondaIncident" former where former."subjectKind" = subject_kind
          and former."subjectName" = subject_name and former."openedAt" > moment - flapping_ms * interval '1 millisecond'))
      on conflict do nothing returning * into incident;
      is_new := found;
      exit when found;
    end loop;

    is_snoozed := coalesce(incident."snoozedUntil" > moment, false);
    added := array(select kind from unnest(kinds) kind where kind <> all (incident."knownKinds"));
    untold := array(select kind from unnest(kinds) kind where kind <> all (incident."toldKinds"));
    if is_new and job."failureStreak" > 0 and job."lastAlertAt" is not null then
      -- The release before has told of it.
      incident."lastAlertAt" := job."lastAlertAt";
      incident."alertCount" := job."alertCount";
      incident."toldKinds" := kinds;
    elsif is_new then
      alert_kind := 'opened';
    elsif cardinality(untold) > 0 and not is_snoozed then
      alert_kind := 'changed';
    elsif incident."acknowledgedAt" is null and not is_snoozed
      and incident."lastAlertAt" <= moment - reminder_ms * interval '1 millisecond'
    then
      alert_kind := 'reminder';
    end if;

    -- What was acknowledged was what was known then.
    if not is_new and cardinality(added) > 0 then
      incident."acknowledgedAt" := null;
      incident."acknowledgedBy" := null;
      incident."acknowledgedReason" := null;
    end if;
    incident."severity" := new_severity;
    incident."reasons" := new_reasons;
    incident."runId" := coalesce(run_id, incident."runId");
    incident."knownKinds" := incident."knownKinds" || added;
    if is_new then
      perform ronda_note_incident_1(incident, 'opened', moment, run_id);
    elsif cardinality(added) > 0 then
      perform ronda_note_incident_1(incident, 'changed', moment, run_id);
    elsif incident."quietSince" is not null then
      perform ronda_note_incident_1(incident, 'returned', moment, run_id);
    end if;
    if alert_kind is not null then
      incident."lastAlertAt" := moment;
      incident."alertCount" := incident."alertCount" + 1;
      incident."toldKinds" := incident."toldKinds" || untold;
      if alert_kind = 'reminder' then
        perform ronda_note_incident_1(incident, 'reminded', moment, run_id);
      end if;
      perform ronda_tell_1(incident, alert_kind, incident."id" || '/' || incident."alertCount", moment, channels,
        jsonb_build_object('streak', streak));
      if subject_kind = 'job' then
        update "RondaJob" set "lastAlertAt" = moment, "alertCount" = "alertCount" + 1
        where "name" = subject_name and "failureStreak" > 0;
        update "CronRun" set "alertedAt" = moment where "id" = run_id;
      end if;
    end if;
    update "RondaIncident" set "severity" = incident."severity", "reasons" = incident."reasons", "checkedAt" = moment,
      "quietSince" = null, "runId" = incident."runId", "knownKinds" = incident."knownKinds",
      "toldKinds" = incident."toldKinds", "acknowledgedAt" = incident."acknowledgedAt",
      "acknowledgedBy" = incident."acknowledgedBy", "acknowledgedReason" = incident."acknowledgedReason",
      "alertCount" = incident."alertCount", "lastAlertAt" = incident."lastAlertAt"
    where "id" = incident."id";
    return query select incident."id",
      case when is_new then 'opened' when cardinality(added) > 0 then 'changed' when alert_kind = 'reminder' then 'reminded' end,
      added;
  end $body$;

  -- The last event is its ending: resolved, withdrawn as wrong, merged into one about all, or left by what it was about.
  create or replace function ronda_resolve_incident_1(
    subject_kind text, subject_name text, ending text, run_id uuid, moment timestamptz, channels text[], flapping_ms bigint
  ) returns table ("incidentId" uuid, "change" text, "addedKinds" text[]) language plpgsql as $body$
  #variable_conflict use_column
  declare
    incident "RondaIncident";
  begin
    select * into incident from "RondaIncident"
    where "subjectKind" = subject_kind and "subjectName" = subject_name and "resolvedAt" is null for update;
    if not found then
      return;
    end if;
    if ending in ('resolved', 'withdrawn') and incident."isFlapping" then
      if incident."quietSince" is null then
        update "RondaIncident" set "quietSince" = moment, "checkedAt" = moment where "id" = incident."id";
        perform ronda_note_incident_1(incident, 'quiet', moment, run_id);
        return;
      elsif incident."quietSince" > moment - flapping_ms * interval '1 millisecond' then
        update "RondaIncident" set "checkedAt" = moment where "id" = incident."id";
        return;
      end if;
    end if;
    update "RondaIncident" set "resolvedAt" = moment, "checkedAt" = moment where "id" = incident."id" returning * into incident;
    perform ronda_note_incident_1(incident, ending, moment, run_id);
    if ending = 'resolved' and incident."alertCount" > 0 then
      perform ronda_tell_1(incident, 'resolved', incident."id" || '/resolved', moment, channels, '{}');
    end if;
    return query select incident."id", 'resolved', '{}'::text[];
  end $body$;

  -- Closes a run as the release before does, and opens or ends the job's incident with it.
  create or replace function ronda_close_run_5(
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
        from (select 1) one left join ronda_resolve_incident_1('job', job_name, 'resolved', run_id, finished_at, channels, flapping_ms) ended on true;
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
    return query select job_name, failures, raised."incidentId", raised."change", raised."addedKinds"
      from ronda_raise_incident_1('job', job_name, 'FAILED', reasons, run_id, finished_at, channels, flapping_ms, reminder_ms, failures) raised;
  end $body$;

  -- Keeps a late result as the release before does; where it ends the job's failures it ends its incident too.
  create or replace function ronda_keep_late_result_2(
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
      select * into ended from ronda_resolve_incident_1('job', kept."jobName",
        case when kept."isAlertWrong" then 'withdrawn' else 'resolved' end, run_id, late_at, channels, flapping_ms);
    end if;
    return query select kept."jobName"::text, kept."status"::text,
      case when kept."isAlertWrong" then coalesce(ended."incidentId", incident."id") else ended."incidentId" end,
      ended."change"::text, '{}'::text[];
  end $body$;

  -- Leases what is due on a channel to one process, as long as that minute has room.
  create or replace function ronda_claim_alerts_1(
    channel_name text, moment timestamptz, most_a_minute integer, most_claimed integer, lease_ms bigint
  ) returns table ("room" integer, "id" uuid, "kind" text, "alert" jsonb, "incidentId" uuid, "attempts" integer, "createdAt" timestamptz)
  language plpgsql as $body$
  #variable_conflict use_column
  declare
    minute_room integer;
  begin
    perform pg_advisory_xact_lock(7266321, hashtext(channel_name));
    select most_a_minute - (
      (select count(*) from "RondaAlert" where "channel" = channel_name and "mergedIntoId" is null
        and "attemptedAt" > moment - interval '1 minute' and "attemptedAt" <= moment)
      + (select count(*) from "RondaAlert" where "channel" = channel_name and "sentAt" is null and "givenUpAt" is null
        and "leaseUntil" >= now())
    ) into minute_room;
    if minute_room <= 0 then
      return;
    end if;
    -- What is over is told only where its opening was.
    update "RondaAlert" over set "givenUpAt" = moment, "error" = 'not sent, because what it ends was never delivered'
    where over."channel" = channel_name and over."sentAt" is null and over."givenUpAt" is null
      and over."kind" in ('resolved', 'withdrawn')
      and exists (select from "RondaAlert" former where former."incidentId" = over."incidentId"
        and former."channel" = channel_name and former."ordinal" < over."ordinal")
      and not exists (select from "RondaAlert" former where former."incidentId" = over."incidentId"
        and former."channel" = channel_name and former."ordinal" < over."ordinal" and former."givenUpAt" is null);
    return query
      with due as (
        select waiting."id" from "RondaAlert" waiting
        where waiting."channel" = channel_name and waiting."sentAt" is null and waiting."givenUpAt" is null
          and waiting."nextAttemptAt" <= moment and (waiting."leaseUntil" is null or waiting."leaseUntil" < now())
          and not exists (select from "RondaAlert" former where former."incidentId" = waiting."incidentId"
            and former."channel" = channel_name and former."ordinal" < waiting."ordinal"
            and former."sentAt" is null and former."givenUpAt" is null
            and (former."nextAttemptAt" > moment or former."leaseUntil" >= now()))
        order by waiting."ordinal" limit most_claimed
      ), leased as (
        update "RondaAlert" alert set "leaseUntil" = now() + lease_ms * interval '1 millisecond'
        from due where alert."id" = due."id" returning alert.*
      )
      select minute_room, leased."id", leased."kind", leased."alert", leased."incidentId", leased."attempts", leased."createdAt"
      from leased order by leased."ordinal";
  end $body$;
`;
