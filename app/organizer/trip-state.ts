import { phaseOf } from "#domain/departures/own-trips.ts";
import { bookable, type Trip } from "#domain/trips/rules.ts";
import type { BadgeTone } from "#ui/badge.tsx";

/** Where a trip stands, as its organizer reads it. */
export type TripState =
  | "open"
  | "full"
  | "registration-closed"
  | "booking-closed"
  | "running"
  | "over"
  | "completed"
  | "closed";

/** The state of a trip at `now`. */
export function tripState(
  trip: Pick<Trip, "status" | "date" | "endDate" | "closesOn" | "registrationClosedAt">,
  now: Date,
): TripState {
  if (trip.status === "COMPLETED") return "completed";
  if (trip.status === "CLOSED") return "closed";
  const phase = phaseOf(trip, now);
  if (phase !== "upcoming") return phase;
  const answer = bookable(trip, { pax: 1, seatsLeft: 1, now });
  if (answer.ok) return "open";
  if (answer.reason === "registration-closed") return answer.reason;
  return answer.reason === "sold-out" ? "full" : "booking-closed";
}

/** The colour and shape of each state. */
export const toneOf: Record<TripState, BadgeTone> = {
  open: "ok",
  full: "running",
  "registration-closed": "stale",
  "booking-closed": "stale",
  running: "running",
  over: "ended",
  completed: "ended",
  closed: "failed",
};
