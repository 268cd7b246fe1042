import { moneyOf, openDispute } from "#domain/bookings/booking-file.ts";
import type { Booking } from "#domain/bookings/rules.ts";
import type { Payment } from "#domain/bookings/schema/payments.ts";
import type { Payout } from "#domain/bookings/schema/payouts.ts";
import type { Refund } from "#domain/bookings/schema/refunds.ts";
import { type Trip, tripStart } from "#domain/trips/rules.ts";

/** Whether a participant may report a problem now, and over how much; or why not. */
export type Reportable =
  /** Up to `max` rupiah, before `until`. */
  | { ok: true; max: number; until: Date }
  /** `too-early`: the trip has not begun. `too-late`: the payout was released, or could be from now on. */
  | { ok: false; reason: "not-confirmed" | "too-early" | "too-late" | "already-open" }
  /** Everything went back already. */
  | { ok: false; reason: "amount"; max: 0 };

/**
 * A problem can be reported from the start of the trip as long as the money is held, one report at a time.
 * Rule: docs/domain.md#reporting-a-problem
 */
export function reportable(
  reported: {
    trip: Pick<Trip, "date">;
    booking: Pick<Booking, "status" | "totalAmount">;
    payment: Pick<Payment, "receivedAmount">;
    payout: Pick<Payout, "status" | "heldUntil"> | null;
    refunds: Pick<Refund, "status" | "amount">[];
  },
  now: Date,
): Reportable {
  const { trip, booking, payout } = reported;
  if (booking.status !== "CONFIRMED" || !payout) return { ok: false, reason: "not-confirmed" };
  if (now < tripStart(trip)) return { ok: false, reason: "too-early" };
  const { net: max } = moneyOf(reported);
  if (max === 0) return { ok: false, reason: "amount", max };
  if (payout.status !== "HELD" || now >= payout.heldUntil) return { ok: false, reason: "too-late" };
  if (openDispute(reported)) return { ok: false, reason: "already-open" };
  return { ok: true, max, until: payout.heldUntil };
}
