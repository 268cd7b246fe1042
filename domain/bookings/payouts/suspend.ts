import { eq } from "drizzle-orm";
import { db } from "#db/connection.ts";
import { withTripLocks } from "#domain/trips/lock.ts";
import { trips } from "#domain/trips/schema.ts";
import { type Review, type Reviewed, suspendProfile } from "#domain/users/review.ts";
import { organizerProfiles } from "#domain/users/schema.ts";
import { type Suspended, type Suspension, shutOutUser } from "#domain/users/suspension.ts";
import { holdBackAllOf } from "./hold-back.ts";

/**
 * APPROVED → SUSPENDED: their trips take no new bookings, and every payout that was not transferred yet is held back until
 * an admin lets it go on. Holds the trips first, as everything does that moves money.
 * Rule: docs/domain.md#suspending-an-organizer
 */
export async function suspendOrganizer(review: Review & { note: string }): Promise<Reviewed> {
  const { organizerId, adminId, now } = review;
  return withTripLocks(await tripsLedBy(organizerId), async (tx) => {
    const reviewed = await suspendProfile(tx, review);
    if (reviewed.ok) await holdBackAllOf(tx, organizerId, { actor: { type: "ADMIN", id: adminId }, now });
    return reviewed;
  });
}

/**
 * Keeps somebody out: their sessions end at once and they cannot sign in. An approved organizer is suspended with them, see
 * {@link suspendOrganizer}; what was booked before runs on.
 */
export async function suspendUser(suspension: Suspension): Promise<Suspended> {
  const { userId, adminId, now } = suspension;
  const [profile] = await db()
    .select({ id: organizerProfiles.id })
    .from(organizerProfiles)
    .where(eq(organizerProfiles.userId, userId));
  const tripIds = profile ? await tripsLedBy(profile.id) : [];
  return withTripLocks(tripIds, async (tx) => {
    const suspended = await shutOutUser(tx, suspension);
    if (suspended.ok && profile) await holdBackAllOf(tx, profile.id, { actor: { type: "ADMIN", id: adminId }, now });
    return suspended;
  });
}

async function tripsLedBy(organizerId: string): Promise<string[]> {
  const rows = await db().select({ id: trips.id }).from(trips).where(eq(trips.organizerId, organizerId));
  return rows.map(({ id }) => id);
}
