import { type Database, db, type Transaction } from "#db/connection.ts";
import type { By } from "#domain/audit/audit.ts";
import type { BookingFile } from "#domain/bookings/booking-file.ts";
import { holdPayout } from "#domain/bookings/payouts/hold.ts";
import { oweRefunds } from "#domain/bookings/refunds/owe.ts";
import type { Booking } from "#domain/bookings/rules.ts";
import { countSeatsLeft, hasLiveBooking } from "#domain/bookings/seats.ts";
import { cancelBookings, confirmBooking, lapseBooking } from "#domain/bookings/transitions.ts";
import { policy } from "#domain/policy.ts";
import { type Trip, tripStart } from "#domain/trips/rules.ts";
import type { Unusable } from "./rules.ts";
import { announceConfirmed, announceReturned } from "./settled-mails.ts";

/** What becomes of a booking once its money is there, or cannot be used. All of it runs under the trip's lock. */

/** What accepting a payment's whole amount would come to: the seats are theirs, all of it goes back, or it was accepted before. */
export type ExpectedSettlement = "already" | "confirmed" | Unusable;

/** What that would be, for the page on which an admin decides; what counts is what the verb finds under the lock. */
export async function expectedSettlement(bookingFile: Settling & Pick<BookingFile, "payment">, now: Date) {
  if (bookingFile.payment.status === "PAID") return "already" satisfies ExpectedSettlement;
  const why = await unusable(db(), bookingFile, bookingFile.payment.amount, now);
  return (why ?? "confirmed") satisfies ExpectedSettlement as ExpectedSettlement;
}

type Settling = { trip: Pick<Trip, "id" | "status" | "date" | "endDate" | "quota">; booking: Booking };

/**
 * Why a booking cannot be confirmed for which `received` has come in all; nothing where it can.
 * Rule: docs/domain.md#late-and-unusable-money
 */
export async function unusable(
  tx: Transaction | Database,
  { trip, booking }: Settling,
  received: number,
  now: Date,
): Promise<Unusable | undefined> {
  if (booking.status === "CANCELLED") return "cancelled";
  if (received < booking.totalAmount - policy.shortToleranceRupiah) return "short";
  if (booking.status === "PENDING_PAYMENT") return undefined;
  return noSeatFor(tx, { trip, booking }, now);
}

/** Why a booking that no longer holds its seats cannot have them again; nothing where they are free and all is as it was. */
export async function noSeatFor(
  tx: Transaction | Database,
  { trip, booking }: Settling,
  now: Date,
): Promise<Unusable | undefined> {
  if (trip.status === "FULL") return "sold-out";
  if (trip.status !== "OPEN" || now >= tripStart(trip)) return "trip-over";
  if (isMoved(trip, booking)) return "days-changed";
  if (await hasLiveBooking(tx, trip.id, booking.userId)) return "booked-again";
  return (await countSeatsLeft(tx, trip)) < booking.pax ? "sold-out" : undefined;
}

/** Whether a trip has other days than the participant agreed to; who booked before that was kept agreed to any. */
function isMoved({ date, endDate }: Settling["trip"], { agreedDate, agreedEndDate }: Booking): boolean {
  return agreedDate !== null && (agreedDate !== date || agreedEndDate !== endDate);
}

/** The seats are the participant's: `surplusRupiah` of what came for `receiptId` goes back, the rest is shared and held. */
export async function confirmSeats(
  tx: Transaction,
  bookingFile: BookingFile,
  {
    surplusRupiah,
    roundingRupiah,
    receiptId,
    ...by
  }: By & { surplusRupiah: number; roundingRupiah: number; receiptId: string },
): Promise<void> {
  const confirmed = await confirmBooking(tx, bookingFile, by);
  const [owed] = await oweRefunds(
    tx,
    [{ bookingFile: confirmed, amount: surplusRupiah, reason: "OVERPAID", cause: "surplus", receiptId }],
    by,
  );
  const surplus = owed!.refunds[confirmed.refunds.length];
  const again = bookingFile.payout !== null;
  await announceConfirmed(tx, await holdPayout(tx, owed!, by), { again, surplus, roundingRupiah, now: by.now });
}

/** Money that cannot be used, why, and which receipt brought it. */
export type Return = { why: Unusable; refundRupiah: number; receiptId?: string | undefined };

/**
 * Money that cannot be used is promised back, and the participant is told. A booking that still waits for it dies with it:
 * of a missing rest it is EXPIRED, else an admin has cancelled it.
 */
export async function returnMoney(
  tx: Transaction,
  bookingFile: BookingFile,
  { why, refundRupiah: amount, receiptId, ...by }: By & Return,
): Promise<void> {
  const { booking } = bookingFile;
  if (booking.status === "PENDING_PAYMENT") {
    if (why === "rest-missing") await lapseBooking(tx, booking, by);
    else await cancelBookings(tx, [booking], { cancelledBy: "ADMIN", reason: null, cause: why, ...by });
  }
  const [owed] = await oweRefunds(tx, [{ bookingFile, amount, reason: "UNAPPLIED", cause: why, receiptId }], by);
  await announceReturned(tx, owed!, { why, refund: owed!.refunds.at(-1)!, now: by.now });
}
