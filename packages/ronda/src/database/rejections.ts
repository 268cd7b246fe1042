import type { Queryable } from "../types.ts";

/** Triggers that were turned away, of one job, or of all names that no job has: then `jobName` is null. */
export type Rejections = { jobName: string | null; count: number; lastAt: Date; userAgent: string | null };

/** All triggers of names that no job has share one row. */
export const unknownJob = "(unknown)";

/** What was turned away from that day of UTC on (`YYYY-MM-DD`), by job, the latest first; `userAgent` is the latest's. */
export async function readRejectionsByJob(database: Queryable, since: string): Promise<Rejections[]> {
  const { rows } = await database.query(
    `select nullif("jobName", $2) as "jobName", sum("count")::integer as "count", max("lastAt") as "lastAt",
       (array_agg("userAgent" order by "day" desc))[1] as "userAgent"
     from "RondaRejection" where "day" >= $1::date group by 1 order by "lastAt" desc`,
    [since, unknownJob],
  );
  return rows as Rejections[];
}
