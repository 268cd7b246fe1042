/**
 * Rows of slots that nobody ran have a number of slots, which no other row has. They are found by their last slot.
 *
 * Where a slot that had been decided is taken after all, or set free by a restart, the job's slots are decided again from
 * there: by a trigger, so that it holds whichever release does it. What was before these tables is not looked at again.
 * Restarts are counted likewise, until a run succeeds; a claim that was given back before its run began is none.
 */
export const slotTables = `
  alter table "RondaJob" add column if not exists "leftAt" timestamptz(3);
  update "RondaJob" set "settledUntil" = greatest("scheduleSince", "lastSlotAt") where "settledUntil" is null and "lastSlotAt" is not null;
  create index if not exists "CronRun_gaps_of_job" on "CronRun" ("jobName", "slotLastAt") where "slotCount" is not null;

  create or replace function ronda_reopen_slot_1() returns trigger language plpgsql as $body$
  declare
    slot timestamptz := case when tg_op = 'INSERT' then new."slotAt" else old."slotAt" end;
  begin
    update "RondaJob" set "settledUntil" = slot - interval '1 millisecond', "settledCount" = "settledCount" + 1
    where "name" = new."jobName" and "settledUntil" >= slot;
    return null;
  end $body$;
  drop trigger if exists ronda_take_slot on "CronRun";
  create trigger ronda_take_slot after insert on "CronRun" for each row
    when (new."slotAt" is not null and new."slotCount" is null) execute function ronda_reopen_slot_1();
  drop trigger if exists ronda_free_slot on "CronRun";
  create trigger ronda_free_slot after update of "slotAt" on "CronRun" for each row
    when (old."slotAt" is not null and new."slotAt" is null) execute function ronda_reopen_slot_1();

  alter table "RondaJob" add column if not exists "restartStreak" integer not null default 0;
  alter table "RondaJob" add column if not exists "restartingSince" timestamptz(3);
  create or replace function ronda_count_restart_1() returns trigger language plpgsql as $body$
  begin
    if new."status" = 'SUCCESS' then
      update "RondaJob" set "restartStreak" = 0, "restartingSince" = null where "name" = new."jobName" and "restartStreak" > 0;
    else
      update "RondaJob" set "restartStreak" = "restartStreak" + 1,
        "restartingSince" = coalesce("restartingSince", new."finishedAt") where "name" = new."jobName";
    end if;
    return null;
  end $body$;
  drop trigger if exists ronda_count_restart on "CronRun";
  create trigger ronda_count_restart after update of "status" on "CronRun" for each row
    when (old."status" = 'RUNNING' and (new."status" = 'SUCCESS'
      or (new."status" = 'ABANDONED' and new."reason" = 'restart' and new."attempts" is distinct from 0)))
    execute function ronda_count_restart_1();

  drop trigger if exists ronda_count_skipped on "CronRun";
  create trigger ronda_count_skipped after insert on "CronRun" for each row
    when (new."status" = 'SKIPPED' and new."slotCount" is null) execute function ronda_count_run_1();
`;
