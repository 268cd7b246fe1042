import { newId } from "#db/columns.ts";
import type { Transaction } from "#db/connection.ts";
import type { By } from "#domain/audit/audit.ts";
import { recordNew } from "#domain/audit/change.ts";
import type { BookingFile } from "#domain/bookings/booking-file.ts";
import type { Refund } from "#domain/bookings/schema/refunds.ts";
import { refunds } from "#domain/bookings/schema/refunds.ts";
import { heldAccounts } from "#domain/users/people.ts";

/** Money to give back for one booking; an amount of 0 makes no refund. */
export type Debt = {
  bookingFile: BookingFile;
  /** What goes back, in rupiah; a debt of 0 is none. */
  amount: number;
  reason: Exclude<Refund["reason"], "DISPUTE">;
  /** What a person typed about it, where somebody did. */
  note?: string;
  /** Why money that came goes back. */
  cause?: Refund["cause"];
  /** The receipt that it came from, where money came that cannot be used or came too much. */
  receiptId?: string | undefined;
};

/**
 * Promises money back: a refund in APPROVED for each debt, to the account that the participant has now. Runs under the
 * trip's lock. Returns all the booking files with their new refunds; the payouts are to be split again after it.
 */
export async function oweRefunds(tx: Transaction, debts: readonly Debt[], by: By): Promise<BookingFile[]> {
  const owing = debts.filter(({ amount }) => amount > 0);
  if (owing.length === 0) return debts.map(({ bookingFile }) => bookingFile);
  const accounts = await heldAccounts(
    tx,
    owing.map(({ bookingFile }) => bookingFile.participant.id),
  );
  const rows = owing.map(({ bookingFile, amount, reason, note = "", cause = null, receiptId = null }) => ({
    id: newId(),
    bookingId: bookingFile.booking.id,
    amount,
    status: "APPROVED" as const,
    reason,
    note,
    cause,
    receiptId,
    decidedById: by.actor.type === "ADMIN" ? by.actor.id : null,
    approvedAt: by.now,
    ...accounts.get(bookingFile.participant.id),
    createdAt: by.now,
    updatedAt: by.now,
  }));
  const added = await tx.insert(refunds).values(rows).returning();
  await recordNew(tx, refunds, added, { action: "refund.owe", ...by });
  const byBooking = Map.groupBy(added, ({ bookingId }) => bookingId);
  return debts.map(({ bookingFile }) => ({
    ...bookingFile,
    refunds: [...bookingFile.refunds, ...(byBooking.get(bookingFile.booking.id) ?? [])],
  }));
}
