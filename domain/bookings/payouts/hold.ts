import { newId } from "#db/columns.ts";
import type { Transaction } from "#db/connection.ts";
import type { By } from "#domain/audit/audit.ts";
import { change, recordNew } from "#domain/audit/change.ts";
import { type BookingFile, moneyOf } from "#domain/bookings/booking-file.ts";
import { payouts } from "#domain/bookings/schema/payouts.ts";
import { holdBackIfSuspended } from "./hold-back.ts";
import { heldUntil, split } from "./rules.ts";

/**
 * Holds the organizer's share of money that was just accepted; a booking whose money was void before has its payout again.
 * Runs under the trip's lock.
 */
export async function holdPayout(tx: Transaction, bookingFile: BookingFile, by: By): Promise<BookingFile> {
  const { trip, booking } = bookingFile;
  const shares = split({ ...moneyOf(bookingFile), total: booking.totalAmount });
  if (bookingFile.payout) {
    const held = { status: "HELD" as const, heldUntil: heldUntil(trip, by.now), releasedAt: null };
    const values = { ...held, amount: shares.payout, feeAmount: shares.fee };
    const [again] = await change(tx, payouts, [bookingFile.payout], { values, action: "payout.hold", ...by });
    if (!again!.heldBackAt) await holdBackIfSuspended(tx, [again!], by);
    return { ...bookingFile, payout: again! };
  }
  const [payout] = await tx
    .insert(payouts)
    .values({
      id: newId(),
      bookingId: booking.id,
      tripId: trip.id,
      organizerId: trip.organizerId,
      amount: shares.payout,
      feeAmount: shares.fee,
      status: "HELD",
      heldUntil: heldUntil(trip, by.now),
      createdAt: by.now,
      updatedAt: by.now,
    })
    .returning();
  await recordNew(tx, payouts, [payout!], { action: "payout.hold", ...by });
  await holdBackIfSuspended(tx, [payout!], by);
  return { ...bookingFile, payout: payout! };
}

/**
 * Shares what is left of each booking's money again, after some of it was promised back: the last step of every such
 * change. With nothing left, the payout is CANCELLED. Only what is HELD may change; anything else throws.
 */
export async function resplitPayouts(tx: Transaction, bookingFiles: readonly BookingFile[], by: By): Promise<void> {
  for (const bookingFile of bookingFiles) {
    const { payout, booking } = bookingFile;
    if (!payout || payout.status === "CANCELLED") continue;
    if (payout.status !== "HELD") throw new Error(`Payout ${payout.id} is ${payout.status}: its amount is final`);
    const shares = split({ ...moneyOf(bookingFile), total: booking.totalAmount });
    const values = { amount: shares.payout, feeAmount: shares.fee };
    if (values.amount === payout.amount && values.feeAmount === payout.feeAmount) continue;
    if (shares.net > 0) await change(tx, payouts, [payout], { values, action: "payout.split", ...by });
    else
      await change(tx, payouts, [payout], {
        values: { ...values, status: "CANCELLED" },
        action: "payout.cancel",
        ...by,
      });
  }
}

/**
 * The same after more money came for a booking. Once the organizer's share is final, what is too little to be transferred back may
 * still be added to the fee; anything else throws.
 */
export async function sharePayout(tx: Transaction, bookingFile: BookingFile, by: By): Promise<void> {
  const { payout, booking } = bookingFile;
  if (!payout || payout.status === "HELD") return resplitPayouts(tx, [bookingFile], by);
  const shares = split({ ...moneyOf(bookingFile), total: booking.totalAmount });
  if (shares.payout !== payout.amount) throw new Error(`Payout ${payout.id} is ${payout.status}: its amount is final`);
  if (shares.fee === payout.feeAmount) return;
  await change(tx, payouts, [payout], { values: { feeAmount: shares.fee }, action: "payout.split", ...by });
}

/** Nothing is held of money that never came: the payout of a void receipt. Runs under the trip's lock. */
export async function cancelPayout(tx: Transaction, { payout }: BookingFile, by: By): Promise<BookingFile["payout"]> {
  if (!payout || payout.status === "CANCELLED") return payout;
  const values = { status: "CANCELLED" as const, amount: 0, feeAmount: 0 };
  const [cancelled] = await change(tx, payouts, [payout], { values, action: "payout.cancel", ...by });
  return cancelled!;
}
