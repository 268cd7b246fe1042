import { type AnyColumn, count, min, type SQL, sql } from "drizzle-orm";
import type { PgTable } from "drizzle-orm/pg-core";
import { db } from "#db/connection.ts";

/** Money that waits longer than it should: how many rows, how much in rupiah, since when. Zeros and null when there is none. */
export type Stuck = { count: number; amountRupiah: number; oldestAt: Date | null };

/** Counts the rows of `table` that match, adds `amount` up and finds the oldest `since`. */
export async function countStuck(
  table: PgTable,
  { where, amount, since }: { where: SQL | undefined; amount: AnyColumn | SQL; since: AnyColumn<{ data: Date }> },
): Promise<Stuck> {
  // A sum may exceed what an integer column holds, so it comes as text.
  const amountRupiah = sql`coalesce(sum(${amount}), 0)`.mapWith(Number);
  const [row] = await db()
    .select({ count: count(), amountRupiah, oldestAt: min(since) })
    .from(table)
    .where(where);
  return row ?? { count: 0, amountRupiah: 0, oldestAt: null };
}
