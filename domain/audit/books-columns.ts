import { getTableColumns } from "drizzle-orm";
import type { PgTable } from "drizzle-orm/pg-core";

/** What every row has and no rule reads, and a trip's counter of its transactions. */
const ofEveryRow = ["id", "createdAt", "updatedAt", "version"];

/** Why, as a code beside what people typed: no money and no state, and the release before leaves it out of its lines. */
const causes = ["cause", "cancelCause", "holdCause"];

/** Where money goes and by which transfer: typed by people, and money all the same. */
const typedMoney = ["bankName", "bankAccountNo", "bankAccountName", "transferRef"];

/** Kinds of columns that hold words, lists of them and papers of others. */
const wordy = ["PgCustomColumn", "PgArray", "PgJsonb"];

/**
 * A table's columns of money and state: all but what every row has and the words that people typed. They are written down
 * when a row is made and at each change, so that the books can be proved by the audit log; a new column is one of them by itself.
 * Rule: docs/domain.md#i7-nothing-without-a-trace
 */
export function booksColumns(table: PgTable): string[] {
  return Object.entries(getTableColumns(table)).flatMap(([name, column]) => {
    if (ofEveryRow.includes(name) || causes.includes(name)) return [];
    return typedMoney.includes(name) || !wordy.includes(column.columnType) ? [name] : [];
  });
}
