import { eq, sql } from "drizzle-orm";
import { LRUCache } from "lru-cache";
import { anyOf } from "#db/conditions.ts";
import { db } from "#db/connection.ts";
import { onceAProcess } from "#once-a-process.ts";
import type { Trip } from "./rules.ts";
import { tripImages, trips } from "./schema.ts";

/** What everybody may read of a trip and what changes with its version alone: no seats, no state, no group's address. */
export type TripContent = Omit<
  Trip,
  "status" | "organizerId" | "whatsappGroupUrl" | "closedAt" | "closedById" | "closeReason" | "completedAt"
> & {
  /** Base names of its photos, the cover first. */
  photos: string[];
};

/** A version of a trip. Everything that changes a trip counts it up, see `lock.ts`. */
export type TripVersion = Pick<Trip, "id" | "version">;

/** Some 6 kB each. */
const mostTrips = 4_000;

const cache = onceAProcess("trip content", () => new LRUCache<string, TripContent>({ max: mostTrips }));

/**
 * What the trips say, by their ids. Each version of a trip is read once in this process and kept: the version that the
 * caller has just read names it, so that no process shows what another one has changed.
 */
export async function tripContents(versions: readonly TripVersion[]): Promise<Map<string, TripContent>> {
  const found = new Map<string, TripContent>();
  const missing: string[] = [];
  for (const version of versions) {
    const known = cache.get(keyOf(version));
    if (known) found.set(known.id, known);
    else missing.push(version.id);
  }
  if (missing.length === 0) return found;
  for (const content of await read(missing)) {
    // By its own version: a trip may have changed since the caller looked.
    cache.set(keyOf(content), content);
    found.set(content.id, content);
  }
  return found;
}

/** What one trip says. */
export async function tripContent(version: TripVersion): Promise<TripContent | undefined> {
  return (await tripContents([version])).get(version.id);
}

function keyOf({ id, version }: TripVersion): string {
  return `${id}:${version}`;
}

async function read(ids: string[]): Promise<TripContent[]> {
  return db()
    .select({
      id: trips.id,
      version: trips.version,
      slug: trips.slug,
      title: trips.title,
      destination: trips.destination,
      description: trips.description,
      itinerary: trips.itinerary,
      includes: trips.includes,
      excludes: trips.excludes,
      meetingPoint: trips.meetingPoint,
      meetingTime: trips.meetingTime,
      meetsDayBefore: trips.meetsDayBefore,
      meetingCoordinates: trips.meetingCoordinates,
      endPoint: trips.endPoint,
      bring: trips.bring,
      difficulty: trips.difficulty,
      minAge: trips.minAge,
      registrationClosedAt: trips.registrationClosedAt,
      date: trips.date,
      endDate: trips.endDate,
      closesOn: trips.closesOn,
      pricePerPax: trips.pricePerPax,
      quota: trips.quota,
      minPax: trips.minPax,
      createdAt: trips.createdAt,
      updatedAt: trips.updatedAt,
      photos: sql<string[]>`array(${photosOf()})`,
    })
    .from(trips)
    .where(anyOf(trips.id, ids));
}

/** A subquery over the row's trip. */
function photosOf() {
  return db()
    .select({ path: tripImages.path })
    .from(tripImages)
    .where(eq(tripImages.tripId, trips.id))
    .orderBy(tripImages.position);
}
