import { type AuditedColumn, type AuditedTable, auditedTables } from "./audited-tables.ts";
import type { Invariant } from "./books-rules.ts";

/**
 * What the audit log proves, both ways: each column of money and state is what the last change that names it left there, each
 * row was made by the app, and no row that the log knows is gone. A column that no line of a row's log names, as lines of
 * older releases did not, is not compared.
 * Rule: docs/domain.md#i7-nothing-without-a-trace
 */

/** The three rules of every table. */
export const auditRules: Invariant[] = auditedTables.flatMap((table) => [
  { rule: "changed", says: "I7: every figure and state is what was written down last", query: changedFigures(table) },
  { rule: "vanished", says: "I7: no row that was written down is gone", query: vanishedRows(table) },
  {
    rule: "unrecorded",
    says: "I7: every row was written down when it was made",
    query: unrecordedRows(table, sinceTheLog(table)),
  },
]);

/**
 * SQL for what stands in a table otherwise than the audit log says: `id`, `of`, `what`, `is` and `must`. `which` is a condition
 * on its rows `t`. Amounts and counts only: words have no figures, see {@link changedColumns}.
 */
function changedFigures(table: AuditedTable): string {
  const figure = (name: string) => `case when "kind" = 'number' then "${name}" end`;
  // An array is made once; whether `in` asks anew for each row is up to figures that PostgreSQL may not have yet.
  const rows = `(select * from "${table.name}" where "id" = any(array(${suspects(table)})) offset 0)`;
  return `select "id", "of", "what", ${figure("is")} as "is", ${figure("told")} as "must" from (
    ${changedColumns(table, "true", rows)}) found`;
}

/**
 * SQL for the ids of rows that differ at first sight from what was written down: how a row was made, and what the changes laid over
 * it, each read once as they lie there. Only the changes, which are short, are put in order, and no value is made into another
 * one where both are texts already. Who is none of these has every column as it was told; the others, few or none, are looked at
 * column by column. A row with more than one beginning is told by each of them.
 */
function suspects({ name, columns }: AuditedTable): string {
  return `
    select t."id" from "${name}" t
    left join "AuditLog" made on made."entity" = '${name}' and made."entityId" = t."id" and made."before" is null
    left join (
      select "entityId", "lastWritten"("after" order by "id" collate "C") as told from "AuditLog"
      where "entity" = '${name}' and "before" is not null group by "entityId" offset 0) changes on changes."entityId" = t."id"
    where ${columns.map(differs).join(" or ")}`;
}

/** Whether a column of `t` is not what the last change of it left, or how it was made where no change names it. */
function differs({ name, kind }: AuditedColumn): string {
  const isChanged = `changes.told ? '${name}'`;
  const told = `case when ${isChanged} then changes.told ->> '${name}' else made."after" ->> '${name}' end`;
  const differ =
    kind === "moment"
      ? `t."${name}" is distinct from (${told})::timestamptz`
      : `t."${name}"::text is distinct from ${told}`;
  return `(${differ} and (${isChanged} or made."after" ? '${name}'))`;
}

/**
 * The same with all values as texts, `column` and `told`. The log's order is that of its ids, which are made under the row's lock;
 * where two servers' clocks disagreed, the changes themselves tell the order: only the last value came more often than it went.
 */
export function changedColumns(table: AuditedTable, which = "true", rows = `"${table.name}"`): string {
  const { name, columns, of } = table;
  return `
    select t."id", ${of} as "of", '${name}.' || c."column" as "what", c."column", c."kind", c."is", c."told"
    from ${rows} t
    join lateral (select "lastWritten"(log."after" order by log."id" collate "C") as "told" from "AuditLog" log
      where log."entity" = '${name}' and log."entityId" = t."id") log on true
    cross join lateral (values ${columns.map(comparison).join(", ")}) c ("column", "kind", "is", "told")
    where (${which}) and log."told" ? c."column" and c."is" is distinct from c."told" and not (
      select count(*) filter (where log."after" ? c."column" and ${asStored(`log."after"`)} is not distinct from c."is")
        > count(*) filter (where log."before" ? c."column" and ${asStored(`log."before"`)} is not distinct from c."is")
      from "AuditLog" log where log."entity" = '${name}' and log."entityId" = t."id")`;
}

function comparison({ name, kind }: AuditedColumn): string {
  const told = `log."told" ->> '${name}'`;
  const same = kind === "moment" ? `(${told})::timestamptz::text` : told;
  return `('${name}', '${kind}', t."${name}"::text, ${same})`;
}

/** A moment stands in the log as JSON has it, in a column as the database does. */
function asStored(side: string): string {
  const value = `${side} ->> c."column"`;
  return `case when c."kind" = 'moment' then (${value})::timestamptz::text else ${value} end`;
}

/** Rows that are older than the log's first of their table were there before it. */
function sinceTheLog({ name }: AuditedTable): string {
  return `t."createdAt" > (select min(log."createdAt") from "AuditLog" log where log."entity" = '${name}' and log."before" is null)`;
}

/** What was taken away by a verb is written down with nothing after it, and is not lost. */
function vanishedRows({ name, ofGone }: AuditedTable): string {
  return `
    select "entityId" as "id", coalesce(${ofGone}, "entityId") as "of", '${name}' as "what" from (
      select distinct log."entityId" from "AuditLog" log
      where log."entity" = '${name}' and not exists (select from "${name}" t where t."id" = log."entityId")) gone
    join lateral (select "lastWritten"(log."after" order by log."id" collate "C") as "told" from "AuditLog" log
      where log."entity" = '${name}' and log."entityId" = gone."entityId") log on true
    where not exists (select from "AuditLog" removed where removed."entity" = '${name}' and removed."entityId" = gone."entityId"
      and removed."after" is null)`;
}

/** SQL for the rows of a table that nobody wrote down when they were made; `which` is a condition on them, as `t`. */
export function unrecordedRows({ name, of, adopted }: AuditedTable, which = "true"): string {
  return `
    select t."id", ${of} as "of", '${name}' as "what" from "${name}" t
    where (${which}) and not (${adopted}) and not exists (select from "AuditLog" log
      where log."entity" = '${name}' and log."entityId" = t."id" and log."before" is null)`;
}
