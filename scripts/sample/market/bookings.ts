import { expiresAt } from "#domain/payments/payment.ts";
import { refundQuote } from "#domain/refunds/refund.ts";
import type { BookingRow, PaymentRow, RefundRow, TripRow, UserRow } from "../world.ts";
import { bookingLetter } from "./letters.ts";
import type { Market, Seat } from "./market.ts";
import { owe } from "./refunds.ts";
import { refunded, shareOut } from "./shares.ts";

const alphabet = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";

/** Asks for seats: PENDING_PAYMENT, with a transfer to wait for. */
export function book(market: Market, trip: TripRow, user: UserRow, { pax, at }: { pax: number; at: Date }): Seat {
  const { world, random } = market;
  const code = `ST-${Array.from({ length: 5 }, () => alphabet[random.whole(0, alphabet.length - 1)]).join("")}`;
  const stamps = { createdAt: at, updatedAt: at };
  const booking = world.add("bookings", {
    id: world.id(at),
    code,
    tripId: trip.id,
    userId: user.id,
    pax,
    pricePerPax: trip.pricePerPax,
    totalAmount: pax * trip.pricePerPax,
    status: "PENDING_PAYMENT",
    contactPhone: user.phone ?? "",
    note: random.chance(0.12)
      ? random.pick(["Satu orang vegetarian", "Jemput di stasiun bisa?", "Ada anak umur 9 tahun"])
      : null,
    cancelledAt: null,
    cancelledBy: null,
    cancelReason: null,
    ...stamps,
  });
  for (let person = 0; person < pax; person++) {
    const fullName = person === 0 ? user.name : random.pick(market.people.travellers).name;
    const phone = person === 0 ? user.phone : null;
    world.add("participants", {
      id: world.id(at),
      bookingId: booking.id,
      fullName,
      phone,
      emergencyContact: null,
      ...stamps,
    });
  }
  const payment = world.add("payments", { ...newPayment(market, trip, booking), ...stamps });
  const seat: Seat = { trip, user, booking, payment, refunds: [] };
  const actor = { type: "USER", id: user.id } as const;
  world.record({
    actor,
    action: "booking.create",
    entity: "Booking",
    entityId: booking.id,
    before: null,
    after: { status: "PENDING_PAYMENT", pax },
    at,
  });
  bookingLetter(market, seat, at, "payment-instructions");
  return seat;
}

function newPayment(
  { world, random, account }: Market,
  trip: TripRow,
  booking: BookingRow,
): Omit<PaymentRow, "createdAt" | "updatedAt"> {
  const waiting = new Set(world.payments.filter(({ status }) => status === "AWAITING").map(({ amount }) => amount));
  let uniqueCode = random.whole(1, 999);
  while (waiting.has(booking.totalAmount + uniqueCode)) uniqueCode = random.whole(1, 999);
  return {
    id: world.id(booking.createdAt),
    bookingId: booking.id,
    method: "MANUAL_TRANSFER",
    status: "AWAITING",
    bankAccountKey: account.key,
    uniqueCode,
    amount: booking.totalAmount + uniqueCode,
    expiresAt: expiresAt(trip, booking.createdAt),
    proofPath: null,
    proofUploadedAt: null,
    rejectReason: null,
    receivedAmount: null,
    paidAt: null,
    verifiedById: null,
    gatewayTxnId: null,
    gatewayPayload: null,
  };
}

/** Nobody paid in time: the seats are free again. */
export function expire(market: Market, seat: Seat, at: Date): void {
  Object.assign(seat.booking, { status: "EXPIRED", updatedAt: at });
  Object.assign(seat.payment, { status: "EXPIRED", updatedAt: at });
  const actor = { type: "USER", id: seat.user.id } as const;
  market.world.record({
    actor,
    action: "booking.expire",
    entity: "Booking",
    entityId: seat.booking.id,
    before: { status: "PENDING_PAYMENT" },
    after: { status: "EXPIRED" },
    at,
  });
  market.world.record({
    actor,
    action: "payment.expire",
    entity: "Payment",
    entityId: seat.payment.id,
    before: { status: "AWAITING" },
    after: { status: "EXPIRED" },
    at,
  });
  bookingLetter(market, seat, at, "booking-expired");
}

/** The participant steps back; what he gets depends on how many days are left. */
export function cancel(market: Market, seat: Seat, at: Date): RefundRow | undefined {
  const before = { status: seat.booking.status };
  const paid = seat.payment.status === "PAID";
  Object.assign(seat.booking, {
    status: "CANCELLED",
    cancelledAt: at,
    cancelledBy: "PARTICIPANT",
    cancelReason: "Berhalangan",
    updatedAt: at,
  });
  if (!paid) Object.assign(seat.payment, { status: "CANCELLED", updatedAt: at });
  const actor = { type: "USER", id: seat.user.id } as const;
  market.world.record({
    actor,
    action: "booking.cancel",
    entity: "Booking",
    entityId: seat.booking.id,
    before,
    after: { status: "CANCELLED" },
    at,
  });
  if (!paid) return undefined;
  const money = {
    totalAmount: seat.booking.totalAmount,
    received: seat.payment.receivedAmount ?? 0,
    refunded: refunded(seat),
  };
  const amount = refundQuote(seat.trip, money, at);
  const owed =
    amount > 0
      ? owe(market, seat, { amount, reason: "PARTICIPANT_CANCEL", note: "Dibatalkan peserta.", at })
      : undefined;
  shareOut(seat, at);
  return owed;
}
