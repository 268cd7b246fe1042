import { addDays, startOfWibDay } from "#domain/calendar.ts";
import { policy } from "#domain/policy.ts";
import type { trips } from "./schema.ts";

/** What follows from a trip's own columns. Days are `YYYY-MM-DD`. */

/** A row of `Trip`. */
export type Trip = typeof trips.$inferSelect;

/** The states of a trip that is not over. */
export const unfinishedStatuses = ["OPEN", "FULL"] as const satisfies Trip["status"][];

/** So many seats a trip has at most; the table holds it to that, too. */
export const mostSeats = 100;

type Days = Pick<Trip, "date" | "endDate">;

/** The day on which the trip ends; a trip without `endDate` ends on the day it starts. */
export function lastDay(trip: Days): string {
  return trip.endDate ?? trip.date;
}

/** 00:00 WIB of the trip's first day. */
export function tripStart(trip: Pick<Trip, "date">): Date {
  return startOfWibDay(trip.date);
}

/** Whether seats can be booked, or why not. */
export type Bookable =
  | { ok: true }
  | { ok: false; reason: "not-open" | "registration-closed" | "closed" | "starts-too-soon" | "sold-out" };

/**
 * Whether `pax` more seats can be booked at `now`, and the first reason why not. `closesOn` is the last day in WIB for it.
 * Rule: docs/domain.md#booking-a-trip
 */
export function bookable(
  trip: Pick<Trip, "status" | "date" | "closesOn" | "registrationClosedAt">,
  { pax, seatsLeft, now }: { pax: number; seatsLeft: number; now: Date },
): Bookable {
  if (trip.registrationClosedAt && (trip.status === "OPEN" || trip.status === "FULL"))
    return { ok: false, reason: "registration-closed" };
  if (trip.status === "FULL") return { ok: false, reason: "sold-out" };
  if (trip.status !== "OPEN") return { ok: false, reason: "not-open" };
  if (now >= startOfWibDay(addDays(trip.closesOn, 1))) return { ok: false, reason: "closed" };
  const untilStartMs = tripStart(trip).getTime() - now.getTime();
  if (untilStartMs < policy.bookingClosesBeforeStartMs) return { ok: false, reason: "starts-too-soon" };
  if (seatsLeft < pax) return { ok: false, reason: "sold-out" };
  return { ok: true };
}
