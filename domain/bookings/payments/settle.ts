import { eq } from "drizzle-orm";
import { type Database, db, type Transaction } from "#db/connection.ts";
import type { By } from "#domain/audit/audit.ts";
import { change } from "#domain/audit/change.ts";
import { type BookingFile, type NotFound, withBookingFile } from "#domain/bookings/booking-file.ts";
import { holdPayout } from "#domain/bookings/payouts/hold.ts";
import { oweRefunds } from "#domain/bookings/refunds/owe.ts";
import type { Booking } from "#domain/bookings/rules.ts";
import { payments } from "#domain/bookings/schema/payments.ts";
import { countSeatsLeft, hasLiveBooking } from "#domain/bookings/seats.ts";
import { syncTripStatus } from "#domain/bookings/sync-trip-status.ts";
import { cancelBookings, confirmBooking } from "#domain/bookings/transitions.ts";
import { policy } from "#domain/policy.ts";
import { type Trip, tripStart } from "#domain/trips/rules.ts";
import { users } from "#domain/users/schema.ts";
import type { Unusable } from "./rules.ts";
import { announceConfirmed, announceReturned } from "./settled-mails.ts";

/** What became of the money that arrived. */
export type Settled =
  /** The seats are his; `surplusRupiah` of the money goes back. */
  | { ok: true; outcome: "confirmed"; surplusRupiah: number }
  /** All of it goes back. */
  | { ok: true; outcome: "returned"; why: Unusable; refundRupiah: number }
  /** Somebody was first: `verifiedBy` is his name. Nothing changed. */
  | { ok: true; outcome: "already"; verifiedBy: string | null; paidAt: Date | null }
  | NotFound
  /** What came in has to be whole rupiah, more than none. */
  | { ok: false; reason: "amount" };

/** More than any trip costs, and what the column can hold. */
const highestAmount = 2_000_000_000;

/**
 * Records what arrived on the platform's account for a payment. The seats are confirmed and the organizer's share is
 * held; a late transfer still gets its seats when they are free. Money that cannot be used is promised back whole, and
 * what came above the amount too. Whatever happens to the booking, the payment is PAID: no money is silently kept.
 * Rule: docs/domain.md#accepting-money
 */
export async function settlePayment(settlement: {
  paymentId: string;
  /** In rupiah, as on the bank statement. */
  receivedAmount: number;
  adminId: string;
  now: Date;
}): Promise<Settled> {
  const { paymentId, receivedAmount, adminId, now } = settlement;
  const countable = Number.isInteger(receivedAmount) && receivedAmount > 0 && receivedAmount <= highestAmount;
  if (!countable) return { ok: false, reason: "amount" };
  const by: By = { actor: { type: "ADMIN", id: adminId }, now };
  return withBookingFile(eq(payments.id, paymentId), async (tx, bookingFile): Promise<Settled> => {
    const { trip, payment } = bookingFile;
    if (payment.status === "PAID") return alreadySettled(tx, bookingFile);
    const why = await unusable(tx, bookingFile, receivedAmount, now);
    const values = { status: "PAID" as const, receivedAmount, paidAt: now, verifiedById: adminId };
    const [paid] = await change(tx, payments, [payment], { values, action: "payment.settle", ...by });
    const settled = { ...bookingFile, payment: paid! };
    const outcome = why ? await giveBack(tx, settled, why, by) : await confirm(tx, settled, by);
    await syncTripStatus(tx, [trip.id], by);
    return outcome;
  });
}

async function alreadySettled(tx: Transaction, { payment }: BookingFile): Promise<Settled> {
  const [admin] = await tx
    .select({ name: users.name })
    .from(users)
    .where(eq(users.id, payment.verifiedById ?? ""));
  return { ok: true, outcome: "already", verifiedBy: admin?.name ?? null, paidAt: payment.paidAt };
}

/** What accepting a payment's whole amount would come to: the seats are his, all of it goes back, or it was accepted before. */
export type SettlementForeseen = "already" | "confirmed" | Unusable;

/** Foresees that for the page on which an admin decides; what counts is what {@link settlePayment} finds. */
export async function foreseeSettlement(bookingFile: Settling & Pick<BookingFile, "payment">, now: Date) {
  if (bookingFile.payment.status === "PAID") return "already" satisfies SettlementForeseen;
  const why = await unusable(db(), bookingFile, bookingFile.payment.amount, now);
  return (why ?? "confirmed") satisfies SettlementForeseen as SettlementForeseen;
}

type Settling = { trip: Pick<Trip, "id" | "status" | "date" | "quota">; booking: Booking };

async function unusable(
  tx: Transaction | Database,
  { trip, booking }: Settling,
  received: number,
  now: Date,
): Promise<Unusable | undefined> {
  if (booking.status === "CANCELLED") return "cancelled";
  if (received < booking.totalAmount - policy.shortToleranceRupiah) return "short";
  if (booking.status === "PENDING_PAYMENT") return undefined;
  if (trip.status === "FULL") return "sold-out";
  if (trip.status !== "OPEN" || now >= tripStart(trip)) return "trip-over";
  if (await hasLiveBooking(tx, trip.id, booking.userId)) return "booked-again";
  return (await countSeatsLeft(tx, trip)) < booking.pax ? "sold-out" : undefined;
}

async function confirm(tx: Transaction, bookingFile: BookingFile, by: By): Promise<Settled> {
  const { receivedAmount, amount } = bookingFile.payment;
  const surplusRupiah = Math.max(0, (receivedAmount ?? 0) - amount);
  const confirmed = await confirmBooking(tx, bookingFile, by);
  const note = "Transfer lebih dari jumlah tagihan.";
  const [owed] = await oweRefunds(
    tx,
    [{ bookingFile: confirmed, amount: surplusRupiah, reason: "OVERPAID", note }],
    by,
  );
  await announceConfirmed(tx, await holdPayout(tx, owed!, by), by);
  return { ok: true, outcome: "confirmed", surplusRupiah };
}

/** For the admin who transfers it back. */
const notes: Record<Unusable, string> = {
  short: "Transfer kurang dari harga trip.",
  cancelled: "Transfer masuk untuk pesanan yang sudah dibatalkan.",
  "sold-out": "Transfer masuk setelah batas bayar, kursi sudah terisi.",
  "trip-over": "Transfer masuk setelah batas bayar, trip sudah dimulai atau batal.",
  "booked-again": "Transfer masuk setelah batas bayar, peserta sudah memesan lagi.",
};

async function giveBack(tx: Transaction, bookingFile: BookingFile, why: Unusable, by: By): Promise<Settled> {
  const { booking, payment } = bookingFile;
  const refundRupiah = payment.receivedAmount ?? 0;
  const note = notes[why];
  if (booking.status === "PENDING_PAYMENT")
    await cancelBookings(tx, [booking], { cancelledBy: "ADMIN", reason: note, ...by });
  await oweRefunds(tx, [{ bookingFile, amount: refundRupiah, reason: "UNAPPLIED", note }], by);
  await announceReturned(tx, bookingFile, why, by);
  return { ok: true, outcome: "returned", why, refundRupiah };
}
