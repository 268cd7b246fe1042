import { and, count, desc, eq, gt, inArray, lt, lte, type SQL, sql, sum } from "drizzle-orm";
import { db } from "#db/connection.ts";
import { liveStatuses } from "#domain/bookings/rules.ts";
import { bookings } from "#domain/bookings/schema/bookings.ts";
import { payouts } from "#domain/bookings/schema/payouts.ts";
import { refunds } from "#domain/bookings/schema/refunds.ts";
import { addDays, daysBetween, wibDay } from "#domain/calendar.ts";
import { policy } from "#domain/policy.ts";
import { lastDay, type Trip, unfinishedStatuses } from "#domain/trips/rules.ts";
import { tripImages, trips } from "#domain/trips/schema.ts";

/** What an organizer sees of their own trips. Everything here is asked by their profile's id and answers for nobody else's. */

/** Which of their trips a list shows. */
export const ownTripStates = ["active", "completed", "closed"] as const;

/** See {@link ownTripStates}. */
export type OwnTripState = (typeof ownTripStates)[number];

/** What has been booked and what money that makes, for one trip. */
export type TripFigures = {
  confirmedPax: number;
  /** Seats that wait for a payment; they count as taken until their deadline. */
  pendingPax: number;
  /** Their share that is held, in rupiah. */
  heldRupiah: number;
  /** Their share that may be transferred, or has been. */
  releasedRupiah: number;
  paidRupiah: number;
  /** Problems that participants reported and nobody has decided yet. */
  openDisputes: number;
};

/** A trip of the list. */
export type OwnTrip = Trip & TripFigures & { cover: string | null };

/** How many trips one page of the list holds. */
export const ownTripsPerPage = 30;

/**
 * An organizer's trips in one state: the active ones by the day they begin, the others with the latest first. `next` is
 * the `page` of what follows, absent on the last one.
 */
export async function listOwnTrips(
  organizerId: string,
  { state, page = 0 }: { state: OwnTripState; page?: number },
): Promise<{ trips: OwnTrip[]; next?: number }> {
  const order = state === "active" ? [trips.date, trips.id] : [desc(trips.date), desc(trips.id)];
  const rows = await ownTrips(and(eq(trips.organizerId, organizerId), inState[state]()))
    .orderBy(...order)
    .limit(ownTripsPerPage + 1)
    .offset(page * ownTripsPerPage);
  const more = rows.length > ownTripsPerPage;
  return { trips: rows.slice(0, ownTripsPerPage).map(flat), next: more ? page + 1 : undefined };
}

/** How many trips {@link listOwnTrips} has in each state. */
export async function countOwnTrips(organizerId: string): Promise<Record<OwnTripState, number>> {
  const columns = Object.fromEntries(
    ownTripStates.map((state) => [state, sql<number>`count(*) filter (where ${inState[state]()})`.mapWith(Number)]),
  ) as Record<OwnTripState, SQL<number>>;
  const [counts] = await db().select(columns).from(trips).where(eq(trips.organizerId, organizerId));
  return counts!;
}

/** One trip of this organizer with its photos in their order; nothing for an id that is not theirs. */
export async function findOwnTrip(
  organizerId: string,
  tripId: string,
): Promise<(OwnTrip & { photos: string[] }) | undefined> {
  const [row] = await ownTrips(and(eq(trips.organizerId, organizerId), eq(trips.id, tripId)));
  if (!row) return undefined;
  const images = await db()
    .select({ path: tripImages.path })
    .from(tripImages)
    .where(eq(tripImages.tripId, tripId))
    .orderBy(tripImages.position);
  return { ...flat(row), photos: images.map(({ path }) => path) };
}

/** This organizer's trip that shows a photo: where a form was sent twice, the trip that it made the first time. */
export async function ownTripWithPhoto(organizerId: string, photo: string): Promise<{ id: string } | undefined> {
  const [trip] = await db()
    .select({ id: trips.id })
    .from(tripImages)
    .innerJoin(trips, eq(trips.id, tripImages.tripId))
    .where(and(eq(tripImages.path, photo), eq(trips.organizerId, organizerId)));
  return trip;
}

/**
 * This organizer's trips that begin soon and are short of people, see {@link isShortOfPeople}; the next one first, at most
 * `most`.
 */
export async function listShortOfPeople(
  organizerId: string,
  { now, most }: { now: Date; most: number },
): Promise<OwnTrip[]> {
  const today = wibDay(now);
  const soon = and(gt(trips.date, today), lte(trips.date, addDays(today, policy.minPaxWarningDays)));
  const paid = sql`(select coalesce(sum(${bookings.pax}), 0) from ${bookings}
    where ${bookings.tripId} = ${trips.id} and ${bookings.status} = 'CONFIRMED')`;
  const isShort = and(inState.active(), soon, lt(paid, trips.minPax));
  const rows = await ownTrips(and(eq(trips.organizerId, organizerId), isShort))
    .orderBy(trips.date, trips.id)
    .limit(most);
  return rows.map(flat);
}

/** Whether fewer people have paid than the organizer wanted at least, soon before it begins. */
export function isShortOfPeople(trip: OwnTrip, now: Date): boolean {
  const open: readonly Trip["status"][] = unfinishedStatuses;
  const days = daysBetween(wibDay(now), trip.date);
  const soon = days > 0 && days <= policy.minPaxWarningDays;
  return open.includes(trip.status) && soon && trip.confirmedPax < (trip.minPax ?? 0);
}

/** Where a trip that is not called off stands on the calendar (WIB): `over` waits for the night that completes it. */
export type TripPhase = "upcoming" | "running" | "over";

/** See {@link TripPhase}. */
export function phaseOf(trip: Pick<Trip, "date" | "endDate">, now: Date): TripPhase {
  const today = wibDay(now);
  if (today < trip.date) return "upcoming";
  return today <= lastDay(trip) ? "running" : "over";
}

const inState: Record<OwnTripState, () => SQL> = {
  active: () => inArray(trips.status, unfinishedStatuses),
  completed: () => eq(trips.status, "COMPLETED"),
  closed: () => eq(trips.status, "CLOSED"),
};

/** The trips with their figures; each figure is looked up by an index, whatever the tables hold of other trips. */
function ownTrips(where: SQL | undefined) {
  const seats = db()
    .select({
      confirmedPax: numberOf(sql`sum(${bookings.pax}) filter (where ${eq(bookings.status, "CONFIRMED")})`).as(
        "confirmed",
      ),
      pendingPax: numberOf(sql`sum(${bookings.pax}) filter (where ${eq(bookings.status, "PENDING_PAYMENT")})`).as(
        "pending",
      ),
    })
    .from(bookings)
    .where(and(eq(bookings.tripId, trips.id), inArray(bookings.status, liveStatuses)))
    .as("seats");
  const money = db()
    .select({
      heldRupiah: amountIn("HELD").as("held"),
      releasedRupiah: amountIn("RELEASED").as("released"),
      paidRupiah: amountIn("PAID").as("paid"),
    })
    .from(payouts)
    .where(eq(payouts.tripId, trips.id))
    .as("money");
  const disputes = db()
    .select({ openDisputes: count().as("open") })
    .from(refunds)
    .innerJoin(bookings, eq(bookings.id, refunds.bookingId))
    .where(and(eq(bookings.tripId, trips.id), eq(refunds.status, "REQUESTED")))
    .as("disputes");
  return db()
    .select({
      trip: trips,
      cover: tripImages.path,
      seats: { confirmedPax: seats.confirmedPax, pendingPax: seats.pendingPax },
      money: { heldRupiah: money.heldRupiah, releasedRupiah: money.releasedRupiah, paidRupiah: money.paidRupiah },
      openDisputes: disputes.openDisputes,
    })
    .from(trips)
    .leftJoin(tripImages, and(eq(tripImages.tripId, trips.id), eq(tripImages.position, 0)))
    .crossJoinLateral(seats)
    .crossJoinLateral(money)
    .crossJoinLateral(disputes)
    .where(where);
}

function amountIn(status: "HELD" | "RELEASED" | "PAID") {
  return numberOf(sql`${sum(payouts.amount)} filter (where ${eq(payouts.status, status)})`);
}

function numberOf(figure: SQL) {
  return sql<number>`coalesce(${figure}, 0)`.mapWith(Number);
}

type Row = Awaited<ReturnType<typeof ownTrips>>[number];

function flat({ trip, cover, seats, money, openDisputes }: Row): OwnTrip {
  return { ...trip, cover, ...seats, ...money, openDisputes };
}
