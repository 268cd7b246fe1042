import { expiresAt } from "#domain/payments/payment.ts";
import { heldUntil, split } from "#domain/payouts/payout.ts";
import { refundQuote } from "#domain/refunds/refund.ts";
import { hourMs, minuteMs } from "../nights.ts";
import type { People } from "../people.ts";
import type { Random } from "../random.ts";
import type { BookingRow, PaymentRow, PayoutRow, RefundRow, TripRow, UserRow, World } from "../world.ts";
import { owe } from "./refunds.ts";

/** The account that the sample's participants pay to. */
export type BankAccount = { key: string; bank: string; number: string; holder: string };

/** What every step needs to know. */
export type Market = { world: World; people: People; random: Random; account: BankAccount };

/** A booking with all that hangs on it. */
export type Seat = {
  trip: TripRow;
  user: UserRow;
  booking: BookingRow;
  payment: PaymentRow;
  payout?: PayoutRow;
  refunds: RefundRow[];
};

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
  letter(market, seat, at, "payment-instructions");
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
  letter(market, seat, at, "booking-confirmed");
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
  letter(market, seat, at, "booking-expired");
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

/** A moment at which Sari might have accepted the money: some hours after the booking, never after `latest`. */
export function paidSoonAfter(random: Random, seat: Seat, latest: Date): Date {
  const soon = seat.booking.createdAt.getTime() + random.between(25 * minuteMs, 15 * hourMs);
  return new Date(Math.min(soon, latest.getTime(), seat.payment.expiresAt.getTime() - minuteMs));
}

type BookingLetter = "payment-instructions" | "booking-confirmed" | "booking-expired";

function letter({ world, account }: Market, seat: Seat, at: Date, template: BookingLetter): void {
  const { trip, user, booking, payment } = seat;
  const to = { email: user.email, locale: user.locale };
  const dedupeKey = `${template}:${booking.id}`;
  const names = { name: user.name, tripTitle: trip.title, bookingCode: booking.code };
  if (template === "payment-instructions") {
    const bank = { bank: account.bank, accountNumber: account.number, accountHolder: account.holder };
    const props = { ...names, ...bank, amountRupiah: payment.amount, expiresAt: payment.expiresAt };
    world.send({ template, dedupeKey, to, props, notAfter: payment.expiresAt, at });
  } else if (template === "booking-confirmed") {
    const { date, endDate, meetingPoint, meetingTime, whatsappGroupUrl } = trip;
    world.send({
      template,
      dedupeKey,
      to,
      props: { ...names, date, endDate, meetingPoint, meetingTime, whatsappGroupUrl, pax: booking.pax },
      at,
    });
  } else {
    world.send({ template, dedupeKey, to, props: { ...names, tripSlug: trip.slug }, at });
  }
}
