import { and, eq, isNull } from "drizzle-orm";
import { db, type Transaction } from "#db/connection.ts";
import type { By } from "#domain/audit/audit.ts";
import { change } from "#domain/audit/change.ts";
import { type NotFound, withBookingFile } from "#domain/bookings/booking-file.ts";
import { payments } from "#domain/bookings/schema/payments.ts";
import { type Receipt, receipts } from "#domain/bookings/schema/receipts.ts";
import { type LineRefusal, releaseLine, takeLine } from "#domain/statements/lines.ts";

/** What became of a match; a receipt that is void or has a line already is `receipt-taken`. */
export type ReceiptMatched = { ok: true } | { ok: false; reason: LineRefusal | "receipt-taken" } | NotFound;

/**
 * A receipt that was recorded before the statement came meets its line there: nothing is received again. Its day becomes the
 * bank's.
 * Rule: docs/domain.md#matching-a-line
 */
export async function matchReceipt(match: {
  receiptId: string;
  lineId: string;
  adminId: string;
  now: Date;
}): Promise<ReceiptMatched> {
  const { receiptId, lineId, adminId, now } = match;
  const by: By = { actor: { type: "ADMIN", id: adminId }, now };
  return withReceipt(eq(receipts.id, receiptId), async (tx, receipt): Promise<ReceiptMatched> => {
    if (receipt.voidedAt || receipt.statementLineId) return { ok: false, reason: "receipt-taken" };
    const { accountKey, amount: amountRupiah } = receipt;
    const taken = await takeLine(tx, { lineId, accountKey, amountRupiah, kind: "RECEIPT" }, by);
    if (!taken.ok) return taken;
    const values = { statementLineId: lineId, bookedOn: taken.line.bookedOn };
    await change(tx, receipts, [receipt], { values, action: "statement.match", ...by });
    return { ok: true };
  });
}

/**
 * Takes the match of a line away: the receipt stays, with its money and all that followed from it; the line is OPEN again.
 * Rule: docs/domain.md#matching-a-line
 */
export async function unmatchReceipt({
  lineId,
  adminId,
  now,
}: {
  lineId: string;
  adminId: string;
  now: Date;
}): Promise<{ ok: true } | NotFound> {
  const by: By = { actor: { type: "ADMIN", id: adminId }, now };
  const matched = and(eq(receipts.statementLineId, lineId), isNull(receipts.voidedAt));
  return withReceipt(matched, async (tx, receipt): Promise<{ ok: true } | NotFound> => {
    if (receipt.statementLineId !== lineId || receipt.voidedAt) return { ok: false, reason: "not-found" };
    await change(tx, receipts, [receipt], { values: { statementLineId: null }, action: "statement.unmatch", ...by });
    await releaseLine(tx, lineId, by);
    return { ok: true };
  });
}

/** A receipt as it stands under its trip's lock, under which all that is done with receipts is done. */
async function withReceipt<Result>(
  which: ReturnType<typeof and>,
  work: (tx: Transaction, receipt: Receipt) => Promise<Result>,
): Promise<Result | NotFound> {
  const [found] = await db().select({ id: receipts.id, paymentId: receipts.paymentId }).from(receipts).where(which);
  if (!found) return { ok: false, reason: "not-found" };
  return withBookingFile(eq(payments.id, found.paymentId), async (tx) => {
    const [receipt] = await tx.select().from(receipts).where(eq(receipts.id, found.id)).for("update");
    return work(tx, receipt!);
  });
}
