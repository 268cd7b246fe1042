import type { JobTotal, Queryable, Spread } from "../types.ts";

/** The upper bounds that durations are counted by, from a run that had nothing to do to one of an hour. */
const durationBoundsMs = [10, 50, 100, 500, 1000, 5000, 15_000, 60_000, 300_000, 900_000, 3_600_000];

/** Those of lateness: cron itself starts within a second or two; the grace of a daily job is an hour. */
const latenessBoundsMs = [1000, 2000, 5000, 15_000, 60_000, 300_000, 900_000, 3_600_000];

/**
 * What has ever happened of each job, counted for good: rows of `CronRun` are forgotten after 90 days, and what counts them
 * for a monitor must never fall. A trigger counts, so that whatever closes a run is counted, of whichever release it is.
 * One row a job and outcome is updated in place, and nobody else writes it at that moment: a job runs once at a time.
 *
 * `durations` and `latenesses` have a place for each bound, one for what is above the last, and one for what is not known.
 */
export const totals = `
  create table if not exists "RondaTotal" (
    "jobName" text not null,
    "outcome" text not null,
    "count" bigint not null default 0,
    "durationMs" double precision not null default 0,
    "durations" bigint[] not null default array_fill(0, array[${durationBoundsMs.length + 2}]),
    "latenessMs" double precision not null default 0,
    "latenesses" bigint[] not null default array_fill(0, array[${latenessBoundsMs.length + 2}]),
    primary key ("jobName", "outcome")
  );

  create or replace function ronda_count_run_1() returns trigger language plpgsql as $body$
  declare
    run_outcome text := case when new."status" = 'ABANDONED' and new."reason" = 'restart' then 'RESTARTED' else new."status" end;
    -- What comes early is in time; without a slot nothing is late.
    lateness_ms double precision := case when new."slotAt" is not null
      then greatest(0, extract(epoch from new."startedAt" - new."slotAt") * 1000) end;
    -- An upper bound counts what is as long as it: all are whole milliseconds, and the next one is above.
    duration_place integer := coalesce(width_bucket(new."durationMs", array[${above(durationBoundsMs)}]) + 1, ${durationBoundsMs.length + 2});
    lateness_place integer := coalesce(width_bucket(lateness_ms, array[${above(latenessBoundsMs)}]::double precision[]) + 1, ${latenessBoundsMs.length + 2});
  begin
    loop
      update "RondaTotal" total set "count" = total."count" + 1,
        "durationMs" = total."durationMs" + coalesce(new."durationMs", 0),
        "durations"[duration_place] = total."durations"[duration_place] + 1,
        "latenessMs" = total."latenessMs" + coalesce(lateness_ms, 0),
        "latenesses"[lateness_place] = total."latenesses"[lateness_place] + 1
      where total."jobName" = new."jobName" and total."outcome" = run_outcome;
      exit when found;
      insert into "RondaTotal" ("jobName", "outcome") values (new."jobName", run_outcome) on conflict do nothing;
    end loop;
    return null;
  end $body$;

  drop trigger if exists ronda_count_ended on "CronRun";
  create trigger ronda_count_ended after update of "status" on "CronRun" for each row
    when (old."status" = 'RUNNING' and new."status" <> 'RUNNING') execute function ronda_count_run_1();
  drop trigger if exists ronda_count_skipped on "CronRun";
  create trigger ronda_count_skipped after insert on "CronRun" for each row
    when (new."status" = 'SKIPPED') execute function ronda_count_run_1();

  create or replace function ronda_count_rejections_1() returns trigger language plpgsql as $body$
  declare
    before integer := case when tg_op = 'UPDATE' then old."count" else 0 end;
  begin
    insert into "RondaTotal" as total ("jobName", "outcome", "count") values (new."jobName", 'REJECTED', new."count" - before)
    on conflict ("jobName", "outcome") do update set "count" = total."count" + excluded."count";
    return null;
  end $body$;

  drop trigger if exists ronda_count_rejections on "RondaRejection";
  create trigger ronda_count_rejections after insert or update of "count" on "RondaRejection" for each row
    execute function ronda_count_rejections_1();
`;

/** What was missed before it was counted for good, as far as the days remember. */
export const missedTotals = `
  insert into "RondaTotal" ("jobName", "outcome", "count")
  select "jobName", 'MISSED', sum("missed") from "RondaDay" group by 1 having sum("missed") > 0
  on conflict do nothing;
`;

function above(boundsMs: number[]): string {
  return boundsMs.map((bound) => bound + 1).join(", ");
}

/** What was counted since the tables are there: a row a job and outcome, whatever the number of runs. */
export async function readTotals(database: Queryable): Promise<JobTotal[]> {
  const { rows } = await database.query(
    `select "jobName", "outcome", "count", "durationMs", "durations", "latenessMs", "latenesses" from "RondaTotal"
     order by 1, 2`,
  );
  return (rows as TotalRow[]).map(({ jobName, outcome, count, durationMs, durations, latenessMs, latenesses }) => ({
    jobName,
    outcome,
    count,
    duration: spread(durationBoundsMs, durations, durationMs),
    lateness: spread(latenessBoundsMs, latenesses, latenessMs),
  }));
}

type TotalRow = Pick<JobTotal, "jobName" | "outcome" | "count"> & {
  durationMs: number;
  durations: number[];
  latenessMs: number;
  latenesses: number[];
};

/** What is counted where nothing has happened: every bound, and none below it. */
export const nothing: Pick<JobTotal, "duration" | "lateness"> = {
  duration: spread(durationBoundsMs, [], 0),
  lateness: spread(latenessBoundsMs, [], 0),
};

/** From places that count what lies between two bounds to bounds that count what lies below each. */
function spread(boundsMs: number[], places: number[], sumMs: number): Spread {
  let below = 0;
  const buckets = boundsMs.map((boundMs, place) => {
    below += places[place] ?? 0;
    return { boundMs, count: below };
  });
  return { buckets, count: below + (places[boundsMs.length] ?? 0), sumMs };
}
