import { and, eq, inArray, ne, sql } from "drizzle-orm";
import { anyOf } from "#db/conditions.ts";
import type { Transaction } from "#db/connection.ts";
import { type Actor, audit } from "#domain/audit/audit.ts";
import { bookings } from "#domain/bookings/schema/bookings.ts";
import { type Trip, unfinishedStatuses } from "#domain/trips/rules.ts";
import { trips } from "#domain/trips/schema.ts";
import { liveStatuses } from "./rules.ts";

/**
 * Makes OPEN and FULL agree with the seats taken: the last step of every transaction that may have changed them, inside
 * the trips' locks. Other states stay. Returns the ids of the trips that changed.
 * Rule: docs/domain.md#seats
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
    .leftJoin(bookings, eq(bookings.tripId, trips.id))
    .where(and(anyOf(trips.id, tripIds), inArray(trips.status, unfinishedStatuses)))
    .groupBy(trips.id)
    .as("counted");
  const changed = await tx
    .update(trips)
    .set({ status: sql`${counted.after}`, updatedAt: now })
    .from(counted)
    .where(and(eq(trips.id, counted.id), ne(trips.status, counted.after)))
    .returning({ id: trips.id, before: counted.before, after: counted.after });
  const rows = changed.map(({ id, before, after }) => ({
    actor,
    action: after === "FULL" ? ("trip.fill" as const) : ("trip.reopen" as const),
    entity: "Trip",
    entityId: id,
    before: { status: before },
    after: { status: after },
  }));
  await audit(tx, rows, { now });
  return changed.map(({ id }) => id);
}
