import { and, eq, gt, isNull, lte } from "drizzle-orm";
import { anyOf } from "#db/conditions.ts";
import { db, type Transaction } from "#db/connection.ts";
import type { By } from "#domain/audit/audit.ts";
import { withBookingFile } from "#domain/bookings/booking-file.ts";
import { bookings } from "#domain/bookings/schema/bookings.ts";
import { payments } from "#domain/bookings/schema/payments.ts";
import { syncTripStatus } from "#domain/bookings/sync-trip-status.ts";
import type { Sweep } from "#domain/sweep.ts";
import { sweepTrips, type TripFailure } from "#domain/trips/batches.ts";
import { type LockedTrip, nextVersion } from "#domain/trips/lock.ts";
import { trips } from "#domain/trips/schema.ts";
import { expireOverdue } from "./transitions.ts";

/** What a run over overdue payments did. */
export type Expiry = {
  expired: number;
  /** The payments expired. */
  ids: string[];
};

/** Payments of some trips could not be expired. Those in `done` were, and stay so. */
export class ExpiryFailedError extends Error {
  override name = "ExpiryFailedError";
  readonly done: Expiry;

  constructor(failures: TripFailure[], done: Expiry) {
    const named = failures.slice(0, 20).map(({ tripId, error }) => `${tripId} (${error.message})`);
    const more = failures.length > 20 ? ` and ${failures.length - 20} more` : "";
    super(`${failures.length} trips failed: ${named.join(", ")}${more}; ${done.expired} payments expired`, {
      cause: failures[0]?.error,
    });
    this.done = done;
  }
}

/**
 * Gives back the seats that nobody paid in time: payments without a proof whose deadline has passed, each trip under
 * its lock, with a mail to each participant. Returns zero and no ids when nothing is due; throws
 * {@link ExpiryFailedError} once everything else is done.
 * Rule: docs/domain.md#the-deadline
 */
export async function expireDuePayments(sweep: Sweep): Promise<Expiry> {
  const { now, note } = sweep;
  const swept = await sweepTrips(overduePages(now), (tx, locked) => expireOn(tx, locked, now), sweep);
  const done = { expired: swept.done.length, ids: swept.done };
  if (swept.failures.length > 0) throw new ExpiryFailedError(swept.failures, done);
  if (!swept.finished) note("stopped before all overdue payments were expired; the next run goes on");
  return done;
}

/**
 * The same for one trip, when somebody looks at their overdue booking on it before the schedule has come by. Nothing
 * happens where the booking is somebody else's, nor before the deadline.
 */
export async function expireOverdueBooking(booking: { bookingId: string; userId: string; now: Date }): Promise<void> {
  const { bookingId, userId, now } = booking;
  const by: By = { actor: { type: "USER", id: userId }, now };
  const own = and(eq(bookings.id, bookingId), eq(bookings.userId, userId));
  await withBookingFile(own, async (tx, { trip }) => {
    await expireOverdue(tx, [trip.id], by);
    await syncTripStatus(tx, [trip.id], by);
  });
}

async function expireOn(tx: Transaction, locked: LockedTrip[], now: Date): Promise<string[]> {
  const by: By = { actor: { type: "CRON", id: "expire-payments" }, now };
  const tripIds = locked.map(({ id }) => id);
  const expired = await expireOverdue(tx, tripIds, by);
  if (expired.length === 0) return [];
  const touched = tx
    .select({ tripId: bookings.tripId })
    .from(payments)
    .innerJoin(bookings, eq(bookings.id, payments.bookingId))
    .where(anyOf(payments.id, expired));
  const changed = [...new Set((await touched).map(({ tripId }) => tripId))];
  await tx.update(trips).set(nextVersion).where(anyOf(trips.id, changed));
  await syncTripStatus(tx, changed, by);
  return expired;
}

/** So many payments a page, of at most as many trips. */
const paymentsPerPage = 500;

/** Reads the trips of overdue payments, a batch a call; none once there are no more. Nothing is read twice. */
function overduePages(now: Date): () => Promise<string[]> {
  let last = "";
  return async () => {
    const page = await db()
      .select({ id: payments.id, tripId: bookings.tripId })
      .from(payments)
      .innerJoin(bookings, eq(bookings.id, payments.bookingId))
      .where(
        and(
          eq(payments.status, "AWAITING"),
          lte(payments.expiresAt, now),
          isNull(payments.proofPath),
          gt(payments.id, last),
        ),
      )
      .orderBy(payments.id)
      .limit(paymentsPerPage);
    last = page.at(-1)?.id ?? last;
    return [...new Set(page.map(({ tripId }) => tripId))];
  };
}
