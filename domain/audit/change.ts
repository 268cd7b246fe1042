import { and, type ColumnBaseConfig, getTableColumns, getTableName, inArray } from "drizzle-orm";
import type { PgColumn, PgTable } from "drizzle-orm/pg-core";
import { anyOf } from "#db/conditions.ts";
import type { Transaction } from "#db/connection.ts";
import type { AuditAction } from "./actions.ts";
import { type AuditRow, audit, type By } from "./audit.ts";
import { booksColumns } from "./books-columns.ts";

type TextColumn = PgColumn<ColumnBaseConfig<"string", string>>;
type MomentColumn = PgColumn<ColumnBaseConfig<"date", string>>;

/** A table whose rows have an id and say when they changed; most of them have a state, too. */
type RecordedTable = PgTable & { id: TextColumn; updatedAt: MomentColumn; status?: TextColumn };

type Row<Table extends RecordedTable> = Table["$inferSelect"] & { id: string };

/** Somebody else changed a row between reading and writing it: the caller did not hold its lock. */
export class ChangedMeanwhileError extends Error {
  override name = "ChangedMeanwhileError";
}

/**
 * Gives `rows` new values and writes down, for each, what those columns were and are. Compare-and-set: a row that is
 * no longer in the state in which it was read (or, in a table without states, changed since) throws
 * {@link ChangedMeanwhileError}, which undoes the transaction. Returns the rows as they stand now; does nothing without rows.
 * Rule: docs/domain.md#compare-and-set
 */
export async function change<Table extends RecordedTable, Known extends Row<Table>>(
  tx: Transaction,
  table: Table,
  rows: readonly Known[],
  {
    values,
    action,
    actor,
    now,
    why,
  }: By & { values: Partial<Table["$inferSelect"]>; action: AuditAction; why?: string },
): Promise<Known[]> {
  if (rows.length === 0) return [];
  const ids = rows.map(({ id }) => id);
  const result = await tx
    .update(table)
    .set({ ...values, updatedAt: now } as never)
    .where(and(anyOf(table.id, ids), asRead(table, rows)));
  if (result.rowCount !== rows.length)
    throw new ChangedMeanwhileError(`${action}: ${result.rowCount} of ${rows.length} rows were as read`);
  const names = Object.keys(values);
  const stored = storedAs(table, values);
  const entries = rows.map((row) => ({
    actor,
    action,
    entity: getTableName(table),
    entityId: row.id,
    before: Object.fromEntries(names.map((name) => [name, row[name as keyof Known] ?? null])),
    after: why === undefined ? stored : { ...stored, why },
  }));
  await audit(tx, entries, { now });
  return rows.map((row) => ({ ...row, ...values, updatedAt: now }));
}

function asRead<Table extends RecordedTable>(table: Table, rows: readonly Row<Table>[]) {
  const read = <Value>(name: string) => [
    ...new Set(rows.map((row) => (row as Record<string, unknown>)[name] as Value)),
  ];
  return table.status ? anyOf(table.status, read<string>("status")) : inArray(table.updatedAt, read<Date>("updatedAt"));
}

/** The values as the table keeps them: what people typed is cleaned on its way in. */
function storedAs(table: PgTable, values: object): Record<string, unknown> {
  const columns = getTableColumns(table);
  const clean = ([name, value]: [string, unknown]) =>
    [name, typeof value === "string" ? columns[name]!.mapToDriverValue(value) : value] as const;
  return Object.fromEntries(Object.entries(values).map(clean));
}

type NewRow<Table extends RecordedTable> = {
  /** The columns worth reading later; those of money and state unless told, which the books are proved by. */
  columns?: (keyof Table["$inferSelect"] & string)[];
  action: AuditAction;
};

/** Writes down rows that were just inserted. */
export async function recordNew<Table extends RecordedTable>(
  tx: Transaction,
  table: Table,
  rows: readonly Row<Table>[],
  { actor, now, ...what }: By & NewRow<Table>,
): Promise<void> {
  const entries = rows.map((row) => newRow(table, row, { actor, ...what }));
  await audit(tx, entries, { now });
}

/** What {@link recordNew} writes of one row, for who writes rows of several tables in one statement. */
export function newRow<Table extends RecordedTable>(
  table: Table,
  row: Row<Table>,
  { columns, action, actor }: Pick<By, "actor"> & NewRow<Table>,
): AuditRow {
  const names: string[] = columns ?? booksColumns(table);
  const after = Object.fromEntries(names.map((name) => [name, row[name as keyof typeof row] ?? null]));
  return { actor, action, entity: getTableName(table), entityId: row.id, before: null, after };
}
