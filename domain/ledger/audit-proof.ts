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
 * SQL for the ids of rows that differ at first sight from what was written down: the log of a table is read once, as it lies there,
 * what was made and what the changes laid over it, and a row is compared whole. Who is none of these has every column as it was
 * told; the others, few or none, are looked at column by column.
 */
function suspects({ name, columns }: AuditedTable): string {
  const stored = ({ name: column, kind }: AuditedColumn) =>
    kind === "moment" ? `to_char(t."${column}" at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')` : `t."${column}"`;
  const row = columns.map((column) => `'${column.name}', ${stored(column)}`).join(", ");
  const empty = columns.map((column) => `case when t."${column.name}" is null then '${column.name}' end`).join(", ");
  return `
    select t."id" from "${name}" t join (
      select "entityId", count(*) filter (where "before" is null) as made,
        coalesce((array_agg("after") filter (where "before" is null and "after" is not null))[1], '{}')
          || "lastWritten"("after" order by "id" collate "C") filter (where "before" is not null) as told
      from "AuditLog" where "entity" = '${name}' group by "entityId" offset 0) log on log."entityId" = t."id"
    where log.made > 1 or not log.told @> jsonb_strip_nulls(jsonb_build_object(${row}))
      or jsonb_strip_nulls(log.told) ?| array_remove(array[${empty}], null)`;
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

function vanishedRows({ name, ofGone }: AuditedTable): string {
  return `
    select "entityId" as "id", coalesce(${ofGone}, "entityId") as "of", '${name}' as "what" from (
      select distinct log."entityId" from "AuditLog" log
      where log."entity" = '${name}' and not exists (select from "${name}" t where t."id" = log."entityId")) gone
    join lateral (select "lastWritten"(log."after" order by log."id" collate "C") as "told" from "AuditLog" log
      where log."entity" = '${name}' and log."entityId" = gone."entityId") log on true`;
}

/** SQL for the rows of a table that nobody wrote down when they were made; `which` is a condition on them, as `t`. */
export function unrecordedRows({ name, of, adopted }: AuditedTable, which = "true"): string {
  return `
    select t."id", ${of} as "of", '${name}' as "what" from "${name}" t
    where (${which}) and not (${adopted}) and not exists (select from "AuditLog" log
      where log."entity" = '${name}' and log."entityId" = t."id" and log."before" is null)`;
}
