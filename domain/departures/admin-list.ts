import { and, desc, eq, inArray, isNotNull, lt, type SQL } from "drizzle-orm";
import { db } from "#db/connection.ts";
import { seatsTakenOf } from "#domain/bookings/seats.ts";
import { fileChecks } from "#domain/files/schema.ts";
import { type PageOf, rowsPerPage } from "#domain/lists/pages.ts";
import { tripImages, tripStatuses, trips } from "#domain/trips/schema.ts";
import { organizerProfiles } from "#domain/users/schema.ts";

/** Which trips a list shows: one state, all, or (`stuck`) those with a photo that the store lacks. */
export const tripLists = ["all", ...tripStatuses, "stuck"] as const;

/** See {@link tripLists}. */
export type TripList = (typeof tripLists)[number];

const columns = () => ({
  id: trips.id,
  slug: trips.slug,
  title: trips.title,
  destination: trips.destination,
  date: trips.date,
  endDate: trips.endDate,
  status: trips.status,
  pricePerPax: trips.pricePerPax,
  quota: trips.quota,
  seatsTaken: seatsTakenOf(trips.id),
  organizer: { id: organizerProfiles.id, userId: organizerProfiles.userId, displayName: organizerProfiles.displayName },
});

/** A trip as the back office lists it. */
export type ListedTrip = Awaited<ReturnType<typeof readTrips>>[number];

/** Trips, the newest first; `cursor` is an id. */
export async function listTrips(
  which: { list?: TripList; organizerId?: string; cursor?: string } = {},
): Promise<PageOf<ListedTrip>> {
  const { list = "all", organizerId, cursor } = which;
  const read = await readTrips(
    and(
      inList(list),
      organizerId ? eq(trips.organizerId, organizerId) : undefined,
      cursor ? lt(trips.id, cursor) : undefined,
    ),
  );
  const rows = read.slice(0, rowsPerPage);
  return { rows, next: read.length > rowsPerPage ? rows.at(-1)?.id : undefined };
}

function inList(list: TripList): SQL | undefined {
  if (list === "all") return undefined;
  if (list !== "stuck") return eq(trips.status, list);
  const missing = db()
    .select({ tripId: tripImages.tripId })
    .from(fileChecks)
    .innerJoin(tripImages, eq(tripImages.path, fileChecks.name))
    .where(isNotNull(fileChecks.missingSince));
  return inArray(trips.id, missing);
}

function readTrips(where: SQL | undefined) {
  return db()
    .select(columns())
    .from(trips)
    .innerJoin(organizerProfiles, eq(organizerProfiles.id, trips.organizerId))
    .where(where)
    .orderBy(desc(trips.id))
    .limit(rowsPerPage + 1);
}

/** Trips by their slugs, in no order; those that there are. */
export function tripsBySlug(slugs: string[]): Promise<{ id: string; slug: string; title: string }[]> {
  const found = db().select({ id: trips.id, slug: trips.slug, title: trips.title }).from(trips);
  return found.where(inArray(trips.slug, slugs)).limit(slugs.length);
}

/** One trip with whose it is; undefined for an id that none has. */
export async function findTrip(tripId: string) {
  const [row] = await db()
    .select({ trip: trips, organizer: columns().organizer, seatsTaken: columns().seatsTaken })
    .from(trips)
    .innerJoin(organizerProfiles, eq(organizerProfiles.id, trips.organizerId))
    .where(eq(trips.id, tripId));
  return row;
}
