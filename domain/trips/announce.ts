import { and, eq, max } from "drizzle-orm";
import { anyOf } from "#db/any-of.ts";
import type { Transaction } from "#db/connection.ts";
import { bookings } from "#domain/bookings/schema.ts";
import { enqueueEmails } from "#domain/emails/emails.ts";
import { payouts } from "#domain/payouts/schema.ts";
import { organizerProfiles, users } from "#domain/users/schema.ts";
import { trips } from "./schema.ts";

/**
 * Queues the mails of completed trips: to everybody who travelled, until when a problem can be reported, and to the
 * organizer, after when the money comes. Both only where money is held, so a trip without paid bookings ends silently.
 */
export async function announceCompletion(tx: Transaction, tripIds: string[], { now }: { now: Date }): Promise<void> {
  await enqueueEmails(tx, await lettersToParticipants(tx, tripIds), { now });
  await enqueueEmails(tx, await lettersToOrganizers(tx, tripIds), { now });
}

async function lettersToParticipants(tx: Transaction, tripIds: string[]) {
  const rows = await tx
    .select({
      bookingId: bookings.id,
      bookingCode: bookings.code,
      tripTitle: trips.title,
      name: users.name,
      email: users.email,
      locale: users.locale,
      heldUntil: payouts.heldUntil,
    })
    .from(bookings)
    .innerJoin(payouts, and(eq(payouts.bookingId, bookings.id), eq(payouts.status, "HELD")))
    .innerJoin(trips, eq(trips.id, bookings.tripId))
    .innerJoin(users, eq(users.id, bookings.userId))
    .where(and(anyOf(bookings.tripId, tripIds), eq(bookings.status, "CONFIRMED")));
  return rows.map(({ bookingId, email, locale, ...props }) => ({
    template: "trip-completed" as const,
    dedupeKey: `trip-completed:${bookingId}`,
    to: { email, locale },
    props,
  }));
}

async function lettersToOrganizers(tx: Transaction, tripIds: string[]) {
  const rows = await tx
    .select({
      tripId: trips.id,
      tripTitle: trips.title,
      name: users.name,
      email: users.email,
      locale: users.locale,
      heldUntil: max(payouts.heldUntil),
    })
    .from(payouts)
    .innerJoin(trips, eq(trips.id, payouts.tripId))
    .innerJoin(organizerProfiles, eq(organizerProfiles.id, payouts.organizerId))
    .innerJoin(users, eq(users.id, organizerProfiles.userId))
    .where(and(anyOf(payouts.tripId, tripIds), eq(payouts.status, "HELD")))
    .groupBy(trips.id, users.id);
  return rows.map(({ tripId, email, locale, heldUntil, ...props }) => ({
    template: "trip-completed-organizer" as const,
    dedupeKey: `trip-completed-organizer:${tripId}`,
    to: { email, locale },
    // A group has at least one payout, so its latest release moment is never null.
    props: { ...props, heldUntil: heldUntil! },
  }));
}
