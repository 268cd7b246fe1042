import { type AnyColumn, and, eq, exists, inArray, type SQL, sql } from "drizzle-orm";
import { type Database, db, type Transaction } from "#db/connection.ts";
import type { Trip } from "#domain/trips/rules.ts";
import { liveStatuses, seatsLeft } from "./rules.ts";
import { bookings } from "./schema/bookings.ts";

/** The seats that live bookings hold on the trip of a query's row, as one of its columns. */
export function seatsTakenOf(tripId: AnyColumn): SQL<number> {
  const taken = db()
    .select({ seats: sql`coalesce(sum(${bookings.pax}), 0)` })
    .from(bookings)
    .where(and(eq(bookings.tripId, tripId), inArray(bookings.status, liveStatuses)));
  return sql`(${taken})`.mapWith(Number);
}

/** Seats that live bookings hold on a trip; final only under the trip's lock. */
export async function countSeatsTaken(tx: Transaction | Database, tripId: string): Promise<number> {
  const [row] = await tx
    .select({ taken: sql<number>`coalesce(sum(${bookings.pax}), 0)`.mapWith(Number) })
    .from(bookings)
    .where(and(eq(bookings.tripId, tripId), inArray(bookings.status, liveStatuses)));
  return row!.taken;
}

/** Seats of a trip that can still be booked; final only under the trip's lock. */
export async function countSeatsLeft(tx: Transaction | Database, trip: Pick<Trip, "id" | "quota">): Promise<number> {
  return seatsLeft(trip.quota, await countSeatsTaken(tx, trip.id));
}

/** Whether somebody has a live booking on a trip already: one at a time. */
export async function hasLiveBooking(tx: Transaction | Database, tripId: string, userId: string): Promise<boolean> {
  const live = and(eq(bookings.tripId, tripId), eq(bookings.userId, userId), inArray(bookings.status, liveStatuses));
  return (await tx.$count(bookings, live)) > 0;
}

/** The same as one of a query's columns, for the trip of its row. */
export function hasLiveBookingOn(tripId: AnyColumn, userId: string): SQL<boolean> {
  const live = db()
    .select({ one: sql`1` })
    .from(bookings)
    .where(and(eq(bookings.tripId, tripId), eq(bookings.userId, userId), inArray(bookings.status, liveStatuses)));
  return sql<boolean>`${exists(live)}`;
}
