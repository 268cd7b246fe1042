import type { Queryable, Run, RunFilter, RunStatus, RunSummary } from "../types.ts";
import { isUuid } from "./uuid.ts";

/** What lists show of a run: nothing of it may be large. What they show of its payload stands apart, see `digest-functions.ts`. */
const rowColumns = `"id", "jobName", "status", "trigger", "slotAt", "slotLastAt", "slotCount", "createdAt", "startedAt",
  "heartbeatAt", "finishedAt", "durationMs", "attempts", "errorMessage", "reason", "actor", "host", "pid", "release",
  "lateStatus", "lateAt"`;

const summaryColumns = `${rowColumns}, "digest" as "payload"`;

const mostRows = 200;
const usualRows = 20;

/** The newest rows that match, by id; empty where nothing does, also for a `before` that is no id. */
export async function readRuns(database: Queryable, filter: RunFilter = {}): Promise<RunSummary[]> {
  const { before, after } = filter;
  if ([before, after].some((id) => id !== undefined && !isUuid(id))) return [];
  const limit = Math.min(mostRows, Math.max(1, Math.trunc(filter.limit ?? usualRows)));
  const values: unknown[] = [limit];
  const conditions: string[] = [];
  const condition = (sql: (parameter: string) => string, value: unknown) => {
    if (value === undefined) return;
    values.push(value);
    conditions.push(sql(`$${values.length}`));
  };
  condition((value) => `"jobName" = ${value}`, filter.job);
  condition((value) => `"trigger" = ${value}`, filter.trigger);
  condition((value) => `"id" < ${value}`, before);
  condition((value) => `"id" > ${value}`, after);
  if (filter.status) conditions.push(statusCondition(filter.status));
  const where = conditions.length > 0 ? `where ${conditions.join(" and ")}` : "";
  // Those just newer than a row are read upwards from it.
  const order = after !== undefined && before === undefined ? "asc" : "desc";
  const sql = `select ${summaryColumns} from "CronRun" ${where} order by "id" ${order} limit $1`;
  const { rows } = await database.query(sql, values);
  return (order === "asc" ? rows.reverse() : rows) as RunSummary[];
}

const statuses: RunStatus[] = ["RUNNING", "SUCCESS", "FAILED", "TIMED_OUT", "ABANDONED", "SKIPPED", "MISSED"];

/** Written as a literal: a parameter would keep the planner from the partial indexes. */
function statusCondition(status: RunStatus): string {
  return statuses.includes(status) ? `"status" = '${status}'` : "false";
}

/** One row with its log and stack, or nothing; also nothing for a text that is no id. */
export async function readRun(database: Queryable, id: string): Promise<Run | undefined> {
  if (!isUuid(id)) return undefined;
  const { rows } = await database.query(
    `select ${rowColumns}, "payload", "input", "errorStack", "log", "latePayload", "lateErrorMessage", "hasLease" from "CronRun" where "id" = $1`,
    [id],
  );
  return rows[0] as Run | undefined;
}

/** The rows with these ids, by id. */
export async function readRunsById(database: Queryable, ids: string[]): Promise<Map<string, RunSummary>> {
  const { rows } = await database.query(`select ${summaryColumns} from "CronRun" where "id" = any($1::uuid[])`, [ids]);
  return new Map((rows as RunSummary[]).map((run) => [run.id, run]));
}
