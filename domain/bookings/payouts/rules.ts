import type { Payout } from "#domain/bookings/schema/payouts.ts";
import { addDays, startOfUtcDay } from "#domain/calendar.ts";
import { policy } from "#domain/policy.ts";
import { lastDay, type Trip } from "#domain/trips/rules.ts";

/** How one booking's money is shared and how long it is held. Amounts are whole rupiah. */

/** How the money of one booking is shared, in rupiah. */
export type Split = {
  /** What is left of what came in. */
  net: number;
  /** What the organizer keeps before the fee. */
  kept: number;
  payout: number;
  /** The platform's share, the unique code included. */
  fee: number;
};

/**
 * Shares what is left of one booking's money: `refunded` is the sum of its APPROVED and PAID refunds, `total` the
 * booking's price. `payout + fee + refunded` is always `received`; after a full refund there is no fee.
 * Rule: docs/domain.md#how-money-is-split
 */
export function split({ received, refunded, total }: { received: number; refunded: number; total: number }): Split {
  const net = received - refunded;
  const kept = Math.min(total, net);
  const payout = kept - Math.floor((kept * policy.feeBasisPoints) / 10_000);
  return { net, kept, payout, fee: net - payout };
}

/**
 * Until when money accepted at `now` is held: days after the trip's last day (00:00 UTC), and some hours at least.
 * Rule: docs/domain.md#how-long-money-is-held
 */
export function heldUntil(trip: Pick<Trip, "date" | "endDate">, now: Date): Date {
  const afterTrip = startOfUtcDay(addDays(lastDay(trip), policy.payoutHoldDays)).getTime();
  return new Date(Math.max(afterTrip, now.getTime() + policy.payoutMinimumHoldMs));
}

/**
 * The earliest release for a trip that is completed at `now`: the least hold after the start of that minute. Without the
 * cut, tomorrow's run would release nothing when it starts a second earlier in its minute than today's.
 */
export function earliestRelease(now: Date): Date {
  const minute = Math.floor(now.getTime() / 60_000) * 60_000;
  return new Date(minute + policy.payoutMinimumHoldMs);
}

/** Whether an admin holds it back; what was transferred or given back since is not held any more. */
export function heldByAdmin({ status, heldBackAt }: Pick<Payout, "status" | "heldBackAt">): boolean {
  return heldBackAt !== null && (status === "HELD" || status === "RELEASED");
}
