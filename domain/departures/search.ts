import { and, asc, count, eq, gte, ilike, inArray, isNull, lte, or, type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import { containing } from "#db/conditions.ts";
import { db } from "#db/connection.ts";
import { seatsLeft } from "#domain/bookings/rules.ts";
import { seatsTakenOf } from "#domain/bookings/seats.ts";
import { wibDay } from "#domain/calendar.ts";
import { type TripContent, tripContents } from "#domain/trips/content.ts";
import { type Offer, offerOf } from "#domain/trips/offer.ts";
import { unfinishedStatuses } from "#domain/trips/rules.ts";
import { trips } from "#domain/trips/schema.ts";
import { organizerProfiles } from "#domain/users/schema.ts";
import { searchWords } from "#typed-text.ts";

/** The ways to put trips in order. */
export const tripOrders = ["soonest", "cheapest"] as const;

/** What somebody looks for; everything unless named. */
export type TripSearch = {
  /** Words that the trip's title or destination holds, in any order. */
  words?: string;
  /** `YYYY-MM`: the month in which it begins. */
  month?: string;
  /** At most this much for a person. */
  mostRupiah?: number;
  /** Only those in which a seat is free. */
  withSeats?: boolean;
  organizerId?: string;
  order?: (typeof tripOrders)[number];
  /** The `next` of the page before; anything else is the first page. */
  after?: string;
  pageSize?: number;
};

/** A trip on a list, with the seats it has left at this moment. */
export type FoundTrip = TripContent & { seatsLeft: number; offer: Offer };

/** One page of trips. `next` leads to the following one, absent on the last. */
export type TripPage = { trips: FoundTrip[]; next?: string };

/** As many as make whole rows of two and of three cards. */
const usualPageSize = 12;

/**
 * The trips that approved organizers offer at `now`: OPEN or FULL, with registration open and the last day for booking still to come. Seats
 * and states are read now, what the trips say comes from the cache.
 */
export async function searchTrips(search: TripSearch, now: Date): Promise<TripPage> {
  const { order = "soonest", pageSize = usualPageSize } = search;
  const rows = await db()
    .select({
      id: trips.id,
      version: trips.version,
      status: trips.status,
      quota: trips.quota,
      seatsTaken: seatsTakenOf(trips.id),
    })
    .from(trips)
    .innerJoin(organizerProfiles, eq(organizerProfiles.id, trips.organizerId))
    .where(and(offered(now), matching(search), following(order, search.after)))
    .orderBy(...sorting[order].map((column) => asc(column)))
    .limit(pageSize + 1);
  const page = rows.slice(0, pageSize);
  const contents = await tripContents(page);
  const listed = page.flatMap(({ id, status, quota, seatsTaken }): FoundTrip[] => {
    const content = contents.get(id);
    if (!content) return [];
    const left = seatsLeft(quota, seatsTaken);
    const offer = offerOf({ ...content, status, seatsLeft: left, organizerStatus: "APPROVED" }, now);
    return [{ ...content, seatsLeft: left, offer }];
  });
  const last = listed.at(-1);
  return {
    trips: freeSeatsFirst(listed),
    next: rows.length > pageSize && last ? cursors[order].write(last) : undefined,
  };
}

/** Within a page, so that the order of pages stays that of the index: what can be booked, then what is full. */
function freeSeatsFirst(listed: FoundTrip[]): FoundTrip[] {
  const isOpen = ({ offer }: FoundTrip) => offer === "open";
  return [...listed.filter(isOpen), ...listed.filter((trip) => !isOpen(trip))];
}

/** What a search is said to find at most; beyond it nobody reads on by number. */
export const mostCounted = 99;

/** How many trips a search finds; one more than {@link mostCounted} where it is more. */
export async function countTrips(search: TripSearch, now: Date): Promise<number> {
  const found = db()
    .select({ id: trips.id })
    .from(trips)
    .innerJoin(organizerProfiles, eq(organizerProfiles.id, trips.organizerId))
    .where(and(offered(now), matching(search)))
    .limit(mostCounted + 1)
    .as("found");
  const [row] = await db().select({ count: count() }).from(found);
  return row?.count ?? 0;
}

/** A row of cards. */
const mostSimilar = 3;

/** Trips with free seats for who came for one that has none: to the same region, then whatever leaves soonest. */
export async function similarTrips(trip: Pick<TripContent, "id" | "destination">, now: Date): Promise<FoundTrip[]> {
  const region = trip.destination.split(",").at(-1);
  const pageSize = mostSimilar + 1;
  const others = (page: TripPage) => page.trips.filter(({ id, offer }) => id !== trip.id && offer === "open");
  const near = others(await searchTrips({ words: region, withSeats: true, pageSize }, now));
  if (near.length >= mostSimilar) return near.slice(0, mostSimilar);
  const soon = others(await searchTrips({ withSeats: true, pageSize: pageSize + near.length }, now));
  const known = new Set(near.map(({ id }) => id));
  return [...near, ...soon.filter(({ id }) => !known.has(id))].slice(0, mostSimilar);
}

/** Written so that the partial indexes over unfinished trips serve it. */
export function offered(now: Date): SQL | undefined {
  const today = wibDay(now);
  return and(
    inArray(trips.status, unfinishedStatuses),
    isNull(trips.registrationClosedAt),
    sql`${trips.date} > ${today}::date`,
    gte(trips.closesOn, today),
    eq(organizerProfiles.status, "APPROVED"),
  );
}

function matching({ words, month, mostRupiah, withSeats, organizerId }: TripSearch): SQL | undefined {
  return and(
    ...wordsOf(words).map(holding),
    month ? within(month) : undefined,
    mostRupiah ? lte(trips.pricePerPax, mostRupiah) : undefined,
    withSeats ? eq(trips.status, "OPEN") : undefined,
    organizerId ? eq(trips.organizerId, organizerId) : undefined,
  );
}

/** Each column by itself: the planner knows what is in a column, not what is in two of them joined. */
function holding(word: string): SQL | undefined {
  const pattern = containing(word);
  return or(ilike(trips.title, pattern), ilike(trips.destination, pattern));
}

/** The first few words: nobody types more, and each is a condition. */
function wordsOf(text = ""): string[] {
  return searchWords(text).split(" ").filter(Boolean).slice(0, 6);
}

function within(month: string): SQL {
  const first = sql`${`${month}-01`}::date`;
  return sql`${trips.date} >= ${first} and ${trips.date} < (${first} + interval '1 month')::date`;
}

type Order = NonNullable<TripSearch["order"]>;

const sorting = {
  soonest: [trips.date, trips.id],
  cheapest: [trips.pricePerPax, trips.date, trips.id],
} satisfies Record<Order, unknown[]>;

const day = z.iso.date();
const id = z.string().regex(/^[0-9a-z-]{1,64}$/);
const price = z.coerce.number().int().min(0).max(1_000_000_000);

/** Where a page ended, as an address carries it: the sorted columns of its last trip. */
const cursors: Record<Order, { write: (last: TripContent) => string; read: (text: string) => SQL | undefined }> = {
  soonest: {
    write: ({ date, id }) => `${date}_${id}`,
    read(text) {
      const parsed = z.tuple([day, id]).safeParse(text.split("_"));
      if (!parsed.success) return undefined;
      const [date, last] = parsed.data;
      return sql`(${trips.date}, ${trips.id}) > (${date}::date, ${last})`;
    },
  },
  cheapest: {
    write: ({ pricePerPax, date, id }) => `${pricePerPax}_${date}_${id}`,
    read(text) {
      const parsed = z.tuple([price, day, id]).safeParse(text.split("_"));
      if (!parsed.success) return undefined;
      const [rupiah, date, last] = parsed.data;
      return sql`(${trips.pricePerPax}, ${trips.date}, ${trips.id}) > (${rupiah}::int, ${date}::date, ${last})`;
    },
  },
};

function following(order: Order, after: string | undefined): SQL | undefined {
  return after ? cursors[order].read(after) : undefined;
}
