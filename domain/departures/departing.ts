import { and, eq } from "drizzle-orm";
import { anyOf } from "#db/conditions.ts";
import type { Transaction } from "#db/connection.ts";
import { bookingParticipants, bookings } from "#domain/bookings/schema/bookings.ts";
import { trips } from "#domain/trips/schema.ts";
import { organizerProfiles, users } from "#domain/users/schema.ts";

/** Somebody on a confirmed booking, with what they and their organizer have to know of the trip. */
export type Departing = Awaited<ReturnType<typeof readDeparting>>[number];

/** Everybody with a seat on these trips who has paid, in the order of booking; none where nobody has. */
export async function readDeparting(tx: Transaction, tripIds: string[]) {
  const rows = await tx
    .select({
      trip: {
        id: trips.id,
        organizerId: trips.organizerId,
        tripTitle: trips.title,
        date: trips.date,
        meetingPoint: trips.meetingPoint,
        meetingTime: trips.meetingTime,
        meetsDayBefore: trips.meetsDayBefore,
        meetingCoordinates: trips.meetingCoordinates,
        whatsappGroupUrl: trips.whatsappGroupUrl,
      },
      booking: { id: bookings.id, code: bookings.code, contactPhone: bookings.contactPhone },
      person: { name: users.name, email: users.email, locale: users.locale },
      fullName: bookingParticipants.fullName,
      phone: bookingParticipants.phone,
    })
    .from(bookings)
    .innerJoin(trips, eq(trips.id, bookings.tripId))
    .innerJoin(users, eq(users.id, bookings.userId))
    .innerJoin(bookingParticipants, eq(bookingParticipants.bookingId, bookings.id))
    .where(and(anyOf(bookings.tripId, tripIds), eq(bookings.status, "CONFIRMED")))
    .orderBy(trips.id, bookings.id, bookingParticipants.id);
  const organizers = await readOrganizers(tx, [...new Set(rows.map(({ trip }) => trip.organizerId))]);
  return rows.map((row) => ({ ...row, organizer: organizers.get(row.trip.organizerId)! }));
}

async function readOrganizers(tx: Transaction, organizerIds: string[]) {
  const rows = await tx
    .select({
      id: organizerProfiles.id,
      whatsapp: organizerProfiles.whatsapp,
      name: users.name,
      email: users.email,
      locale: users.locale,
    })
    .from(organizerProfiles)
    .innerJoin(users, eq(users.id, organizerProfiles.userId))
    .where(anyOf(organizerProfiles.id, organizerIds));
  return new Map(rows.map(({ id, ...person }) => [id, person]));
}
