import { and, isNull, or } from "drizzle-orm";
import { anyOf } from "#db/conditions.ts";
import type { Transaction } from "#db/connection.ts";
import { transferItems } from "#domain/bookings/schema/transfers.ts";

/** Those of these payouts and refunds that stand in a transfer which is prepared. */
export async function frozenIds(tx: Transaction, ids: readonly string[]): Promise<Set<string>> {
  const { payoutId, refundId, outcome } = transferItems;
  const rows = await tx
    .select({ payoutId, refundId })
    .from(transferItems)
    .where(and(isNull(outcome), or(anyOf(payoutId, ids), anyOf(refundId, ids))));
  return new Set(rows.map((row) => row.payoutId ?? row.refundId!));
}
