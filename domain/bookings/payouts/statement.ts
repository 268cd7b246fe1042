import { type AnyColumn, and, between, desc, eq, exists, inArray, type SQL, sql } from "drizzle-orm";
import { QueryBuilder } from "drizzle-orm/pg-core";
import { db } from "#db/connection.ts";
import { bookings } from "#domain/bookings/schema/bookings.ts";
import type { Payout } from "#domain/bookings/schema/payouts.ts";
import { payouts } from "#domain/bookings/schema/payouts.ts";
import type { Trip } from "#domain/trips/rules.ts";
import { trips } from "#domain/trips/schema.ts";
import { undisputed } from "./queries.ts";
import { heldByAdmin } from "./rules.ts";

/** An organizer's money, booking by booking. Asked by their profile's id; participants stay nameless here. */

/** One payout as its organizer sees it. */
export type OwnPayout = Payout & {
  bookingCode: string;
  pax: number;
  /** A participant reported a problem and nobody has decided yet: it stays held as long. */
  disputed: boolean;
};

/** A payout's state as its organizer reads it: what a report holds up, or an admin, is said before what it is otherwise. */
export function stateOf(payout: Pick<OwnPayout, "status" | "disputed" | "heldBackAt">) {
  const { status, disputed } = payout;
  if (status === "HELD" && disputed) return "disputed";
  return heldByAdmin(payout) ? "heldBack" : status;
}

/** The payouts of one trip, in order of booking. */
export type TripPayouts = {
  trip: Pick<Trip, "id" | "slug" | "title" | "date" | "endDate" | "status">;
  payouts: OwnPayout[];
};

/** Sums in rupiah over some payouts; the fee is what the platform keeps of them. */
export type PayoutSums = Record<"held" | "disputed" | "released" | "paid" | "fee", number>;

/** How many trips one page of the statement holds. */
export const payoutTripsPerPage = 20;

/** An organizer's payouts by trip, the latest trip first. `next` is the `page` of what follows, absent on the last one. */
export async function listOwnPayouts(
  organizerId: string,
  { page = 0 }: { page?: number } = {},
): Promise<{ trips: TripPayouts[]; next?: number }> {
  const withPayouts = new QueryBuilder().select({ one: sql`1` }).from(payouts).where(eq(payouts.tripId, trips.id));
  const { id, slug, title, date, endDate, status } = trips;
  const found = await db()
    .select({ id, slug, title, date, endDate, status })
    .from(trips)
    .where(and(eq(trips.organizerId, organizerId), exists(withPayouts)))
    .orderBy(desc(trips.date), desc(trips.id))
    .limit(payoutTripsPerPage + 1)
    .offset(page * payoutTripsPerPage);
  const shown = found.slice(0, payoutTripsPerPage);
  const ids = shown.map((trip) => trip.id);
  const byTrip = Map.groupBy(ids.length ? await ownPayouts(inArray(payouts.tripId, ids)) : [], (row) => row.tripId);
  return {
    trips: shown.map((trip) => ({ trip, payouts: byTrip.get(trip.id) ?? [] })),
    next: found.length > payoutTripsPerPage ? page + 1 : undefined,
  };
}

/** One payout of a statement, with its trip. */
export type StatementRow = OwnPayout & { trip: Pick<Trip, "title" | "date"> };

/**
 * An organizer's payouts for a file, the latest trip first and within it in order of booking: at most `most`, of all trips
 * or of those that begin in one `year` (`2026`).
 */
export async function ownStatement(
  organizerId: string,
  { year, most }: { year?: string; most: number },
): Promise<StatementRow[]> {
  const ofYear = year ? between(trips.date, `${year}-01-01`, `${year}-12-31`) : undefined;
  const rows = await ownPayoutRows(and(eq(payouts.organizerId, organizerId), ofYear))
    .orderBy(desc(trips.date), desc(trips.id), payouts.bookingId)
    .limit(most);
  return rows.map(({ payout, ...rest }) => ({ ...payout, ...rest }));
}

/** The sums over all payouts of an organizer. */
export async function sumOwnPayouts(organizerId: string): Promise<PayoutSums> {
  const sum = (column: AnyColumn, which?: SQL) =>
    sql<number>`coalesce(sum(${column})${which ? sql` filter (where ${which})` : sql``}, 0)`.mapWith(Number);
  const isIn = (status: Payout["status"]) => eq(payouts.status, status);
  const [sums] = await db()
    .select({
      held: sum(payouts.amount, and(isIn("HELD"), undisputed)),
      disputed: sum(payouts.amount, and(isIn("HELD"), disputed)),
      released: sum(payouts.amount, isIn("RELEASED")),
      paid: sum(payouts.amount, isIn("PAID")),
      fee: sum(payouts.feeAmount),
    })
    .from(payouts)
    .where(eq(payouts.organizerId, organizerId));
  return sums!;
}

/** The sums over these payouts: what is disputed counts apart from what is only held. */
export function sumPayouts(
  rows: readonly (Pick<Payout, "status" | "amount" | "feeAmount"> & { disputed: boolean })[],
): PayoutSums {
  const sum = (of: (row: (typeof rows)[number]) => boolean, column: "amount" | "feeAmount" = "amount") =>
    rows.filter(of).reduce((total, row) => total + row[column], 0);
  return {
    held: sum(({ status, disputed }) => status === "HELD" && !disputed),
    disputed: sum(({ status, disputed }) => status === "HELD" && disputed),
    released: sum(({ status }) => status === "RELEASED"),
    paid: sum(({ status }) => status === "PAID"),
    fee: sum(() => true, "feeAmount"),
  };
}

async function ownPayouts(which: SQL): Promise<OwnPayout[]> {
  const rows = await ownPayoutRows(which).orderBy(payouts.bookingId);
  return rows.map(({ payout, trip: _trip, ...rest }) => ({ ...payout, ...rest }));
}

function ownPayoutRows(which: SQL | undefined) {
  return db()
    .select({
      payout: payouts,
      bookingCode: bookings.code,
      pax: bookings.pax,
      disputed,
      trip: { title: trips.title, date: trips.date },
    })
    .from(payouts)
    .innerJoin(bookings, eq(bookings.id, payouts.bookingId))
    .innerJoin(trips, eq(trips.id, payouts.tripId))
    .where(which);
}

const disputed = sql<boolean>`not (${undisputed})`;
