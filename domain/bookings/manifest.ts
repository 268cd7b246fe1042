import { and, eq } from "drizzle-orm";
import { db } from "#db/connection.ts";
import { mostSeats } from "#domain/trips/rules.ts";
import { trips } from "#domain/trips/schema.ts";
import { users } from "#domain/users/schema.ts";
import { bookingParticipants, bookings } from "./schema/bookings.ts";

/** Somebody who travels, as the trip's organizer may know them. */
export type Traveller = {
  id: string;
  fullName: string;
  phone: string | null;
  emergencyContact: string | null;
  bookingCode: string;
  /** Who booked, how to reach them, and what they asked for. */
  bookedBy: string;
  contactPhone: string;
  note: string | null;
};

/**
 * Everybody who travels on this organizer's trip: the people of its CONFIRMED bookings, booking by booking. Empty for
 * a trip that is not theirs, as for one that nobody has paid for.
 * Rule: docs/domain.md#who-may-see-what
 */
export function manifestOf(organizerId: string, tripId: string): Promise<Traveller[]> {
  return db()
    .select({
      id: bookingParticipants.id,
      fullName: bookingParticipants.fullName,
      phone: bookingParticipants.phone,
      emergencyContact: bookingParticipants.emergencyContact,
      bookingCode: bookings.code,
      bookedBy: users.name,
      contactPhone: bookings.contactPhone,
      note: bookings.note,
    })
    .from(bookingParticipants)
    .innerJoin(bookings, eq(bookings.id, bookingParticipants.bookingId))
    .innerJoin(trips, eq(trips.id, bookings.tripId))
    .innerJoin(users, eq(users.id, bookings.userId))
    .where(and(eq(trips.id, tripId), eq(trips.organizerId, organizerId), eq(bookings.status, "CONFIRMED")))
    .orderBy(bookings.id, bookingParticipants.id)
    .limit(mostSeats);
}
