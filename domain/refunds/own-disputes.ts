import { and, eq } from "drizzle-orm";
import { db } from "#db/connection.ts";
import { bookings } from "#domain/bookings/schema.ts";
import { trips } from "#domain/trips/schema.ts";
import { refunds } from "./schema.ts";

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

/** The open disputes on this organizer's trips, the oldest first; of one trip where `tripId` is given. */
export function listOwnDisputes(organizerId: string, tripId?: string): Promise<OwnDispute[]> {
  return db()
    .select({
      id: refunds.id,
      tripId: trips.id,
      tripTitle: trips.title,
      bookingCode: bookings.code,
      amountRupiah: refunds.amount,
      note: refunds.note,
      createdAt: refunds.createdAt,
    })
    .from(refunds)
    .innerJoin(bookings, eq(bookings.id, refunds.bookingId))
    .innerJoin(trips, eq(trips.id, bookings.tripId))
    .where(
      and(
        eq(refunds.status, "REQUESTED"),
        eq(trips.organizerId, organizerId),
        tripId === undefined ? undefined : eq(trips.id, tripId),
      ),
    )
    .orderBy(refunds.createdAt, refunds.id);
}
