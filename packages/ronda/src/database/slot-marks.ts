import type { Queryable } from "../types.ts";

/** More than the week of any zone that a page shows. */
const keptDays = 9;

/** How many ids of runs are kept a day: a job that fails every minute has more, and then its page has them. */
const mostIds = 100;

/** Where slots are so far apart, the id of every run is kept. */
const everyIdGapMs = 60 * 60 * 1000;

/** Of how many successes a job's durations are kept. */
const mostDurations = 50;

/**
 * How each slot went, kept beside the runs in rows of fixed size: a text of 1,440 letters a job and day of UTC, one for
 * each minute, so that a page reads a week of a job that runs every minute as fast as that of a daily one. Triggers keep
 * them, whoever writes the runs. They work at the end of the transaction, when the job's own row is locked already: then no
 * two of them wait for each other.
 *
 * A letter is `o` on time, `l` late, `f` failed, `s` skipped and `.` for a minute that nothing is known of. `runs` has the
 * runs' ids by the number of their minute, at most 100 a day: those of every slot that was not on time, and where slots are
 * an hour apart those of all.
 */
export const slotMarks = `
  alter table "RondaJob" add column if not exists "startGraceMs" bigint;
  alter table "RondaJob" add column if not exists "shortestGapMs" bigint;
  alter table "RondaJob" add column if not exists "lastDurationsMs" integer[] not null default '{}';

  create table if not exists "RondaSlots" (
    "jobName" text not null,
    "day" date not null,
    "marks" text not null default repeat('.', 1440),
    "runs" jsonb not null default '{}',
    primary key ("jobName", "day")
  );
  -- A day of a daily job is some dozen bytes when it is compressed, and is not taken out of its row.
  alter table "RondaSlots" set (toast_tuple_target = 128, fillfactor = 70);
  alter table "RondaSlots" alter column "marks" set storage main, alter column "runs" set storage main;

  -- Rows of slots that never ran stand for many at once.
  create table if not exists "RondaSlotRange" (
    "runId" uuid primary key,
    "jobName" text not null,
    "status" text not null,
    "slotAt" timestamptz(3) not null,
    "slotLastAt" timestamptz(3) not null
  );
  create index if not exists ronda_slot_range_of_job on "RondaSlotRange" ("jobName", "slotLastAt");

  create or replace function ronda_mark_of_1(run_status text, slot_at timestamptz, started_at timestamptz, start_grace_ms bigint)
  returns text language sql immutable as $body$
    select case when run_status = 'SKIPPED' then 's' when run_status <> 'SUCCESS' then 'f'
      when started_at - slot_at > coalesce(start_grace_ms, 60000) * interval '1 millisecond' then 'l' else 'o' end
  $body$;

  create or replace function ronda_mark_slot_1() returns trigger language plpgsql as $body$
  declare
    job "RondaJob";
    slot_day "RondaSlots";
    slot_at timestamptz := coalesce(new."slotAt", case when tg_op = 'UPDATE' then old."slotAt" end);
    slot_utc timestamp := slot_at at time zone 'UTC';
    minute text := (extract(hour from slot_utc) * 60 + extract(minute from slot_utc))::integer;
    place integer := minute::integer + 1;
    mark text;
    keeps_id boolean;
  begin
    select * into job from "RondaJob" where "name" = new."jobName";
    if tg_op = 'UPDATE' and old."status" = 'RUNNING' and new."status" = 'SUCCESS' and new."durationMs" is not null then
      update "RondaJob" set "lastDurationsMs" = (array[new."durationMs"] || "lastDurationsMs")[1:${mostDurations}]
      where "name" = new."jobName";
    end if;
    if slot_at is null then
      return null;
    end if;
    select * into slot_day from "RondaSlots" where "jobName" = new."jobName" and "day" = slot_utc::date for update;
    if not found then
      insert into "RondaSlots" ("jobName", "day") values (new."jobName", slot_utc::date) on conflict do nothing;
      delete from "RondaSlots" where "jobName" = new."jobName" and "day" < slot_utc::date - ${keptDays};
      select * into slot_day from "RondaSlots" where "jobName" = new."jobName" and "day" = slot_utc::date for update;
    end if;
    if new."slotAt" is null then
      -- The run has lost its slot: it never began, or its process was stopped.
      if slot_day."runs" ->> minute = new."id"::text then
        update "RondaSlots" set "marks" = overlay("marks" placing '.' from place), "runs" = "runs" - minute
        where "jobName" = new."jobName" and "day" = slot_utc::date;
      end if;
      return null;
    end if;
    mark := ronda_mark_of_1(new."status", new."slotAt", new."startedAt", job."startGraceMs");
    if mark = 's' and substr(slot_day."marks", place, 1) <> '.' then
      return null;
    end if;
    keeps_id := slot_day."runs" ? minute or ((mark <> 'o' or job."shortestGapMs" >= ${everyIdGapMs})
      and (select count(*) from jsonb_object_keys(slot_day."runs")) < ${mostIds});
    update "RondaSlots" set "marks" = overlay("marks" placing mark from place),
      "runs" = case when keeps_id then "runs" || jsonb_build_object(minute, new."id") else "runs" end
    where "jobName" = new."jobName" and "day" = slot_utc::date;
    return null;
  end $body$;

  create or replace function ronda_mark_range_1() returns trigger language plpgsql as $body$
  begin
    if tg_op = 'DELETE' then
      delete from "RondaSlotRange" where "runId" = old."id";
      return null;
    end if;
    insert into "RondaSlotRange" as known ("runId", "jobName", "status", "slotAt", "slotLastAt")
    values (new."id", new."jobName", new."status", new."slotAt", coalesce(new."slotLastAt", new."slotAt"))
    on conflict ("runId") do update set "status" = excluded."status", "slotAt" = excluded."slotAt", "slotLastAt" = excluded."slotLastAt";
    delete from "RondaSlotRange" where "jobName" = new."jobName" and "slotLastAt" < new."slotAt" - interval '${keptDays} days';
    return null;
  end $body$;

  ${deferred("ronda_mark_ended", {
    when: `old."status" = 'RUNNING' and new."status" <> 'RUNNING' and (new."status" <> 'ABANDONED' or new."reason" is distinct from 'restart')`,
    on: `update of "status"`,
    run: "ronda_mark_slot_1",
  })}
  ${deferred("ronda_mark_freed", {
    when: `old."slotAt" is not null and new."slotAt" is null`,
    on: `update of "slotAt"`,
    run: "ronda_mark_slot_1",
  })}
  ${deferred("ronda_mark_skipped", {
    when: `new."status" = 'SKIPPED' and new."slotAt" is not null and new."slotLastAt" is null`,
    on: "insert",
    run: "ronda_mark_slot_1",
  })}
  ${deferred("ronda_mark_range", {
    when: `new."slotAt" is not null and (new."status" = 'MISSED' or (new."status" = 'SKIPPED' and new."slotLastAt" is not null))`,
    on: `insert or update of "status", "slotAt", "slotLastAt"`,
    run: "ronda_mark_range_1",
  })}
  ${deferred("ronda_mark_range_gone", {
    when: `old."status" = 'MISSED' or (old."status" = 'SKIPPED' and old."slotLastAt" is not null)`,
    on: "delete",
    run: "ronda_mark_range_1",
  })}

  create or replace function ronda_rebuild_marks_1(since timestamptz) returns void language sql as $body$
    delete from "RondaSlots";
    delete from "RondaSlotRange";
    with run as (
      select ended.*, "slotAt" at time zone 'UTC' as "utc", job."startGraceMs", job."shortestGapMs"
      from "CronRun" ended left join "RondaJob" job on job."name" = "jobName"
      where "id" >= (lpad(to_hex((extract(epoch from since) * 1000)::bigint), 12, '0') || '70008000000000000000')::uuid
        and "slotAt" >= since and "status" not in ('RUNNING', 'MISSED') and "slotLastAt" is null
    ), slot as (
      select distinct on ("jobName", "utc") "jobName", "utc"::date as "day",
        (extract(hour from "utc") * 60 + extract(minute from "utc"))::integer as "minute", "id",
        ronda_mark_of_1("status", "slotAt", "startedAt", "startGraceMs") as "mark", "shortestGapMs"
      from run order by "jobName", "utc", "status" = 'SKIPPED', "id" desc
    ), known as (
      select *, case when "mark" <> 'o' or "shortestGapMs" >= ${everyIdGapMs} then row_number() over (
        partition by "jobName", "day", "mark" <> 'o' or "shortestGapMs" >= ${everyIdGapMs} order by "minute") end as "rank"
      from slot
    )
    insert into "RondaSlots" ("jobName", "day", "marks", "runs")
    select slot_day."jobName", slot_day."day", string_agg(coalesce("mark", '.'), '' order by "number"),
      coalesce(jsonb_object_agg("minute", "id") filter (where "rank" <= ${mostIds}), '{}')
    from (select distinct "jobName", "day" from slot) slot_day cross join generate_series(0, 1439) as "number"
    left join known on known."jobName" = slot_day."jobName" and known."day" = slot_day."day" and known."minute" = "number"
    group by 1, 2;

    insert into "RondaSlotRange" ("runId", "jobName", "status", "slotAt", "slotLastAt")
    select "id", "jobName", "status", "slotAt", coalesce("slotLastAt", "slotAt") from "CronRun"
    where "status" in ('SKIPPED', 'MISSED') and ("status" = 'MISSED' or "slotLastAt" is not null)
      and coalesce("slotLastAt", "slotAt") >= since;

    update "RondaJob" job set "lastDurationsMs" = coalesce((
      select array_agg("durationMs" order by "id" desc) from (
        select "id", "durationMs" from (
          select "id", "durationMs", "status" from "CronRun" where "jobName" = job."name" order by "id" desc limit 500) newest
        where "status" = 'SUCCESS' and "durationMs" is not null order by "id" desc limit ${mostDurations}) success), '{}');
  $body$;
  select ronda_rebuild_marks_1(now() - interval '${keptDays} days');
`;

/**
 * Works them out anew, also while runs begin and end: whoever writes a run has its table before those of the marks, so whoever
 * rebuilds them waits there, and holds nothing that a run waits for.
 */
export const rebuildingMarks = `
  create or replace function ronda_rebuild_marks_2(since timestamptz) returns void language plpgsql as $body$
  begin
    lock table "CronRun" in share mode;
    perform ronda_rebuild_marks_1(since);
  end $body$;
`;

/** A trigger that works when its transaction is about to be committed. */
function deferred(name: string, { when, on, run }: { when: string; on: string; run: string }): string {
  return `drop trigger if exists ${name} on "CronRun";
  create constraint trigger ${name} after ${on} on "CronRun" deferrable initially deferred
    for each row when (${when}) execute function ${run}();`;
}

/** What is kept of the slots of one job: its days of UTC, and the rows that stand for many slots, oldest first. */
export type KeptSlots = {
  days: { day: string; marks: string; runs: Record<string, string> }[];
  ranges: { runId: string; status: "SKIPPED" | "MISSED"; slotAt: Date; slotLastAt: Date }[];
};

/** What is kept of these jobs' slots since then, by name. */
export async function readKeptSlots(
  database: Queryable,
  { names, since }: { names: string[]; since: Date },
): Promise<Map<string, KeptSlots>> {
  const [days, ranges] = await Promise.all([
    database.query(
      `select "jobName", to_char("day", 'YYYY-MM-DD') as "day", "marks", "runs" from "RondaSlots"
       where "jobName" = any($1::text[]) and "day" >= ($2::timestamptz at time zone 'UTC')::date order by "day"`,
      [names, since],
    ),
    database.query(
      `select "jobName", "runId", "status", "slotAt", "slotLastAt" from "RondaSlotRange"
       where "jobName" = any($1::text[]) and "slotLastAt" >= $2 order by "slotAt"`,
      [names, since],
    ),
  ]);
  const kept = new Map<string, KeptSlots>(names.map((name) => [name, { days: [], ranges: [] }]));
  for (const day of days.rows) kept.get(day.jobName as string)?.days.push(day as KeptSlots["days"][number]);
  for (const range of ranges.rows) kept.get(range.jobName as string)?.ranges.push(range as KeptSlots["ranges"][number]);
  return kept;
}
