import type { Engine } from "../engine.ts";
import { leastRunId } from "../runs/run-id.ts";

const keepRunsMs = 90 * 24 * 60 * 60 * 1000;
const pruneBatch = 5000;

/** Forgets old runs, some thousand at a time; the last run, success and error of a job are kept for ever. */
export async function prune({ database, clock }: Engine): Promise<number> {
  const { rowCount } = await database.query(
    `delete from "CronRun" where "id" = any (array(
       select run."id" from "CronRun" run
       where run."id" < $1 and run."status" <> 'RUNNING' and not run."hasLease" and not exists (
         select from "RondaJob" job where run."id" in (job."lastRunId", job."lastSuccessId", job."lastErrorId"))
       order by run."id" limit $2))`,
    [leastRunId(new Date(clock().getTime() - keepRunsMs)), pruneBatch],
  );
  return rowCount ?? 0;
}
