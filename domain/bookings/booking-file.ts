import { and, eq, inArray, isNotNull, or, type SQL } from "drizzle-orm";
import { anyOf } from "#db/conditions.ts";
import { type Database, db, type Transaction } from "#db/connection.ts";
import type { Payment } from "#domain/bookings/schema/payments.ts";
import { payments } from "#domain/bookings/schema/payments.ts";
import type { Payout } from "#domain/bookings/schema/payouts.ts";
import { payouts } from "#domain/bookings/schema/payouts.ts";
import type { Refund } from "#domain/bookings/schema/refunds.ts";
import { refunds } from "#domain/bookings/schema/refunds.ts";
import { withTripLock } from "#domain/trips/lock.ts";
import type { Trip } from "#domain/trips/rules.ts";
import { type Person, personColumns } from "#domain/users/people.ts";
import { users } from "#domain/users/schema.ts";
import { type Booking, liveStatuses } from "./rules.ts";
import { bookings } from "./schema/bookings.ts";

/** A booking and all that hangs on it, as it stands under its trip's lock. */
export type BookingFile = {
  trip: Trip;
  booking: Booking;
  payment: Payment;
  /** Once money was accepted for a seat. */
  payout: Payout | null;
  refunds: Refund[];
  participant: Person;
};

/** There is no such thing, or it is not this person's to see. */
export type NotFound = { ok: false; reason: "not-found" };

/**
 * Takes the lock of the trip whose booking matches `which` and hands that booking's booking file to `work`. `which` may
 * name columns of the booking, its payment, a refund or the payout; whoever may see only their own adds that to it.
 */
export async function withBookingFile<Result>(
  which: SQL | undefined,
  work: (tx: Transaction, bookingFile: BookingFile) => Promise<Result>,
): Promise<Result | NotFound> {
  const [found] = await db()
    .select({ id: bookings.id, tripId: bookings.tripId })
    .from(bookings)
    .leftJoin(payments, eq(payments.bookingId, bookings.id))
    .leftJoin(payouts, eq(payouts.bookingId, bookings.id))
    .leftJoin(refunds, eq(refunds.bookingId, bookings.id))
    .where(which)
    .limit(1);
  if (!found) return { ok: false, reason: "not-found" };
  return withTripLock(found.tripId, async (tx, trip) => {
    const [bookingFile] = await bookingFilesOf(tx, trip, eq(bookings.id, found.id));
    return work(tx, bookingFile!);
  });
}

/**
 * A trip's bookings that hold seats or brought money. The others, which nobody ever paid, may be many, and nothing is
 * left to do about them.
 */
export const withSeatsOrMoney = or(inArray(bookings.status, liveStatuses), isNotNull(payments.receivedAmount))!;

/**
 * A trip's booking files of the bookings that are `which`, in order of booking. What is decided by them must hold the trip's
 * lock; without it they are good for showing only.
 */
export async function bookingFilesOf(tx: Transaction | Database, trip: Trip, which: SQL): Promise<BookingFile[]> {
  const rows = await tx
    .select({ booking: bookings, payment: payments, payout: payouts, participant: personColumns })
    .from(bookings)
    .innerJoin(payments, eq(payments.bookingId, bookings.id))
    .innerJoin(users, eq(users.id, bookings.userId))
    .leftJoin(payouts, eq(payouts.bookingId, bookings.id))
    .where(and(eq(bookings.tripId, trip.id), which))
    .orderBy(bookings.id);
  const ids = rows.map(({ booking }) => booking.id);
  const owed = await tx.select().from(refunds).where(anyOf(refunds.bookingId, ids)).orderBy(refunds.id);
  const byBooking = Map.groupBy(owed, ({ bookingId }) => bookingId);
  return rows.map((row) => ({ trip, ...row, refunds: byBooking.get(row.booking.id) ?? [] }));
}

/** What a booking's money follows from. */
type Books = {
  booking: Pick<Booking, "totalAmount">;
  payment: Pick<Payment, "receivedAmount">;
  refunds: Pick<Refund, "amount" | "status">[];
};

/** One booking's money so far, in rupiah: the price, what came in, and what was promised or given back of it. */
export function moneyOf({ booking, payment, refunds }: Books) {
  const given = refunds.filter(({ status }) => status === "APPROVED" || status === "PAID");
  const refunded = given.reduce((sum, { amount }) => sum + amount, 0);
  const received = payment.receivedAmount ?? 0;
  return { totalAmount: booking.totalAmount, received, refunded, net: received - refunded };
}

/** The dispute that waits for an admin, if there is one. */
export function openDispute<Known extends Pick<Refund, "status">>({
  refunds,
}: {
  refunds: readonly Known[];
}): Known | undefined {
  return refunds.find(({ status }) => status === "REQUESTED");
}
