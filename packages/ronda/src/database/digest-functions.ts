/**
 * What lists show of a payload stands beside it, so that no list reads payloads: its first keys, numbers as they are,
 * texts cut, lists as `[]` with their lengths in `truncated`, objects as `{}`. A trigger keeps it, whoever writes the row:
 * also a process of an older release, which knows nothing of it.
 */
export const digestFunctions = `
  alter table "CronRun" add column if not exists "digest" jsonb;

  create or replace function ronda_digest_1(payload jsonb) returns jsonb language sql immutable as $body$
    with field as (
      select key, value, jsonb_typeof(value) as kind from jsonb_each(payload) where key <> 'truncated' limit 20
    ), list as (
      select left(key, 100) as key, coalesce(payload -> 'truncated' -> key, to_jsonb(jsonb_array_length(value))) as length
      from field where kind = 'array' and value <> '[]'
    )
    select coalesce((
        select jsonb_object_agg(left(key, 100), case kind
          when 'array' then '[]'::jsonb
          when 'object' then '{}'::jsonb
          when 'string' then to_jsonb(left(value #>> '{}', 100))
          else value end) from field), '{}')
      || coalesce(
        (select jsonb_build_object('truncated', jsonb_object_agg(key, length)) from list having count(*) > 0),
        case when payload ? 'truncated' then '{"truncated": {}}'::jsonb else '{}' end)
  $body$;

  create or replace function ronda_keep_digest_1() returns trigger language plpgsql as $body$
  begin
    new."digest" := ronda_digest_1(new."payload");
    return new;
  end $body$;

  create or replace trigger "CronRun_keep_digest" before insert or update of "payload" on "CronRun"
    for each row when (new."payload" is not null) execute function ronda_keep_digest_1();

  -- What a page shows soon after the migration.
  update "CronRun" set "digest" = ronda_digest_1("payload") where "payload" is not null and "digest" is null and "id" in (
    (select "id" from "CronRun" order by "id" desc limit 1000)
    union select "lastRunId" from "RondaJob" union select "lastSuccessId" from "RondaJob");
`;

/** And what it shows of each job; of older runs lists show no payload, the run itself has it. */
export const digestsOfNewestRuns = `
  update "CronRun" set "digest" = ronda_digest_1("payload") where "payload" is not null and "digest" is null and "id" in (
    select newest."id" from "RondaJob" job cross join lateral (
      select "id" from "CronRun" where "jobName" = job."name" order by "id" desc limit 50) newest);
`;
