import { and, type ColumnBaseConfig, getTableName } from "drizzle-orm";
import type { PgColumn, PgTable } from "drizzle-orm/pg-core";
import { anyOf } from "#db/conditions.ts";
import type { Transaction } from "#db/connection.ts";
import { type AuditRow, audit, type By } from "./audit.ts";

type TextColumn = PgColumn<ColumnBaseConfig<"string", string>>;
/** A table whose rows have a state. */
type StatefulTable = PgTable & { id: TextColumn; status: TextColumn };
type Row<Table extends StatefulTable> = Table["$inferSelect"] & { id: string; status: string };

/** Somebody else changed a row between reading and writing it: the caller did not hold its lock. */
export class ChangedMeanwhileError extends Error {
  override name = "ChangedMeanwhileError";
}

/**
 * Gives `rows` new values and writes down, for each, what those columns were and are. Compare-and-set: a row that is
 * no longer in the state in which it was read throws {@link ChangedMeanwhileError}, which undoes the transaction.
 * Returns the rows as they stand now; does nothing without rows.
 * Rule: docs/domain.md#compare-and-set
 */
export async function change<Table extends StatefulTable, Known extends Row<Table>>(
  tx: Transaction,
  table: Table,
  rows: readonly Known[],
  { values, action, actor, now, why }: By & { values: Partial<Table["$inferSelect"]>; action: string; why?: string },
): Promise<Known[]> {
  if (rows.length === 0) return [];
  const ids = rows.map(({ id }) => id);
  const result = await tx
    .update(table)
    .set({ ...values, updatedAt: now } as never)
    .where(and(anyOf(table.id, ids), anyOf(table.status, [...new Set(rows.map(({ status }) => status))])));
  if (result.rowCount !== rows.length)
    throw new ChangedMeanwhileError(`${action}: ${result.rowCount} of ${rows.length} rows were as read`);

  const names = Object.keys(values);
  const entries = rows.map((row) => ({
    actor,
    action,
    entity: getTableName(table),
    entityId: row.id,
    before: Object.fromEntries(names.map((name) => [name, row[name as keyof Known] ?? null])),
    after: why === undefined ? { ...values } : { ...values, why },
  }));
  await audit(tx, entries, { now });
  return rows.map((row) => ({ ...row, ...values, updatedAt: now }));
}

type NewRow<Table extends StatefulTable> = {
  /** The columns worth reading later. */
  columns: (keyof Table["$inferSelect"] & string)[];
  action: string;
};

/** Writes down rows that were just inserted. */
export async function recordNew<Table extends StatefulTable>(
  tx: Transaction,
  table: Table,
  rows: readonly Row<Table>[],
  { actor, now, ...what }: By & NewRow<Table>,
): Promise<void> {
  const entries = rows.map((row) => newRow(table, row, { actor, ...what }));
  await audit(tx, entries, { now });
}

/** What {@link recordNew} writes of one row, for who writes rows of several tables in one statement. */
export function newRow<Table extends StatefulTable>(
  table: Table,
  row: Row<Table>,
  { columns, action, actor }: Pick<By, "actor"> & NewRow<Table>,
): AuditRow {
  const after = Object.fromEntries(columns.map((name) => [name, row[name as keyof typeof row]]));
  return { actor, action, entity: getTableName(table), entityId: row.id, before: null, after };
}
