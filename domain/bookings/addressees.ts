import { and, eq, type SQL } from "drizzle-orm";
import { anyOf } from "#db/conditions.ts";
import type { Transaction } from "#db/connection.ts";
import { trips } from "#domain/trips/schema.ts";
import { users } from "#domain/users/schema.ts";
import { bookings } from "./schema/bookings.ts";

/** Whom to write to about these bookings, and what a mail names; a row a booking. `which` narrows them down further. */
export function addresseesOf(tx: Transaction, bookingIds: readonly string[], which?: SQL) {
  return tx
    .select({
      bookingId: bookings.id,
      bookingCode: bookings.code,
      tripTitle: trips.title,
      tripSlug: trips.slug,
      name: users.name,
      email: users.email,
      locale: users.locale,
    })
    .from(bookings)
    .innerJoin(trips, eq(trips.id, bookings.tripId))
    .innerJoin(users, eq(users.id, bookings.userId))
    .where(and(anyOf(bookings.id, bookingIds), which));
}
