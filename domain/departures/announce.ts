import { eq } from "drizzle-orm";
import { anyOf } from "#db/conditions.ts";
import type { Transaction } from "#db/connection.ts";
import { addresseesOf } from "#domain/bookings/addressees.ts";
import type { Held } from "#domain/bookings/payouts/transitions.ts";
import { bookings } from "#domain/bookings/schema/bookings.ts";
import { enqueueEmails } from "#domain/emails/emails.ts";
import { trips } from "#domain/trips/schema.ts";
import { organizerProfiles, users } from "#domain/users/schema.ts";

/**
 * Queues the mails of completed trips: to everybody who travelled, until when a problem can be reported, and to the
 * organizer, after when the money comes. Both only where money is held, so a trip without paid bookings ends silently.
 */
export async function announceCompletion(tx: Transaction, held: Held[], { now }: { now: Date }): Promise<void> {
  if (held.length === 0) return;
  await enqueueEmails(tx, await lettersToParticipants(tx, held), { now });
  await enqueueEmails(tx, await lettersToOrganizers(tx, held), { now });
}

async function lettersToParticipants(tx: Transaction, held: Held[]) {
  const heldUntil = new Map(held.map((payout) => [payout.bookingId, payout.heldUntil]));
  const rows = await addresseesOf(tx, [...heldUntil.keys()], eq(bookings.status, "CONFIRMED"));
  return rows.map(({ bookingId, email, locale, ...props }) => ({
    template: "trip-completed" as const,
    dedupeKey: `trip-completed:${bookingId}`,
    to: { email, locale },
    props: { ...props, heldUntil: heldUntil.get(bookingId)! },
  }));
}

async function lettersToOrganizers(tx: Transaction, held: Held[]) {
  const byTrip = Map.groupBy(held, (payout) => payout.tripId);
  const rows = await tx
    .select({
      tripId: trips.id,
      tripTitle: trips.title,
      name: users.name,
      email: users.email,
      locale: users.locale,
    })
    .from(trips)
    .innerJoin(organizerProfiles, eq(organizerProfiles.id, trips.organizerId))
    .innerJoin(users, eq(users.id, organizerProfiles.userId))
    .where(anyOf(trips.id, [...byTrip.keys()]));
  return rows.map(({ tripId, email, locale, ...props }) => ({
    template: "trip-completed-organizer" as const,
    dedupeKey: `trip-completed-organizer:${tripId}`,
    to: { email, locale },
    props: { ...props, heldUntil: latest(byTrip.get(tripId)!) },
  }));
}

function latest(held: Held[]): Date {
  return new Date(Math.max(...held.map((payout) => payout.heldUntil.getTime())));
}
