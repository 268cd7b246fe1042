import { and, inArray } from "drizzle-orm";
import { anyOf } from "#db/conditions.ts";
import type { Transaction } from "#db/connection.ts";
import { audit } from "#domain/audit/audit.ts";
import { expireUnpaid } from "#domain/bookings/payments/transitions.ts";
import { extendHolds } from "#domain/bookings/payouts/transitions.ts";
import { utcDay } from "#domain/calendar.ts";
import type { Sweep } from "#domain/sweep.ts";
import { autoCompletion, type Swept, sweepTrips } from "#domain/trips/batches.ts";
import { type LockedTrip, nextVersion } from "#domain/trips/lock.ts";
import { countDueTrips, dueTripPages } from "#domain/trips/queries.ts";
import { lastDay, type Trip, unfinishedStatuses } from "#domain/trips/rules.ts";
import { trips } from "#domain/trips/schema.ts";
import { announceCompletion } from "./announce.ts";

/**
 * Completes every OPEN or FULL trip whose last day is before today (UTC), in batches under the trips' locks: bookings
 * that nobody paid expire, money is held for at least another 24 hours, and participants and organizer get their mails.
 * `done` are the ids of the trips that this call completed; a trip that throws is in `failures` and stops no other.
 * Rule: docs/domain.md#completing-a-trip
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
    .where(and(anyOf(trips.id, ids), inArray(trips.status, unfinishedStatuses)));
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
    action: "trip.complete" as const,
    entity: "Trip",
    entityId: trip.id,
    before: { status: trip.status, completedAt: null },
    after: { status: "COMPLETED", completedAt: now },
  };
}
