import { split } from "#domain/payouts/payout.ts";
import type { Seat } from "./market.ts";

/** What of a booking's money has been promised back or gone back. */
export function refunded(seat: Seat): number {
  const given = seat.refunds.filter(({ status }) => status === "APPROVED" || status === "PAID");
  return given.reduce((sum, { amount }) => sum + amount, 0);
}

/** Shares what is left between organizer and platform, while it is held. */
export function shareOut(seat: Seat, at: Date): void {
  if (!seat.payout) return;
  const shares = split({
    received: seat.payment.receivedAmount ?? 0,
    refunded: refunded(seat),
    total: seat.booking.totalAmount,
  });
  const status = shares.net === 0 ? "CANCELLED" : seat.payout.status;
  Object.assign(seat.payout, { amount: shares.payout, feeAmount: shares.fee, status, updatedAt: at });
}
