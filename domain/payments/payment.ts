import { policy } from "#domain/policy.ts";
import { tripStart } from "#domain/trips/trip.ts";
import type { payments } from "./schema.ts";

export type Payment = typeof payments.$inferSelect;

/** Until when a participant who books at `now` has to pay: a day, but never past the start of the trip. */
export function expiresAt(trip: { date: string }, now: Date): Date {
  return new Date(Math.min(now.getTime() + policy.paymentDeadlineMs, tripStart(trip).getTime()));
}
