import { asc, eq } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { anyOf } from "#db/conditions.ts";
import { db } from "#db/connection.ts";
import { receipts } from "#domain/bookings/schema/receipts.ts";
import { users } from "#domain/users/schema.ts";

const recorders = alias(users, "recorder");

/** A receipt with the name of whoever recorded it; null where that was before there were receipts. */
export type ListedReceipt = Awaited<ReturnType<typeof readReceipts>>[number];

/** The receipts of these payments by their ids, each payment's in the order in which they were recorded, void ones too. */
export async function receiptsByPayment(paymentIds: readonly string[]): Promise<Map<string, ListedReceipt[]>> {
  if (paymentIds.length === 0) return new Map();
  return Map.groupBy(await readReceipts(paymentIds), ({ paymentId }) => paymentId);
}

function readReceipts(paymentIds: readonly string[]) {
  const { id, paymentId, accountKey, amount, bookedOn, source, voidedAt, voidReason, createdAt, proofPath } = receipts;
  return db()
    .select({
      ...{ id, paymentId, accountKey, amount, bookedOn, source, voidedAt, voidReason, createdAt, proofPath },
      recordedBy: recorders.name,
    })
    .from(receipts)
    .leftJoin(recorders, eq(recorders.id, receipts.recordedById))
    .where(anyOf(receipts.paymentId, paymentIds))
    .orderBy(asc(receipts.createdAt), asc(receipts.id));
}
