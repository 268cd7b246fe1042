import { and, desc, eq, ilike, or, sql } from "drizzle-orm";
import type { Transaction } from "#db/connection.ts";
import { trips } from "#domain/trips/schema.ts";
import { organizerProfiles } from "#domain/users/schema.ts";
import type { SearchedFor } from "./words.ts";

/** A trip that was found. */
export type FoundTrip = Awaited<ReturnType<typeof findTrips>>[number];

/** Trips whose title, destination or organizer's name holds every word, and those that are under way on the day; the newest first. */
export async function findTrips(tx: Transaction, { patterns, day }: SearchedFor, most: number) {
  if (patterns.length === 0 && !day) return [];
  const columns = [trips.title, trips.destination, organizerProfiles.displayName];
  const named = or(...columns.map((column) => and(...patterns.map((pattern) => ilike(column, pattern)))));
  const underWay =
    day && sql`${trips.date} <= ${day}::date and coalesce(${trips.endDate}, ${trips.date}) >= ${day}::date`;
  return await tx
    .select({
      id: trips.id,
      title: trips.title,
      date: trips.date,
      endDate: trips.endDate,
      status: trips.status,
      organizer: { userId: organizerProfiles.userId, displayName: organizerProfiles.displayName },
    })
    .from(trips)
    .innerJoin(organizerProfiles, eq(organizerProfiles.id, trips.organizerId))
    .where(underWay || named)
    .orderBy(desc(trips.id))
    .limit(most);
}
