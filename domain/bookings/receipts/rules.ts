import type { Refund } from "#domain/bookings/schema/refunds.ts";
import { policy } from "#domain/policy.ts";
import { tripStart } from "#domain/trips/rules.ts";

/** What follows from the money that came for one booking. Amounts are whole rupiah. */

/**
 * How much of the money came too much, above the amount that was asked for and what was given back of it already: what
 * goes `back`, and what is too little for a transfer and stays as rounding. One of them is 0.
 * Rule: docs/domain.md#a-surplus
 */
export function surplusOf({ amount, received, returned }: { amount: number; received: number; returned: number }): {
  back: number;
  rounding: number;
} {
  const surplus = Math.max(0, received - amount - returned);
  return surplus >= policy.smallestRefundRupiah ? { back: surplus, rounding: 0 } : { back: 0, rounding: surplus };
}

/**
 * Whether somebody who types this amount has to be asked once more: it is far more than what is `due`, or looks like it with a digit
 * too many or too few.
 * Rule: docs/domain.md#an-unlikely-amount
 */
export function isUnlikely({ typed, due }: { typed: number; due: number }): boolean {
  const isNear = (amount: number) => Math.abs(typed - amount) * 100 <= amount * policy.digitSlipPercent;
  return typed > due * policy.unlikelyTimesDue || isNear(due * 10) || isNear(due / 10);
}

/** What was promised or given back of a booking's money as too much. */
export function overpaidOf({ refunds }: { refunds: readonly Pick<Refund, "reason" | "status" | "amount">[] }): number {
  const given = refunds.filter(
    ({ reason, status }) => reason === "OVERPAID" && (status === "APPROVED" || status === "PAID"),
  );
  return given.reduce((sum, { amount }) => sum + amount, 0);
}

/** A payment that is not paid yet, as far as waiting for its rest goes. */
export type Waiting = { expiresAt: Date; hasProof: boolean; trip: { date: string } };

/** Whether the rest may be waited for at `now`: before the deadline, or, with a proof, before the trip. */
export function mayWait({ expiresAt, hasProof, trip }: Waiting, now: Date): boolean {
  const begins = tripStart(trip);
  return now < begins && (now < expiresAt || hasProof);
}

/**
 * Until when the rest of a payment may come of which a part came at `now`.
 * Rule: docs/domain.md#too-little
 */
export function restDeadline({ expiresAt, trip }: Omit<Waiting, "hasProof">, now: Date): Date {
  const latest = Math.max(expiresAt.getTime(), now.getTime() + policy.restDeadlineMs);
  return new Date(Math.min(latest, tripStart(trip).getTime()));
}

/** Until when a payment waits whose receipt is void at `now`; a mistake of ours takes nobody's time. */
export function voidDeadline({ expiresAt }: { expiresAt: Date }, now: Date): Date {
  return new Date(Math.max(expiresAt.getTime(), now.getTime() + policy.voidDeadlineMs));
}
