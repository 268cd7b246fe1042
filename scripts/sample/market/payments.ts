import { heldUntil } from "#domain/payouts/payout.ts";
import { hourMs, minuteMs } from "../nights.ts";
import type { Random } from "../random.ts";
import { bookingLetter } from "./letters.ts";
import type { Market, Seat } from "./market.ts";
import { owe } from "./refunds.ts";
import { shareOut } from "./shares.ts";

/** Sends in the picture of the transfer, which an admin has to look at. */
export function uploadProof({ world }: Market, seat: Seat, at: Date): void {
  Object.assign(seat.payment, {
    proofPath: `${seat.user.id}-${seat.payment.id}.webp`,
    proofUploadedAt: at,
    updatedAt: at,
  });
  const actor = { type: "USER", id: seat.user.id } as const;
  world.record({
    actor,
    action: "payment.upload-proof",
    entity: "Payment",
    entityId: seat.payment.id,
    before: { proofPath: null },
    after: { proofPath: seat.payment.proofPath },
    at,
  });
}

/** The money is in: CONFIRMED, with the organizer's share held. What came in above the amount is owed back. */
export function settle(market: Market, seat: Seat, at: Date, surplus = 0): Seat {
  const { world, people } = market;
  const received = seat.payment.amount + surplus;
  accept(market, seat, at, received);
  Object.assign(seat.booking, { status: "CONFIRMED", updatedAt: at });
  const { trip } = seat;
  seat.payout = world.add("payouts", {
    id: world.id(at),
    bookingId: seat.booking.id,
    tripId: trip.id,
    organizerId: trip.organizerId,
    amount: 0,
    feeAmount: 0,
    status: "HELD",
    heldUntil: heldUntil(trip, at),
    releasedAt: null,
    bankName: null,
    bankAccountNo: null,
    bankAccountName: null,
    transferRef: null,
    paidAt: null,
    paidById: null,
    createdAt: at,
    updatedAt: at,
  });
  if (surplus > 0)
    owe(market, seat, { amount: surplus, reason: "OVERPAID", note: "Transfer lebih dari jumlah tagihan.", at });
  shareOut(seat, at);
  const actor = { type: "ADMIN", id: people.sari.id } as const;
  world.record({
    actor,
    action: "booking.confirm",
    entity: "Booking",
    entityId: seat.booking.id,
    before: { status: "PENDING_PAYMENT" },
    after: { status: "CONFIRMED" },
    at,
  });
  bookingLetter(market, seat, at, "booking-confirmed");
  return seat;
}

/** The money came too late to be of use: all of it is owed back. */
export function settleTooLate(market: Market, seat: Seat, at: Date): void {
  accept(market, seat, at, seat.payment.amount);
  owe(market, seat, {
    amount: seat.payment.amount,
    reason: "UNAPPLIED",
    note: "Transfer masuk setelah batas bayar, kursi sudah terisi.",
    at,
  });
}

function accept({ world, people }: Market, seat: Seat, at: Date, received: number): void {
  const before = { status: seat.payment.status };
  Object.assign(seat.payment, {
    status: "PAID",
    receivedAmount: received,
    paidAt: at,
    verifiedById: people.sari.id,
    updatedAt: at,
  });
  const actor = { type: "ADMIN", id: people.sari.id } as const;
  world.record({
    actor,
    action: "payment.settle",
    entity: "Payment",
    entityId: seat.payment.id,
    before,
    after: { status: "PAID", receivedAmount: received },
    at,
  });
}

/** A moment at which Sari might have accepted the money: some hours after the booking, never after `latest`. */
export function paidSoonAfter(random: Random, seat: Seat, latest: Date): Date {
  const soon = seat.booking.createdAt.getTime() + random.between(25 * minuteMs, 15 * hourMs);
  return new Date(Math.min(soon, latest.getTime(), seat.payment.expiresAt.getTime() - minuteMs));
}
