import { leastRunId } from "../record/run-id.ts";
import type { Queryable } from "../types.ts";

/** Which rows of `CronRun` are too old, and of how many at once it is asked. */
export type Pruning = {
  /** Successes and skipped triggers from before this. */
  successBefore: Date;
  /** What went wrong from before this. */
  failureBefore: Date;
  /** The newest of each job, which stay. */
  lastOfEachJob: number;
  /** Rows after this id are looked at. */
  after: string | null;
  /** How many rows are looked at. */
  batch: number;
};

const firstId = "00000000-0000-0000-0000-000000000000";

/**
 * Looks at the oldest rows after an id, and removes those of them that are too old. Returns how many these were and up to
 * where it looked: null where there was nothing more. A row that somebody has locked is left alone.
 */
export async function pruneRuns(
  database: Queryable,
  { successBefore, failureBefore, lastOfEachJob, after, batch }: Pruning,
): Promise<{ pruned: number; after: string | null }> {
  const { rows } = await database.query(
    `with scanned as (
       select "id", "jobName", "status", "slotLastAt" from "CronRun"
       where "id" > $1 and "id" < $2 and not "hasLease" and "status" <> 'RUNNING' order by "id" limit $6
     ), job as materialized (
       select "name", kept."id" as "oldestKept" from (select distinct "jobName" as "name" from scanned) named
       cross join lateral (
         select "id" from "CronRun" where "jobName" = named."name" order by "id" desc offset $5 - 1 limit 1) kept
     ), old as (
       select scanned."id" from scanned join job on job."name" = scanned."jobName" and scanned."id" < job."oldestKept"
       where (("status" in ('SUCCESS', 'SKIPPED') and ("slotLastAt" is null or "slotLastAt" < $7))
           or (scanned."id" < $3 and ("slotLastAt" is null or "slotLastAt" < $4)))
         and not exists (select from "RondaJob" job where scanned."id" in (job."lastRunId", job."lastSuccessId", job."lastErrorId"))
         and not exists (select from "RondaIncident" incident where incident."runId" = scanned."id" and incident."resolvedAt" is null)
     ), free as (
       select "id" from "CronRun" where "id" = any(array(select "id" from old)) for update skip locked
     ), gone as (
       delete from "CronRun" where "id" = any(array(select "id" from free)) returning "id"
     )
     select (select count(*) from gone)::integer as "pruned", (select count(*) from scanned)::integer as "scanned",
       (select "id" from scanned order by "id" desc limit 1) as "after"`,
    [
      after ?? firstId,
      leastRunId(successBefore),
      leastRunId(failureBefore),
      failureBefore,
      lastOfEachJob,
      batch,
      successBefore,
    ],
  );
  const [{ pruned, scanned, after: last }] = rows as [{ pruned: number; scanned: number; after: string | null }];
  return { pruned, after: scanned < batch ? null : last };
}

/** Forgets the times in which no process was alive that ended before then. */
export async function pruneGaps(database: Queryable, before: Date): Promise<void> {
  await database.query(`delete from "RondaGap" where "until" < $1`, [before]);
}
