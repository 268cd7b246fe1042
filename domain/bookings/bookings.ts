import { and, eq } from "drizzle-orm";
import { anyOf } from "#db/any-of.ts";
import type { Transaction } from "#db/connection.ts";
import { type Actor, audit } from "#domain/audit/audit.ts";
import { enqueueEmails } from "#domain/emails/emails.ts";
import { trips } from "#domain/trips/schema.ts";
import { users } from "#domain/users/schema.ts";
import { bookings } from "./schema.ts";

/**
 * PENDING_PAYMENT → EXPIRED: the seats are free again and each participant gets a mail. Runs under the trips' locks,
 * together with the payments that expire. Bookings in another state stay; returns the ids of those that changed.
 */
export async function expireBookings(
  tx: Transaction,
  bookingIds: readonly string[],
  { actor, now }: { actor: Actor; now: Date },
): Promise<string[]> {
  const expired = await tx
    .update(bookings)
    .set({ status: "EXPIRED", updatedAt: now })
    .where(and(anyOf(bookings.id, bookingIds), eq(bookings.status, "PENDING_PAYMENT")))
    .returning({ id: bookings.id });
  const ids = expired.map(({ id }) => id);
  const rows = ids.map((entityId) => ({
    actor,
    action: "booking.expire",
    entity: "Booking",
    entityId,
    before: { status: "PENDING_PAYMENT" },
    after: { status: "EXPIRED" },
  }));
  await audit(tx, rows, { now });
  await enqueueEmails(tx, await letters(tx, ids), { now });
  return ids;
}

async function letters(tx: Transaction, bookingIds: string[]) {
  const rows = await tx
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
    .where(anyOf(bookings.id, bookingIds));
  return rows.map(({ bookingId, email, locale, ...props }) => ({
    template: "booking-expired" as const,
    dedupeKey: `booking-expired:${bookingId}`,
    to: { email, locale },
    props,
  }));
}
