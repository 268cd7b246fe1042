import { and, eq } from "drizzle-orm";
import { db } from "#db/connection.ts";
import type { By } from "#domain/audit/audit.ts";
import { change } from "#domain/audit/change.ts";
import type { NotFound } from "#domain/bookings/booking-file.ts";
import { withTripLock } from "#domain/trips/lock.ts";
import { type Trip, tripStart, unfinishedStatuses } from "#domain/trips/rules.ts";
import { trips } from "#domain/trips/schema.ts";
import { organizerProfiles } from "#domain/users/schema.ts";

/** Whose trip it is, and which. */
type Asked = { tripId: string; userId: string; now: Date };

/** Whether it was done. `already`: it stood like that before. `over`: the trip has begun, is completed or called off. */
export type RegistrationChanged = { ok: true } | NotFound | { ok: false; reason: "already" | "over" };

/**
 * Takes no more bookings of a trip that goes all the same; what is booked goes on, unpaid and paid.
 * Rule: docs/domain.md#closing-registration
 */
export function closeRegistration(asked: Asked): Promise<RegistrationChanged> {
  return setRegistration(asked, "trip.close-registration", asked.now);
}

/** Takes bookings again, as far as the trip's days and seats allow. */
export function reopenRegistration(asked: Asked): Promise<RegistrationChanged> {
  return setRegistration(asked, "trip.reopen-registration", null);
}

async function setRegistration(
  { tripId, userId, now }: Asked,
  action: "trip.close-registration" | "trip.reopen-registration",
  registrationClosedAt: Date | null,
): Promise<RegistrationChanged> {
  const [found] = await db()
    .select({ id: trips.id })
    .from(trips)
    .innerJoin(organizerProfiles, eq(organizerProfiles.id, trips.organizerId))
    .where(and(eq(trips.id, tripId), eq(organizerProfiles.userId, userId)));
  if (!found) return { ok: false, reason: "not-found" };
  const by: By = { actor: { type: "USER", id: userId }, now };
  return withTripLock(tripId, async (tx, trip): Promise<RegistrationChanged> => {
    const unfinished: readonly Trip["status"][] = unfinishedStatuses;
    if (!unfinished.includes(trip.status) || now >= tripStart(trip)) return { ok: false, reason: "over" };
    if ((trip.registrationClosedAt === null) === (registrationClosedAt === null))
      return { ok: false, reason: "already" };
    await change(tx, trips, [trip], { values: { registrationClosedAt }, action, ...by });
    return { ok: true };
  });
}
