import { eq } from "drizzle-orm";
import { db, type Transaction } from "#db/connection.ts";
import type { By } from "#domain/audit/audit.ts";
import { change } from "#domain/audit/change.ts";
import { bookingFilesOf, type NotFound, openDispute, withSeatsOrMoney } from "#domain/bookings/booking-file.ts";
import { cancelPayments, endPayments } from "#domain/bookings/payments/transitions.ts";
import { resplitPayouts } from "#domain/bookings/payouts/hold.ts";
import { oweRefunds } from "#domain/bookings/refunds/owe.ts";
import { supersedeDisputes } from "#domain/bookings/refunds/supersede.ts";
import { isLive } from "#domain/bookings/rules.ts";
import type { Payment } from "#domain/bookings/schema/payments.ts";
import { cancelBookings } from "#domain/bookings/transitions.ts";
import { withTripLock } from "#domain/trips/lock.ts";
import type { Trip } from "#domain/trips/rules.ts";
import { trips } from "#domain/trips/schema.ts";
import { organizerProfiles } from "#domain/users/schema.ts";
import { announceClosing } from "./close-mails.ts";
import {
  type Closer,
  type Closing,
  type ClosingRefusal,
  closingOf,
  goesBack,
  isUnderReview,
  refuseClosing,
} from "./closing.ts";

/** Who calls which trip off, and why. */
export type TripClosing = {
  tripId: string;
  by: Closer;
  /** What every participant is told. */
  reason: string;
  now: Date;
};

/** What the closing came to, or why the trip stays. */
export type TripClosed = ({ ok: true } & Closing) | NotFound | ClosingRefusal;

/**
 * Calls a trip off. Every live booking is cancelled and everybody gets all of their money back, also who had cancelled
 * earlier and got a part only. A payment whose proof is under review stays with the admin: what arrived goes back then.
 * Rule: docs/domain.md#calling-a-trip-off
 */
export async function closeTrip(closing: TripClosing): Promise<TripClosed> {
  const { tripId, by, now } = closing;
  const [found] = await db()
    .select({ ownerId: organizerProfiles.userId })
    .from(trips)
    .innerJoin(organizerProfiles, eq(organizerProfiles.id, trips.organizerId))
    .where(eq(trips.id, tripId));
  if (!found || (by.role === "ORGANIZER" && found.ownerId !== by.userId)) return { ok: false, reason: "not-found" };
  return withTripLock(tripId, async (tx, trip): Promise<TripClosed> => {
    return refuseClosing(trip, by, now) ?? callOff(tx, trip, closing);
  });
}

async function callOff(tx: Transaction, trip: Trip, { by, reason, now }: TripClosing): Promise<TripClosed> {
  const doer: By = { actor: { type: by.role === "ADMIN" ? "ADMIN" : "USER", id: by.userId }, now };
  const bookingFiles = await bookingFilesOf(tx, trip, withSeatsOrMoney);
  const values = { status: "CLOSED" as const, closedAt: now, closedById: by.userId, closeReason: reason };
  await change(tx, trips, [trip], { values, action: "trip.close", ...doer });

  const live = bookingFiles.filter(({ booking }) => isLive(booking));
  const unpaid = live.filter((bookingFile) => bookingFile.payment.status === "AWAITING" && !isUnderReview(bookingFile));
  const liveBookings = live.map(({ booking }) => booking);
  await cancelBookings(tx, liveBookings, { cancelledBy: by.role, reason, ...doer });
  const unpaidPayments = Object.groupBy(
    unpaid.map(({ payment }) => payment),
    hasPart,
  );
  await cancelPayments(tx, unpaidPayments.nothing ?? [], doer);
  await endPayments(tx, unpaidPayments.part ?? [], doer);
  const disputes = bookingFiles.flatMap((bookingFile) => openDispute(bookingFile) ?? []);
  await supersedeDisputes(tx, disputes, doer);

  const debts = bookingFiles.map((bookingFile) => ({
    bookingFile,
    amount: goesBack(bookingFile),
    reason: "TRIP_CLOSED" as const,
    note: reason,
  }));
  await resplitPayouts(tx, await oweRefunds(tx, debts, doer), doer);
  await announceClosing(
    tx,
    bookingFiles.filter((bookingFile) => isLive(bookingFile.booking) || goesBack(bookingFile) > 0),
    { reason, now },
  );
  return { ok: true, ...closingOf(bookingFiles) };
}

const hasPart = ({ receivedAmount }: Payment) => (receivedAmount === null ? "nothing" : "part");
