/**
 * Pauses, and who did what. The columns of `RondaJob` tell of its latest pause: it is on until `pausedUntil`, or for as long
 * as that is null; a pause that was ended stays, with `pausedUntil` as the moment at which it ended. Those before it are in
 * `formerPauses`, since no slot that passed in one of them was missed.
 */
export const pausesAndActions = `
  alter table "RondaJob" add column if not exists "pausedAt" timestamptz(3);
  alter table "RondaJob" add column if not exists "pausedUntil" timestamptz(3);
  alter table "RondaJob" add column if not exists "pausedBy" text;
  alter table "RondaJob" add column if not exists "pauseReason" text;
  alter table "RondaJob" add column if not exists "formerPauses" jsonb not null default '[]';
  alter table "CronRun" add column if not exists "releasedAt" timestamptz(3);

  create table if not exists "RondaAction" (
    "id" uuid primary key,
    "at" timestamptz(3) not null,
    "actor" text not null,
    "verb" text not null,
    "subjectKind" text not null,
    "subjectName" text not null,
    "incidentId" uuid,
    "runId" uuid,
    "reason" text,
    "details" jsonb not null default '{}'
  );
  create index if not exists ronda_action_of_subject on "RondaAction" ("subjectKind", "subjectName", "id");
  create index if not exists ronda_action_of_incident on "RondaAction" ("incidentId", "id") where "incidentId" is not null;
  create index if not exists ronda_action_of_run on "RondaAction" ("runId", "id") where "runId" is not null;

  create or replace function ronda_claim_run_3(
    run_id uuid, job_name text, slots timestamptz[], slot_trigger text, needs_slot boolean, started_at timestamptz,
    run_actor text, run_host text, run_pid integer, run_release text, by_person boolean,
    action_id uuid, action_verb text, action_reason text, action_details jsonb
  ) returns table ("slotAt" timestamptz, "trigger" text, "pausedAt" timestamptz, "pausedUntil" timestamptz, "pausedBy" text,
    "pauseReason" text) language plpgsql as $body$
  #variable_conflict use_column
  declare
    free_slot timestamptz;
    wanted timestamptz;
    pause "RondaJob";
  begin
    select * into pause from "RondaJob" where "name" = job_name and "pausedAt" is not null
      and ("pausedUntil" is null or "pausedUntil" > started_at);
    -- A claim that is repeated because its answer was lost may have come through before the pause.
    if pause."name" is not null and not by_person and not exists (select from "CronRun" where "id" = run_id) then
      return query select null::timestamptz, null, pause."pausedAt", pause."pausedUntil", pause."pausedBy", pause."pauseReason";
      return;
    end if;
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
    insert into "CronRun" ("id", "jobName", "status", "hasLease", "trigger", "slotAt", "createdAt", "startedAt",
      "heartbeatAt", "actor", "host", "pid", "release")
    values (run_id, job_name, 'RUNNING', true, case when free_slot is null then 'manual' else slot_trigger end, free_slot,
      started_at, started_at, now(), run_actor, run_host, run_pid, run_release)
    on conflict do nothing;
    if not found then
      return;
    end if;
    if action_id is not null then
      insert into "RondaAction" ("id", "at", "actor", "verb", "subjectKind", "subjectName", "runId", "reason", "details")
      values (action_id, started_at, run_actor, action_verb, 'job', job_name, run_id, action_reason, action_details);
    end if;
    return query select free_slot, case when free_slot is null then 'manual' else slot_trigger end,
      pause."pausedAt", pause."pausedUntil", pause."pausedBy", pause."pauseReason";
  end $body$;
`;
