import { eq } from "drizzle-orm";
import { anyOf } from "#db/conditions.ts";
import type { Transaction } from "#db/connection.ts";
import type { By } from "#domain/audit/audit.ts";
import { change } from "#domain/audit/change.ts";
import { holdBackIfSuspended } from "#domain/bookings/payouts/hold-back.ts";
import { bookings } from "#domain/bookings/schema/bookings.ts";
import { payouts } from "#domain/bookings/schema/payouts.ts";
import { refunds } from "#domain/bookings/schema/refunds.ts";
import { type TransferItem, transferItems, transfers } from "#domain/bookings/schema/transfers.ts";
import { accountOf, heldAccounts, isSameAccount, noAccount } from "#domain/users/people.ts";
import { type NoTransfer, type NotPrepared, touchTrips, withTransfer } from "./locked.ts";

/** Whether everything is owed as before, or why not. */
export type Undone = { ok: true } | NoTransfer | NotPrepared;

/**
 * PREPARED → UNDONE: it was not made. Everything in it is free again, to be transferred otherwise, recalled or held back.
 * Rule: docs/domain.md#undoing-a-transfer
 */
export function undoTransfer(undo: { transferId: string; adminId: string; now: Date }): Promise<Undone> {
  const { transferId, adminId, now } = undo;
  const by: By = { actor: { type: "ADMIN", id: adminId }, now };
  return withTransfer(transferId, async (tx, { transfer, items, tripIds }): Promise<Undone> => {
    if (transfer.status !== "PREPARED") return { ok: false, reason: "status", status: transfer.status };
    const values = { status: "UNDONE" as const, undoneById: adminId, undoneAt: now };
    await change(tx, transfers, [transfer], { values, action: "transfer.undo", ...by });
    await takeBack(tx, items, by);
    await touchTrips(tx, tripIds);
    return { ok: true };
  });
}

/**
 * Items that were not paid: their rows are free again. A refund goes to the account that its owner has by now, and a payout
 * of somebody who was suspended meanwhile is held back. Runs under the trips' locks.
 */
export async function takeBack(tx: Transaction, items: readonly TransferItem[], by: By): Promise<void> {
  await change(tx, transferItems, items, { values: { outcome: "LEFT_OUT" }, action: "transfer.leave-out", ...by });
  await redirectAll(
    tx,
    items.flatMap(({ refundId }) => refundId ?? []),
    by,
  );
  const payoutIds = items.flatMap(({ payoutId }) => payoutId ?? []);
  await holdBackIfSuspended(tx, await tx.select().from(payouts).where(anyOf(payouts.id, payoutIds)), by);
}

async function redirectAll(tx: Transaction, refundIds: readonly string[], by: By): Promise<void> {
  const rows = await tx
    .select({ refund: refunds, userId: bookings.userId })
    .from(refunds)
    .innerJoin(bookings, eq(bookings.id, refunds.bookingId))
    .where(anyOf(refunds.id, refundIds));
  const accounts = await heldAccounts(tx, [...new Set(rows.map(({ userId }) => userId))]);
  for (const { refund, userId } of rows) {
    const account = accountOf(accounts.get(userId)!);
    if (account && isSameAccount(refund, account)) continue;
    await change(tx, refunds, [refund], { values: account ?? noAccount, action: "refund.redirect", ...by });
  }
}
