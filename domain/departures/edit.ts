import { and, eq } from "drizzle-orm";
import { db, type Transaction } from "#db/connection.ts";
import type { By } from "#domain/audit/audit.ts";
import { change } from "#domain/audit/change.ts";
import { changedSince, type FormVersion, type Values } from "#domain/audit/form-version.ts";
import type { NotFound } from "#domain/bookings/booking-file.ts";
import { countSeatsTaken } from "#domain/bookings/seats.ts";
import { syncTripStatus } from "#domain/bookings/sync-trip-status.ts";
import { type Arranged, arrangeTripImages, freshenNewPhotos } from "#domain/images/arrange.ts";
import { type DaysRefused, refuseDays } from "#domain/trips/allowed-days.ts";
import type { TripForm } from "#domain/trips/form.ts";
import { withTripLock } from "#domain/trips/lock.ts";
import { type Trip, unfinishedStatuses } from "#domain/trips/rules.ts";
import { tripImages, trips } from "#domain/trips/schema.ts";
import { organizerProfiles } from "#domain/users/schema.ts";
import type { PhotoStore } from "#gateways/storage/photo-store.ts";
import { tripPhotos } from "#gateways/storage/stores.ts";

/** What an organizer changes about their trip. */
export type TripEdit = {
  tripId: string;
  /** Whose trip it is. */
  userId: string;
  /** The whole form; what it says as before stays as it is. */
  form: TripForm;
  /** All its photos in the order of the gallery, those that it has and new uploads of theirs; as they are unless given. */
  photos?: readonly string[];
  /** What the form's page showed, see {@link valuesOfTrip}; whatever is sent counts unless given. */
  version?: FormVersion | undefined;
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
  /** Changed elsewhere since the page was shown, and otherwise: these of {@link valuesOfTrip}. */
  | { ok: false; reason: "changed-elsewhere"; values: string[] }
  | Extract<Arranged, { ok: false }>;

type Refusal = Exclude<TripEdited, { ok: true }>;

/** What an organizer's form shows of a trip, and in what is changed together. */
export function valuesOfTrip(trip: TripForm, photos?: readonly string[]): Values {
  const { date, endDate, closesOn, quota, minPax, ...others } = trip;
  const { title, destination, description, itinerary, includes, excludes } = others;
  const { meetingPoint, meetingTime, meetsDayBefore, meetingCoordinates, pricePerPax, whatsappGroupUrl } = others;
  const { endPoint, bring, difficulty, minAge } = others;
  return {
    ...{ title, destination, description, itinerary, includes, excludes },
    ...{ meetingPoint, meetingTime, meetsDayBefore, meetingCoordinates, pricePerPax, whatsappGroupUrl },
    ...{ endPoint, bring, difficulty, minAge },
    date: [date, endDate, closesOn],
    quota: [quota, minPax],
    ...(photos && { photos }),
  };
}

/**
 * Changes what an organizer's trip says. A new price is for new bookings only; the days are locked while anybody has a
 * live booking; the quota never falls below the seats taken. What was changed elsewhere since the form's page was shown stays,
 * unless this form changes it, too: then it is refused. One thing that is refused leaves everything as it was.
 * Rule: docs/domain.md#changing-a-trip
 */
export async function editTrip(edit: TripEdit): Promise<TripEdited> {
  const { tripId, userId, photos, storage = tripPhotos(), now } = edit;
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
    const paths = photos && (await pathsOf(tx, tripId));
    const { untouched, conflicts } = changedSince(edit.version, {
      now: valuesOfTrip(trip, paths),
      sent: valuesOfTrip(edit.form, photos),
    });
    if (conflicts.length > 0) return { ok: false, reason: "changed-elsewhere", values: conflicts };
    const form = withThoseOfNow(edit.form, trip, untouched);
    const refusal = await refuse(tx, trip, form, now);
    if (refusal) return refusal;
    const arranges = photos && fresh && !untouched.includes("photos");
    const arranged = arranges && (await arrangeTripImages(tx, { tripId, userId, photos, fresh, now }));
    if (arranged && !arranged.ok) return arranged;
    const values = changed(trip, form);
    if (Object.keys(values).length === 0) return { ok: true };
    await change(tx, trips, [trip], { values, action: "trip.edit", ...by });
    await syncTripStatus(tx, [tripId], by);
    return { ok: true };
  });
}

/** The form, with what it left as its page showed it as the trip has it now. */
function withThoseOfNow(form: TripForm, trip: Trip, untouched: string[]): TripForm {
  const together: Record<string, (keyof TripForm)[]> = {
    date: ["date", "endDate", "closesOn"],
    quota: ["quota", "minPax"],
  };
  const names = untouched.filter((name) => name !== "photos").flatMap((name) => together[name] ?? [name]);
  return { ...form, ...Object.fromEntries(names.map((name) => [name, trip[name as keyof TripForm]])) };
}

async function pathsOf(tx: Transaction, tripId: string): Promise<string[]> {
  const rows = await tx
    .select({ path: tripImages.path })
    .from(tripImages)
    .where(eq(tripImages.tripId, tripId))
    .orderBy(tripImages.position);
  return rows.map(({ path }) => path);
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
