import { and, count, desc, eq, inArray, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { db } from "#db/connection.ts";
import { seatsLeft } from "#domain/bookings/rules.ts";
import { seatsTakenOf } from "#domain/bookings/seats.ts";
import { type TripContent, tripContent, tripContents } from "#domain/trips/content.ts";
import { type Offer, offerOf } from "#domain/trips/offer.ts";
import type { Trip } from "#domain/trips/rules.ts";
import { trips } from "#domain/trips/schema.ts";
import { organizerProfiles } from "#domain/users/schema.ts";
import { offered } from "./search.ts";

/** What everybody may know of an organizer. */
export type PublicOrganizer = {
  id: string;
  slug: string;
  displayName: string;
  city: string;
  bio: string;
  joinedAt: Date;
  /** Whether the platform vouches for them now; a suspended organizer's trips take no bookings. */
  verified: boolean;
  /** Trips of theirs that were completed. */
  tripsLed: number;
};

/** A trip as its page shows it. */
export type PublicTrip = TripContent & {
  status: Trip["status"];
  seatsLeft: number;
  seatsTaken: number;
  offer: Offer;
  closedAt: Date | null;
  organizer: PublicOrganizer & { userId: string };
};

const organizerColumns = {
  id: organizerProfiles.id,
  slug: organizerProfiles.slug,
  displayName: organizerProfiles.displayName,
  city: organizerProfiles.city,
  bio: organizerProfiles.bio,
  joinedAt: organizerProfiles.createdAt,
  status: organizerProfiles.status,
};

/**
 * A trip by its address, whatever its state; undefined where there is none. State, seats and organizer are read at this
 * moment, in one query; what the trip says comes from the cache.
 */
export async function publicTrip(slug: string, now: Date): Promise<PublicTrip | undefined> {
  const [row] = await db()
    .select({
      id: trips.id,
      version: trips.version,
      status: trips.status,
      closedAt: trips.closedAt,
      quota: trips.quota,
      seatsTaken: seatsTakenOf(trips.id),
      organizer: { ...organizerColumns, userId: organizerProfiles.userId },
      tripsLed: tripsLedBy(),
    })
    .from(trips)
    .innerJoin(organizerProfiles, eq(organizerProfiles.id, trips.organizerId))
    .where(eq(trips.slug, slug.replaceAll("\0", "")));
  const content = row && (await tripContent(row));
  if (!content) return undefined;
  const { status, closedAt, seatsTaken, tripsLed } = row;
  const { status: organizerStatus, ...organizer } = row.organizer;
  const left = seatsLeft(row.quota, seatsTaken);
  return {
    ...content,
    status,
    closedAt,
    seatsTaken,
    seatsLeft: left,
    offer: offerOf({ ...content, status, seatsLeft: left, organizerStatus }, now),
    organizer: { ...organizer, tripsLed, verified: organizerStatus === "APPROVED" },
  };
}

/** How many past trips an organizer's page names. */
const mostPast = 6;

/** An organizer by their address, with the trips they led last. Undefined where nobody was ever approved under it. */
export async function publicOrganizer(
  slug: string,
): Promise<{ organizer: PublicOrganizer; pastTrips: TripContent[] } | undefined> {
  const [row] = await db()
    .select({ ...organizerColumns, tripsLed: tripsLedBy() })
    .from(organizerProfiles)
    .where(
      and(
        eq(organizerProfiles.slug, slug.replaceAll("\0", "")),
        inArray(organizerProfiles.status, ["APPROVED", "SUSPENDED"]),
      ),
    );
  if (!row) return undefined;
  const { status, ...organizer } = row;
  const past = await db()
    .select({ id: trips.id, version: trips.version })
    .from(trips)
    .where(and(eq(trips.organizerId, row.id), eq(trips.status, "COMPLETED")))
    .orderBy(desc(trips.date), desc(trips.id))
    .limit(mostPast);
  const contents = await tripContents(past);
  return {
    organizer: { ...organizer, verified: status === "APPROVED" },
    pastTrips: past.flatMap(({ id }) => contents.get(id) ?? []),
  };
}

/** The addresses that search engines should know: trips on offer and approved organizers, at most `most` of each. */
export async function publicAddresses(
  now: Date,
  most: number,
): Promise<{ trips: { slug: string; updatedAt: Date }[]; organizers: { slug: string; updatedAt: Date }[] }> {
  const [offeredTrips, organizers] = await Promise.all([
    db()
      .select({ slug: trips.slug, updatedAt: trips.updatedAt })
      .from(trips)
      .innerJoin(organizerProfiles, eq(organizerProfiles.id, trips.organizerId))
      .where(offered(now))
      .orderBy(trips.date, trips.id)
      .limit(most),
    db()
      .select({ slug: organizerProfiles.slug, updatedAt: organizerProfiles.updatedAt })
      .from(organizerProfiles)
      .where(eq(organizerProfiles.status, "APPROVED"))
      .orderBy(organizerProfiles.id)
      .limit(most),
  ]);
  return { trips: offeredTrips, organizers };
}

/** A subquery over the row's organizer. */
function tripsLedBy() {
  const led = alias(trips, "led");
  const counted = db()
    .select({ count: count() })
    .from(led)
    .where(and(eq(led.organizerId, organizerProfiles.id), eq(led.status, "COMPLETED")));
  return sql<number>`(${counted})`.mapWith(Number);
}
