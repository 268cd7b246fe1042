import { and, eq } from "drizzle-orm";
import { db, type Transaction } from "#db/connection.ts";
import type { By } from "#domain/audit/audit.ts";
import { change } from "#domain/audit/change.ts";
import type { NotFound } from "#domain/bookings/booking-file.ts";
import { countSeatsTaken } from "#domain/bookings/seats.ts";
import { syncTripStatus } from "#domain/bookings/sync-trip-status.ts";
import { type Arranged, arrangeTripImages, freshenNewPhotos } from "#domain/images/arrange.ts";
import { type DaysRefused, refuseDays } from "#domain/trips/allowed-days.ts";
import type { TripForm } from "#domain/trips/form.ts";
import { withTripLock } from "#domain/trips/lock.ts";
import { type Trip, unfinishedStatuses } from "#domain/trips/rules.ts";
import { trips } from "#domain/trips/schema.ts";
import { organizerProfiles } from "#domain/users/schema.ts";
import type { PhotoStore } from "#gateways/storage/photo-store.ts";
import { tripPhotos } from "#gateways/storage/stores.ts";

/** What an organizer changes about his trip. */
export type TripEdit = {
  tripId: string;
  /** Whose trip it is. */
  userId: string;
  /** The whole form; what it says as before stays as it is. */
  form: TripForm;
  /** All its photos in the order of the gallery, those that it has and new uploads of his; as they are unless given. */
  photos?: readonly string[];
  /** The app's own store unless given. */
  storage?: PhotoStore;
  now: Date;
};

/** Whether the trip was changed, or why not. */
export type TripEdited =
  | { ok: true }
  | NotFound
  /** COMPLETED or CLOSED. */
  | { ok: false; reason: "over" }
  | { ok: false; reason: "below-seats-taken"; seatsTaken: number }
  /** Somebody booked these days: to move the trip, close it and publish another. */
  | { ok: false; reason: "dates-locked" }
  | DaysRefused
  | Extract<Arranged, { ok: false }>;

type Refusal = Exclude<TripEdited, { ok: true }>;

/**
 * Changes what an organizer's trip says. A new price is for new bookings only; the days are locked while anybody has a
 * live booking; the quota never falls below the seats taken. One thing that is refused leaves everything as it was.
 * Rule: docs/domain.md#changing-a-trip
 */
export async function editTrip(edit: TripEdit): Promise<TripEdited> {
  const { tripId, userId, form, photos, storage = tripPhotos(), now } = edit;
  const by: By = { actor: { type: "USER", id: userId }, now };
  const own = and(eq(trips.id, tripId), eq(organizerProfiles.userId, userId));
  const [found] = await db()
    .select({ id: trips.id })
    .from(trips)
    .innerJoin(organizerProfiles, eq(organizerProfiles.id, trips.organizerId))
    .where(own);
  if (!found) return { ok: false, reason: "not-found" };
  const fresh = photos && (await freshenNewPhotos({ tripId, userId, photos, storage, now }));
  return withTripLock(tripId, async (tx, trip): Promise<TripEdited> => {
    const refusal = await refuse(tx, trip, form, now);
    if (refusal) return refusal;
    const arranged = photos && fresh && (await arrangeTripImages(tx, { tripId, userId, photos, fresh, now }));
    if (arranged?.ok === false) return arranged;
    const values = changed(trip, form);
    if (Object.keys(values).length === 0) return { ok: true };
    await change(tx, trips, [trip], { values, action: "trip.edit", ...by });
    await syncTripStatus(tx, [tripId], by);
    return { ok: true };
  });
}

async function refuse(tx: Transaction, trip: Trip, form: TripForm, now: Date): Promise<Refusal | undefined> {
  const unfinished: readonly Trip["status"][] = unfinishedStatuses;
  if (!unfinished.includes(trip.status)) return { ok: false, reason: "over" };
  const seatsTaken = await countSeatsTaken(tx, trip.id);
  if (form.quota < seatsTaken) return { ok: false, reason: "below-seats-taken", seatsTaken };
  const moves = form.date !== trip.date || form.endDate !== trip.endDate || form.closesOn !== trip.closesOn;
  if (moves && seatsTaken > 0) return { ok: false, reason: "dates-locked" };
  return form.date !== trip.date || form.endDate !== trip.endDate ? refuseDays(form, now) : undefined;
}

/** The columns whose value is another one now. */
function changed(trip: Trip, form: TripForm): Partial<TripForm> {
  const entries = Object.entries(form).filter(
    ([name, value]) => JSON.stringify(value) !== JSON.stringify(trip[name as keyof TripForm]),
  );
  return Object.fromEntries(entries) as Partial<TripForm>;
}
