import type { unusableCauses } from "#domain/bookings/schema/causes.ts";
import { policy } from "#domain/policy.ts";
import { tripStart } from "#domain/trips/rules.ts";

/**
 * Why money cannot be used for the booking it was sent for: less than the price came (`short`), it was cancelled before, or the
 * money came after the deadline, and the seats are gone (`sold-out`), the trip has begun or is off, they have booked again, or it
 * was moved to days that they have never agreed to; a part came in time and the rest did not; or what came before went back
 * already, so the booking takes no more. Rule: docs/domain.md#late-and-unusable-money
 */
export type Unusable = (typeof unusableCauses)[number];

/** A booking as far as what is missing goes; `received` is what has come so far, in rupiah. */
export type Due = { totalAmount: number; received: number };

/**
 * What is missing until the booking is paid: its price, without the unique code, less the tolerance. 0 where enough has come.
 * Rule: docs/domain.md#too-little
 */
export function missingRupiah({ totalAmount, received }: Due): number {
  return Math.max(0, totalAmount - policy.shortToleranceRupiah - received);
}

/**
 * Until when a participant who books at `now` has to pay, never past the start of the trip.
 * Rule: docs/domain.md#the-deadline
 */
export function expiresAt(trip: { date: string }, now: Date): Date {
  return new Date(Math.min(now.getTime() + policy.paymentDeadlineMs, tripStart(trip).getTime()));
}
