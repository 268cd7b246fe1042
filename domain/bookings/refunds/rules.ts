import { addDays, daysBetween, wibDay } from "#domain/calendar.ts";
import { policy } from "#domain/policy.ts";

/** One booking's money so far: `refunded` is the sum of its APPROVED and PAID refunds. Whole rupiah. */
export type MoneySoFar = { totalAmount: number; received: number; refunded: number };

/**
 * What a participant gets back who cancels at `now`, in rupiah: early enough before the trip (WIB calendar)
 * everything that came in, the unique code too; then half the price; later nothing. Never more than what is left.
 * 0 means that no refund is made.
 * Rule: docs/domain.md#cancelling-a-paid-booking
 */
export function refundQuote(
  trip: { date: string },
  { totalAmount, received, refunded }: MoneySoFar,
  now: Date,
): number {
  const days = daysBetween(wibDay(now), trip.date);
  const left = received - refunded;
  if (days >= policy.fullRefundFromDays) return left;
  if (days >= policy.halfRefundFromDays) return Math.min(Math.floor(totalAmount / 2), left);
  return 0;
}

/** What a cancellation gives back until a day: `everything` that came in, `half` of the price, or `nothing`. */
export type RefundStep = { gives: "everything" | "half" | "nothing"; from: string | null; until: string | null };

/**
 * {@link refundQuote} of a trip as days: each step holds from its first to its last day (WIB, `YYYY-MM-DD`), both
 * included. The first has always held; the last one goes on.
 */
export function refundSteps({ date }: { date: string }): RefundStep[] {
  const lastFull = addDays(date, -policy.fullRefundFromDays);
  const lastHalf = addDays(date, -policy.halfRefundFromDays);
  return [
    { gives: "everything", from: null, until: lastFull },
    { gives: "half", from: addDays(lastFull, 1), until: lastHalf },
    { gives: "nothing", from: addDays(lastHalf, 1), until: null },
  ];
}
