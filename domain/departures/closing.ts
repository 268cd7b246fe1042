import { and, eq, sql } from "drizzle-orm";
import { db } from "#db/connection.ts";
import {
  type BookingFile,
  bookingFilesOf,
  moneyOf,
  type NotFound,
  withSeatsOrMoney,
} from "#domain/bookings/booking-file.ts";
import { isLive } from "#domain/bookings/rules.ts";
import { bookings } from "#domain/bookings/schema/bookings.ts";
import { refunds } from "#domain/bookings/schema/refunds.ts";
import { type Trip, tripStart } from "#domain/trips/rules.ts";
import { trips } from "#domain/trips/schema.ts";
import { organizerProfiles } from "#domain/users/schema.ts";

/** Who calls a trip off: its organizer until it begins, by their user's id; an admin until it is completed. */
export type Closer = { role: "ORGANIZER" | "ADMIN"; userId: string };

/** `started`: from now on only an admin can. `completed` and `closed`: it is over already. */
export type ClosingRefusal = { ok: false; reason: "completed" | "closed" | "started" };

/** What closing a trip comes to, in people and rupiah. */
export type Closing = {
  /** Live bookings that are cancelled, paid or not. */
  bookingsCancelled: number;
  /** Bookings whose money goes back, also those cancelled earlier that had got only a part. */
  bookingsRefunded: number;
  /** What goes back in all. */
  refundRupiah: number;
  /** Proofs that an admin still looks at: what arrived goes back then. */
  proofsUnderReview: number;
};

/** Why a trip cannot be closed by this person at `now`; nothing where it can. */
export function refuseClosing(trip: Pick<Trip, "status" | "date">, by: Closer, now: Date): ClosingRefusal | undefined {
  if (trip.status === "COMPLETED") return { ok: false, reason: "completed" };
  if (trip.status === "CLOSED") return { ok: false, reason: "closed" };
  if (by.role === "ORGANIZER" && now >= tripStart(trip)) return { ok: false, reason: "started" };
  return undefined;
}

/** Whether a proof lies with an admin: what came for that booking, in parts too, is decided with it. */
export function isUnderReview({ payment }: Pick<BookingFile, "payment">): boolean {
  return payment.status === "AWAITING" && payment.proofPath !== null;
}

/** What closing gives back of a booking's money: all that is left of it, or nothing yet while a proof is under review. */
export function goesBack(bookingFile: BookingFile): number {
  return isUnderReview(bookingFile) ? 0 : moneyOf(bookingFile).net;
}

/** What closing comes to with these booking files, all of one trip: closing itself and its preview count by this. */
export function closingOf(bookingFiles: readonly BookingFile[]): Closing {
  const live = bookingFiles.filter(({ booking }) => isLive(booking));
  const refunds = bookingFiles.map(goesBack).filter((net) => net > 0);
  return {
    bookingsCancelled: live.length,
    bookingsRefunded: refunds.length,
    refundRupiah: refunds.reduce((sum, net) => sum + net, 0),
    proofsUnderReview: live.filter(isUnderReview).length,
  };
}

/**
 * What {@link closeTrip} would answer at this moment, without doing it: for the page that asks whether somebody is sure.
 * Nothing is locked, so a payment accepted meanwhile counts only in the answer of the closing itself.
 */
export async function previewClosing(closing: {
  tripId: string;
  by: Closer;
  now: Date;
}): Promise<({ ok: true } & Closing) | NotFound | ClosingRefusal> {
  const { tripId, by, now } = closing;
  const [found] = await db()
    .select({ trip: trips, ownerId: organizerProfiles.userId })
    .from(trips)
    .innerJoin(organizerProfiles, eq(organizerProfiles.id, trips.organizerId))
    .where(eq(trips.id, tripId));
  if (!found || (by.role === "ORGANIZER" && found.ownerId !== by.userId)) return { ok: false, reason: "not-found" };
  const refusal = refuseClosing(found.trip, by, now);
  return refusal ?? { ok: true, ...closingOf(await bookingFilesOf(db(), found.trip, withSeatsOrMoney)) };
}

/** What closing a trip came to, as the books show it afterwards: all zeros for a trip that is not closed. */
export async function closedWith(trip: Pick<Trip, "id" | "closedAt">): Promise<Omit<Closing, "proofsUnderReview">> {
  const nothing = { bookingsCancelled: 0, bookingsRefunded: 0, refundRupiah: 0 };
  if (!trip.closedAt) return nothing;
  const ofTrip = eq(bookings.tripId, trip.id);
  const [owed] = await db()
    .select({
      bookingsRefunded: sql<number>`count(distinct ${refunds.bookingId})`.mapWith(Number),
      refundRupiah: sql<number>`coalesce(sum(${refunds.amount}), 0)`.mapWith(Number),
    })
    .from(refunds)
    .innerJoin(bookings, eq(bookings.id, refunds.bookingId))
    .where(and(ofTrip, eq(refunds.reason, "TRIP_CLOSED")));
  const bookingsCancelled = await db().$count(bookings, and(ofTrip, eq(bookings.cancelledAt, trip.closedAt)));
  return { ...nothing, ...owed, bookingsCancelled };
}
