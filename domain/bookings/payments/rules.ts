import { policy } from "#domain/policy.ts";
import { tripStart } from "#domain/trips/rules.ts";

/** Why money cannot be used for the booking it was sent for. Rule: docs/domain.md#late-and-unusable-money */
export type Unusable =
  /** Less than the price. */
  | "short"
  /** The booking was cancelled before the money came. */
  | "cancelled"
  /** It came after the deadline, and the seats are gone, the trip has begun or is off, or he has booked again. */
  | "sold-out"
  | "trip-over"
  | "booked-again"
  /** Or the trip was moved to days that he has never agreed to. */
  | "days-changed"
  /** A part came in time, and the rest did not. */
  | "rest-missing"
  /** What came before went back already, so the booking takes no more. */
  | "returned-before";

/**
 * Until when a participant who books at `now` has to pay, never past the start of the trip.
 * Rule: docs/domain.md#the-deadline
 */
export function expiresAt(trip: { date: string }, now: Date): Date {
  return new Date(Math.min(now.getTime() + policy.paymentDeadlineMs, tripStart(trip).getTime()));
}
