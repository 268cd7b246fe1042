import { and, desc, eq, isNotNull, sql } from "drizzle-orm";
import { db } from "#db/connection.ts";
import { bookings } from "#domain/bookings/schema/bookings.ts";
import { refunds } from "#domain/bookings/schema/refunds.ts";
import { trips } from "#domain/trips/schema.ts";

/** A problem that a participant reported on an organizer's trip, and that an admin has not decided yet. */
export type OwnDispute = {
  id: string;
  tripId: string;
  tripTitle: string;
  bookingCode: string;
  /** What the participant asks back. */
  amountRupiah: number;
  note: string;
  createdAt: Date;
};

/** A report that an admin has decided; `amountRupiah` is what goes back, or was asked where nothing does. */
export type DecidedDispute = OwnDispute & { rejected: boolean; decision: string; decidedAt: Date };

const columns = {
  id: refunds.id,
  tripId: trips.id,
  tripTitle: trips.title,
  bookingCode: bookings.code,
  amountRupiah: refunds.amount,
  note: refunds.note,
  createdAt: refunds.createdAt,
};

const decidedAt = sql`coalesce(${refunds.approvedAt}, ${refunds.updatedAt})`.mapWith(refunds.updatedAt);

/** The open disputes on this organizer's trips, the oldest first, at most `most`; of one trip where `tripId` is given. */
export async function listOwnDisputes(
  organizerId: string,
  { tripId, most }: { tripId?: string; most: number },
): Promise<OwnDispute[]> {
  const ofTrip = tripId === undefined ? undefined : eq(trips.id, tripId);
  return db()
    .select(columns)
    .from(refunds)
    .innerJoin(bookings, eq(bookings.id, refunds.bookingId))
    .innerJoin(trips, eq(trips.id, bookings.tripId))
    .where(and(eq(refunds.status, "REQUESTED"), eq(trips.organizerId, organizerId), ofTrip))
    .orderBy(refunds.createdAt, refunds.id)
    .limit(most);
}

/** What admins decided about reports on one of this organizer's trips, and why, the newest first, at most `most`. */
export async function listDecidedDisputes(
  organizerId: string,
  { tripId, most }: { tripId: string; most: number },
): Promise<DecidedDispute[]> {
  return db()
    .select({
      ...columns,
      rejected: sql<boolean>`${refunds.status} = 'REJECTED'`,
      decision: sql<string>`${refunds.decision}`.mapWith(refunds.decision),
      decidedAt,
    })
    .from(refunds)
    .innerJoin(bookings, eq(bookings.id, refunds.bookingId))
    .innerJoin(trips, eq(trips.id, bookings.tripId))
    .where(and(isNotNull(refunds.decision), eq(trips.organizerId, organizerId), eq(trips.id, tripId)))
    .orderBy(desc(decidedAt), desc(refunds.id))
    .limit(most);
}
