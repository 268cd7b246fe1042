import { and, type Column, desc, eq, gt, isNotNull, isNull, ne, or, type SQL, sql } from "drizzle-orm";
import { db, type Transaction } from "#db/connection.ts";
import { payments } from "#domain/bookings/schema/payments.ts";
import { policy } from "#domain/policy.ts";
import { trips } from "#domain/trips/schema.ts";
import { bookings } from "./schema/bookings.ts";

/**
 * Seats that somebody holds without having paid. A few at a time are allowed: enough for a family's summer, too few for
 * one account to keep everybody else from a whole market of trips. Money counts once an admin has seen it, a picture of
 * a transfer does not, or anybody could hold seats with any picture.
 */

/** What a person holds unpaid. */
export type Unpaid = { bookings: number; seats: number };

/**
 * How many more seats somebody may hold who holds so much already: 0 where the number of bookings is used up, too.
 * Rule: docs/domain.md#unpaid-seats
 */
export function unpaidSeatsAllowed({ bookings, seats }: Unpaid): number {
  if (bookings >= policy.unpaidBookingsPerPerson) return 0;
  return Math.max(0, policy.unpaidSeatsPerPerson - seats);
}

/** An unpaid booking of somebody's; one whose deadline has passed is over, whether the schedule has come by or not. */
function isUnpaid(userId: string, now: Date): SQL | undefined {
  return and(
    eq(bookings.userId, userId),
    eq(bookings.status, "PENDING_PAYMENT"),
    or(isNotNull(payments.proofPath), gt(payments.expiresAt, now)),
  );
}

/**
 * When somebody's bookings of one trip that came to nothing were made, the latest first: they expired, or they gave them
 * back, and no money ever came. As one of a query's columns.
 */
export function triesAt(tripId: Column, userId: string, now: Date): SQL<Date[]> {
  const since = new Date(now.getTime() - policy.unpaidTriesWindowMs);
  const tries = db()
    .select({ createdAt: bookings.createdAt })
    .from(bookings)
    .innerJoin(payments, eq(payments.bookingId, bookings.id))
    .where(
      and(
        eq(bookings.tripId, tripId),
        eq(bookings.userId, userId),
        gt(bookings.createdAt, since),
        or(
          eq(bookings.status, "EXPIRED"),
          and(eq(bookings.status, "CANCELLED"), eq(bookings.cancelledBy, "PARTICIPANT")),
        ),
        ne(payments.status, "PAID"),
        isNull(payments.receivedAmount),
      ),
    )
    .orderBy(desc(bookings.createdAt))
    .limit(policy.unpaidTriesPerTrip)
    .as("tries");
  const moments = db().select({ all: sql`coalesce(json_agg("createdAt"), '[]')` }).from(tries);
  return sql`(${moments})`.mapWith((all: string[]) =>
    all.map((moment) => new Date(moment)).toSorted((a, b) => +b - +a),
  );
}

/**
 * From when somebody may take seats of a trip again who let so many bookings of it come to nothing; undefined where
 * nothing keeps them from it.
 * Rule: docs/domain.md#unpaid-seats
 */
export function mayTryAgainAt(tries: readonly Date[]): Date | undefined {
  const oldest = tries[policy.unpaidTriesPerTrip - 1];
  return oldest && new Date(oldest.getTime() + policy.unpaidTriesWindowMs);
}

/** {@link mayTryAgainAt} of a person and a trip, for the page that comes before the form. */
export async function findMayTryAgainAt(tripId: string, userId: string, now: Date): Promise<Date | undefined> {
  const [trip] = await db()
    .select({ tries: triesAt(trips.id, userId, now) })
    .from(trips)
    .where(eq(trips.id, tripId));
  return trip && mayTryAgainAt(trip.tries);
}

/** What a person holds unpaid, as one of a query's columns. */
export function unpaidOf(userId: string, now: Date): SQL<Unpaid> {
  const held = db()
    .select({ unpaid: sql`json_build_object('bookings', count(*), 'seats', coalesce(sum(${bookings.pax}), 0))` })
    .from(bookings)
    .innerJoin(payments, eq(payments.bookingId, bookings.id))
    .where(isUnpaid(userId, now));
  return sql<Unpaid>`(${held})`;
}

/** Any number that no other lock of ours has, the same for all processes. */
const lockClass = 7_364_874;

/**
 * Lets bookings of one person, on whatever trips, follow each other until `tx` ends, so that none counts without the one
 * beside it. To be taken before a trip's lock, and by nobody who holds one: only so can the two never wait for each other.
 */
export async function lockUnpaidOf(tx: Transaction, userId: string): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(${lockClass}::integer, hashtext(${userId}))`);
}

/** An unpaid booking as far as one needs it to go there and pay or cancel it. */
export type UnpaidBooking = { code: string; pax: number; tripTitle: string; expiresAt: Date; hasProof: boolean };

/** What somebody holds unpaid, what has to be paid soonest first; no more than policy lets a person hold. */
export function listUnpaid(userId: string, now: Date): Promise<UnpaidBooking[]> {
  return db()
    .select({
      code: bookings.code,
      pax: bookings.pax,
      tripTitle: trips.title,
      expiresAt: payments.expiresAt,
      hasProof: isNotNull(payments.proofPath).mapWith(Boolean),
    })
    .from(bookings)
    .innerJoin(payments, eq(payments.bookingId, bookings.id))
    .innerJoin(trips, eq(trips.id, bookings.tripId))
    .where(isUnpaid(userId, now))
    .orderBy(payments.expiresAt, bookings.id)
    .limit(policy.unpaidBookingsPerPerson);
}
