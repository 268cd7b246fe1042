import { sql } from "drizzle-orm";
import { type Transaction, transaction } from "#db/connection.ts";
import { isStatementTimeout } from "#db/errors.ts";

/** What was found of one kind. `more`: there is more than is shown; `late`: looking for it took too long. */
export type Found<Row> = { rows: Row[]; more: boolean; late: boolean };

/** What a statement that was ended for its length would have found is said to be missing, not an error of the page. */
export async function inTime<Row>(
  find: (tx: Transaction, most: number) => Promise<Row[]>,
  { most, ms }: { most: number; ms: number },
): Promise<Found<Row>> {
  if (ms < 1) return { rows: [], more: false, late: true };
  try {
    const rows = await transaction(async (tx) => {
      await tx.execute(sql`select set_config('statement_timeout', ${String(ms)}, true)`);
      return find(tx, most + 1);
    });
    return { rows: rows.slice(0, most), more: rows.length > most, late: false };
  } catch (error) {
    if (isStatementTimeout(error)) return { rows: [], more: false, late: true };
    throw error;
  }
}
