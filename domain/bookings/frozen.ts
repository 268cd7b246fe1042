import { and, eq, isNull, notExists, or, type SQL, sql } from "drizzle-orm";
import { type AnyPgColumn, QueryBuilder } from "drizzle-orm/pg-core";
import { anyOf } from "#db/conditions.ts";
import type { Database, Transaction } from "#db/connection.ts";
import { transferItems, transfers } from "./schema/transfers.ts";

/** The prepared transfer that holds a payout or refund as it is. */
export type FrozenIn = { transferId: string; code: string };

/**
 * Which of these payouts and refunds stand in a prepared transfer, by their ids: until it is confirmed or undone, nothing about them
 * may change. Whoever asks under the trip's lock is not overtaken: nobody prepares them meanwhile.
 * Rule: docs/domain.md#preparing-a-transfer
 */
export async function frozenIn(tx: Transaction | Database, ids: readonly string[]): Promise<Map<string, FrozenIn>> {
  if (ids.length === 0) return new Map();
  const rows = await tx
    .select({
      payoutId: transferItems.payoutId,
      refundId: transferItems.refundId,
      transferId: transfers.id,
      code: transfers.code,
    })
    .from(transferItems)
    .innerJoin(transfers, eq(transfers.id, transferItems.transferId))
    .where(
      and(isNull(transferItems.outcome), or(anyOf(transferItems.payoutId, ids), anyOf(transferItems.refundId, ids))),
    )
    .limit(ids.length);
  return new Map(
    rows.map(({ payoutId, refundId, ...transfer }) => [(payoutId ?? refundId)!, transfer] as [string, FrozenIn]),
  );
}

/** The condition for payouts or refunds (by the column of their ids) that stand in no prepared transfer. */
export function isFree(of: "payoutId" | "refundId", id: AnyPgColumn): SQL {
  return notExists(
    new QueryBuilder()
      .select({ one: sql`1` })
      .from(transferItems)
      .where(and(eq(transferItems[of], id), isNull(transferItems.outcome))),
  );
}
