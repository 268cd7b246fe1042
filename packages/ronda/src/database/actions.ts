import { leastRunId } from "../record/run-id.ts";
import type { Action, ActionFilter, Payload, Queryable } from "../types.ts";
import { isUuid } from "./uuid.ts";

/** An action as it is written: `values` are those of its row, in the order of {@link insertAction}. */
export type NewAction = Pick<Action, "at" | "actor" | "reason"> & { values: unknown[] };

const columns = `"id", "at", "actor", "verb", "subjectKind", "subjectName", "incidentId", "runId", "reason", "details"`;

/** The values of an action's row. */
export function newAction({ id, at, actor, verb, subject, incidentId, runId, reason, details }: Action): NewAction {
  const values = [id, at, actor, verb, subject.kind, subject.name, incidentId, runId, reason, JSON.stringify(details)];
  return { at, actor, reason, values };
}

/**
 * A common table expression that writes an action, whose values begin at that parameter, where one called `changed` has
 * changed something: one statement, so that neither stands without the other.
 */
export function insertAction(first: number): string {
  const types = ["uuid", "timestamptz", "text", "text", "text", "text", "uuid", "uuid", "text", "jsonb"];
  const values = types.map((type, index) => `$${first + index}::${type}`);
  return `audited as (insert into "RondaAction" (${columns}) select ${values.join(", ")} from changed limit 1)`;
}

/** Writes an action, in the transaction of what it did. */
export async function recordAction(database: Queryable, action: NewAction): Promise<void> {
  await database.query(
    `insert into "RondaAction" (${columns}) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10::jsonb)`,
    action.values,
  );
}

const mostRows = 200;
const usualRows = 20;

type ActionRow = Omit<Action, "subject" | "details"> & {
  subjectKind: Action["subject"]["kind"];
  subjectName: string;
  details: Payload;
};

/** The newest actions that match; empty where none does, also for an id that is none. */
export async function readActions(database: Queryable, filter: ActionFilter = {}): Promise<Action[]> {
  const ids = [filter.before, filter.incidentId, filter.runId];
  if (ids.some((id) => id !== undefined && !isUuid(id))) return [];
  const limit = Math.min(mostRows, Math.max(1, Math.trunc(filter.limit ?? usualRows)));
  const values: unknown[] = [limit];
  const conditions: string[] = [];
  const condition = (sql: string, value: unknown) => {
    if (value === undefined) return;
    values.push(value);
    conditions.push(`${sql} $${values.length}`);
  };
  condition(`"subjectKind" =`, filter.kind);
  condition(`"subjectName" =`, filter.name);
  condition(`"incidentId" =`, filter.incidentId);
  condition(`"runId" =`, filter.runId);
  condition(`"id" <`, filter.before);
  const where = conditions.length > 0 ? `where ${conditions.join(" and ")}` : "";
  const { rows } = await database.query(
    `select ${columns} from "RondaAction" ${where} order by "id" desc limit $1`,
    values,
  );
  return (rows as ActionRow[]).map(({ subjectKind: kind, subjectName: name, ...action }) => ({
    ...action,
    subject: { kind, name },
  }));
}

/** Forgets what was done before then, at most so many of it. */
export async function pruneActions(database: Queryable, before: Date, most: number): Promise<void> {
  await database.query(
    `delete from "RondaAction" where "id" = any (array(
       select "id" from "RondaAction" where "id" < $1 order by "id" limit $2))`,
    [leastRunId(before), most],
  );
}
