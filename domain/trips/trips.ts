import { and, inArray, sql } from "drizzle-orm";
import { anyOf } from "#db/any-of.ts";
import type { Transaction } from "#db/connection.ts";
import { type Actor, audit } from "#domain/audit/audit.ts";
import { liveStatuses } from "#domain/bookings/booking.ts";
import { bookings } from "#domain/bookings/schema.ts";
import { utcDay } from "#domain/calendar.ts";
import { expireUnpaid } from "#domain/payments/payments.ts";
import { extendHolds } from "#domain/payouts/payouts.ts";
import { announceCompletion } from "./announce.ts";
import { autoCompletion, type Sweep, type Swept, sweepTrips } from "./batches.ts";
import { type LockedTrip, nextVersion } from "./lock.ts";
import { countDueTrips, dueTripPages } from "./queries.ts";
import { trips } from "./schema.ts";
import { lastDay, type Trip } from "./trip.ts";

/** The states that a trip has before it is over. */
export const unfinishedStatuses = ["OPEN", "FULL"] as const satisfies Trip["status"][];

/**
 * Completes every OPEN or FULL trip whose last day is before today (UTC), in batches under the trips' locks: bookings
 * that nobody paid expire, money is held for at least another 24 hours, and participants and organizer get their mails.
 * `done` are the ids of the trips that this call completed; a trip that throws is in `failures` and stops no other.
 */
export async function completeDueTrips(sweep: Sweep): Promise<Swept<string>> {
  const { now, log, note } = sweep;
  const swept = await sweepTrips(dueTripPages(now), (tx, locked) => complete(tx, locked, now), sweep);
  log.info("trips completed", { completed: swept.done.length, failed: swept.failures.length });
  if (!swept.finished) note(`stopped before the end, ${await countDueTrips(now)} trips left to complete`);
  return swept;
}

async function complete(tx: Transaction, locked: LockedTrip[], now: Date): Promise<string[]> {
  const due = locked.filter((trip) => isDue(trip, now));
  if (due.length === 0) return [];
  const ids = due.map((trip) => trip.id);
  const by = { actor: autoCompletion, now };

  await tx
    .update(trips)
    .set({ status: "COMPLETED", completedAt: now, updatedAt: now, ...nextVersion })
    .where(anyOf(trips.id, ids));
  await expireUnpaid(tx, ids, by);
  const held = await extendHolds(tx, ids, by);
  await audit(
    tx,
    due.map((trip) => completion(trip, now)),
    { now },
  );
  await announceCompletion(tx, held, { now });
  return ids;
}

/** Strictly before: a trip's last day has to be over everywhere in Indonesia. `YYYY-MM-DD` compares like the day it names. */
function isDue(trip: LockedTrip, now: Date): boolean {
  const unfinished: readonly Trip["status"][] = unfinishedStatuses;
  return unfinished.includes(trip.status) && lastDay(trip) < utcDay(now);
}

function completion(trip: LockedTrip, now: Date) {
  return {
    actor: autoCompletion,
    action: "trip.complete",
    entity: "Trip",
    entityId: trip.id,
    before: { status: trip.status, completedAt: null },
    after: { status: "COMPLETED", completedAt: now },
  };
}

/**
 * Makes OPEN and FULL agree with the seats taken: the last step of every transaction that may have changed them, inside
 * the trips' locks. Other states stay. Returns the ids of the trips that changed.
 */
export async function syncTripStatus(
  tx: Transaction,
  tripIds: readonly string[],
  { actor, now }: { actor: Actor; now: Date },
): Promise<string[]> {
  const seats = sql`coalesce(sum(${bookings.pax}) filter (where ${inArray(bookings.status, liveStatuses)}), 0)`;
  const counted = tx
    .select({
      id: trips.id,
      before: sql<Trip["status"]>`${trips.status}`.as("before"),
      after: sql<Trip["status"]>`case when ${seats} >= ${trips.quota} then 'FULL' else 'OPEN' end`.as("after"),
    })
    .from(trips)
    .leftJoin(bookings, sql`${bookings.tripId} = ${trips.id}`)
    .where(and(anyOf(trips.id, tripIds), inArray(trips.status, unfinishedStatuses)))
    .groupBy(trips.id)
    .as("counted");
  const changed = await tx
    .update(trips)
    .set({ status: sql`${counted.after}`, updatedAt: now })
    .from(counted)
    .where(and(sql`${trips.id} = ${counted.id}`, sql`${trips.status} <> ${counted.after}`))
    .returning({ id: trips.id, before: counted.before, after: counted.after });
  const rows = changed.map(({ id, before, after }) => ({
    actor,
    action: after === "FULL" ? "trip.fill" : "trip.reopen",
    entity: "Trip",
    entityId: id,
    before: { status: before },
    after: { status: after },
  }));
  await audit(tx, rows, { now });
  return changed.map(({ id }) => id);
}
