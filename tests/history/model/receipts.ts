import { frozenIn, isSuspended } from "./transfers.ts";
import {
  type Booking,
  days,
  dispute,
  endPart,
  hours,
  isLiveOn,
  lastDay,
  leaderOf,
  mail,
  net,
  owe,
  type Receipt,
  type Refund,
  resplit,
  returnMoney,
  share,
  start,
  sync,
  taken,
  those,
  utc,
  type Verdict,
  type World,
} from "./world.ts";

/** Money that reaches the bank for a payment, and what was recorded by mistake. */

export type Arrival = { amount: number; ifShort?: "wait" | "return" | undefined };

/** What a record would come to: each outcome for which a reason holds, and what it does. */
export function records(world: World, booking: Booking, { amount, ifShort }: Arrival) {
  const { payment } = booking;
  const received = (payment.received ?? 0) + amount;
  const isShort = received < booking.total;
  const mayWait = world.now < start(booking.trip) && (world.now < payment.expiresAt || payment.proof !== null);
  const waits = booking.status === "PENDING_PAYMENT" && isShort && mayWait && ifShort !== "return";
  const isPaid = payment.status === "PAID";
  const receipt: Receipt = { amount, isVoid: false, proof: null };
  const returned = isPaid ? [] : whyReturned(world, booking, received);
  const isPending = booking.status === "PENDING_PAYMENT" && !isPaid;
  const arrive = () => {
    payment.receipts.push(receipt);
    payment.received = received;
    world.bank += amount;
  };
  return {
    amount: amount <= 0,
    cannotWait: isPending && isShort && ifShort === "wait" && !mayWait,
    outcomes: isPaid ? anotherOutcomes(booking) : waits ? ["waiting"] : returned.length > 0 ? returned : ["confirmed"],
    apply() {
      arrive();
      if (isPaid) add(world, booking, receipt);
      else if (waits) wait(world, booking, receipt);
      else {
        payment.status = "PAID";
        if (returned.length === 0) confirm(world, booking, receipt);
        else {
          if (booking.status === "PENDING_PAYMENT") Object.assign(booking, { status: "CANCELLED", returned: true });
          returnMoney(world, booking, received, receipt);
        }
      }
      sync(world, booking.trip);
    },
  };
}

function whyReturned(world: World, booking: Booking, received: number): string[] {
  const dead = booking.status === "EXPIRED";
  return those({
    cancelled: booking.status === "CANCELLED",
    short: received < booking.total,
    ...Object.fromEntries(noSeat(world, booking).map((reason) => [reason, dead])),
  });
}

/** Why a booking that holds no seats cannot have them again. */
function noSeat(world: World, booking: Booking): string[] {
  const { trip, agreed } = booking;
  return those({
    "sold-out": trip.status === "FULL" || taken(world, trip) + booking.pax > trip.quota,
    "trip-over": trip.status === "COMPLETED" || trip.status === "CLOSED" || world.now >= start(trip),
    "days-changed": trip.date !== agreed.date || trip.endDate !== agreed.endDate,
    "booked-again": isLiveOn(world, trip, booking.userId),
  });
}

const anotherOutcomes = ({ status }: Booking): string[] =>
  status === "CONFIRMED" ? ["added"] : [status === "CANCELLED" ? "cancelled" : "returned-before"];

function wait(world: World, booking: Booking, receipt: Receipt): void {
  const { payment } = booking;
  receipt.proof = payment.proof;
  payment.proof = null;
  payment.expiresAt = Math.min(Math.max(payment.expiresAt, world.now + hours(24)), start(booking.trip));
  mail(world, "payment-incomplete", booking.userId);
}

/** What came too much and has not gone back; less than 1,000 is rounding. */
function surplus({ payment, refunds }: Booking): number {
  const over = refunds.filter(({ reason, status }) => reason === "OVERPAID" && ["APPROVED", "PAID"].includes(status));
  const left = (payment.received ?? 0) - payment.amount - over.reduce((sum, { amount }) => sum + amount, 0);
  return left >= 1_000 ? left : 0;
}

function confirm(world: World, booking: Booking, receipt: Receipt): void {
  const back = surplus(booking);
  booking.status = "CONFIRMED";
  owe(world, booking, back, "OVERPAID", receipt);
  const heldUntil = Math.max(utc(lastDay(booking.trip)) + days(3), world.now + hours(24));
  const heldBack = booking.payout?.heldBack || isSuspended(world, booking);
  const held = { status: "HELD" as const, ...share(booking), heldUntil, heldBack };
  if (booking.payout) Object.assign(booking.payout, held);
  else booking.payout = held;
  mail(world, "booking-confirmed", booking.userId);
  mail(world, "new-participant", leaderOf(world, booking.trip));
  if (back > 0) mail(world, "refund-approved", booking.userId);
}

function add(world: World, booking: Booking, receipt: Receipt): void {
  const { payout } = booking;
  if (booking.status !== "CONFIRMED") {
    returnMoney(world, booking, receipt.amount, receipt);
    return;
  }
  let back = surplus(booking);
  if (payout!.status !== "HELD") {
    const kept = Math.min(booking.total, net(booking) - back);
    const isSame = payout!.status !== "CANCELLED" && kept - Math.floor((kept * 5) / 100) === payout!.amount;
    if (!isSame) back = receipt.amount;
  }
  owe(world, booking, back, "OVERPAID", receipt);
  if (back > 0) mail(world, "refund-approved", booking.userId);
  if (payout!.status === "HELD") resplit(booking);
  else if (payout!.status !== "CANCELLED") payout!.fee = share(booking).fee;
}

/** An admin waits for the rest no longer. */
export function returnsPart(world: World, booking: Booking): Verdict {
  const { payment } = booking;
  return {
    reasons: those({ "nothing-waits": payment.status !== "AWAITING" || payment.received === null }),
    apply() {
      if (booking.status === "PENDING_PAYMENT") Object.assign(booking, { status: "CANCELLED", returned: true });
      endPart(world, booking);
      sync(world, booking.trip);
    },
  };
}

const isOwed = ({ status }: Refund) => status === "APPROVED";
const isExtra = ({ reason }: Refund) => reason === "OVERPAID" || reason === "UNAPPLIED";
const sumOf = (refunds: Refund[]) => refunds.reduce((sum, { amount }) => sum + amount, 0);

/** It was a mistake: as if it had never come, as long as nothing of it has left. */
export function voids(world: World, booking: Booking, receipt: Receipt): Verdict {
  const { payment, payout, refunds } = booking;
  const rest = (payment.received ?? 0) - receipt.amount;
  const gone = refunds.filter((refund) => refund.status === "PAID" || frozenIn(world, refund) !== undefined);
  const stays = [...new Set([...gone, ...refunds.filter((refund) => isOwed(refund) && !isExtra(refund))])];
  const hadSeats = booking.status === "CONFIRMED" || (booking.status === "CANCELLED" && payout?.status === "HELD");
  const isCarried = hadSeats && rest >= booking.total && sumOf(stays) <= rest;
  const waits = booking.status === "CONFIRMED" || booking.status === "PENDING_PAYMENT" || payment.status === "AWAITING";
  const extraGone = isCarried && booking.status === "CONFIRMED" ? sumOf(gone.filter(isExtra)) : 0;
  const isGone =
    gone.some(({ from }) => from === receipt) ||
    sumOf(gone) > (waits && !isCarried ? 0 : rest) ||
    extraGone > Math.max(0, rest - payment.amount);
  const isPaid = gone.some(({ status }) => status === "PAID");
  return {
    reasons: those({
      "already-void": receipt.isVoid,
      "dispute-open": dispute(booking) !== undefined,
      "not-held": payout?.status === "RELEASED" || payout?.status === "PAID",
      "refund-paid": isGone && isPaid,
      "in-transfer": isGone && !isPaid,
    }),
    apply() {
      const wasGoing = booking.status === "CONFIRMED";
      receipt.isVoid = true;
      world.bank -= receipt.amount;
      const soft = refunds.filter((refund) => isOwed(refund) && !gone.includes(refund));
      payment.received = rest;
      if (isCarried) keepSeats(world, booking, { receipt, soft });
      else reopen(world, booking, { receipt, soft, rest });
      sync(world, booking.trip);
      mail(world, "receipt-voided", booking.userId);
      if (wasGoing && !isCarried) mail(world, "participant-unpaid", leaderOf(world, booking.trip));
    },
  };
}

const withdraw = (refunds: Refund[]) => {
  for (const refund of refunds) refund.status = "CANCELLED";
};
const last = ({ payment }: Booking) => payment.receipts.findLast(({ isVoid }) => !isVoid);

type Undone = { receipt: Receipt; soft: Refund[] };

function keepSeats(world: World, booking: Booking, { receipt, soft }: Undone): void {
  const { payment, payout, refunds } = booking;
  withdraw(soft.filter(({ from }) => from === receipt));
  const over = () =>
    refunds.filter(({ reason, status }) => reason === "OVERPAID" && ["APPROVED", "PAID"].includes(status));
  if (net(booking) < 0 || sumOf(over()) > Math.max(0, payment.received! - payment.amount))
    withdraw(soft.filter((refund) => isOwed(refund) && isExtra(refund)));
  const back = payout!.status === "HELD" ? Math.min(surplus(booking), net(booking)) : net(booking);
  owe(world, booking, back, booking.status === "CONFIRMED" ? "OVERPAID" : "UNAPPLIED", last(booking));
  resplit(booking);
}

function reopen(world: World, booking: Booking, { receipt, soft, rest }: Undone & { rest: number }): void {
  const { payment, payout } = booking;
  booking.status = statusAgain(world, booking, { soft, rest });
  const waits = booking.status === "PENDING_PAYMENT";
  if (!waits && rest > 0) {
    if (payment.status === "AWAITING") return;
    withdraw(soft.filter(({ from }) => from === receipt));
    if (net(booking) < 0) withdraw(soft.filter(isOwed));
    if (payout) Object.assign(payout, { status: "CANCELLED", amount: 0, fee: 0 });
    owe(world, booking, net(booking), "UNAPPLIED", last(booking));
    return;
  }
  withdraw(soft);
  if (payout) Object.assign(payout, { status: "CANCELLED", amount: 0, fee: 0 });
  payment.received = rest || null;
  payment.proof ??= receipt.proof;
  if (waits) payment.expiresAt = Math.max(payment.expiresAt, world.now + hours(24));
  if (waits || payment.proof !== null) payment.status = "AWAITING";
  else payment.status = booking.status === "EXPIRED" ? "EXPIRED" : "CANCELLED";
}

function statusAgain(
  world: World,
  booking: Booking,
  { soft, rest }: { soft: Refund[]; rest: number },
): Booking["status"] {
  const { status, trip, returned } = booking;
  if (status === "CONFIRMED" || status === "PENDING_PAYMENT") return "PENDING_PAYMENT";
  const isOnlyReturned = status === "CANCELLED" && returned && soft.length > 0 && rest === 0;
  if (!isOnlyReturned || trip.status === "CLOSED") return status;
  booking.returned = false;
  return noSeat(world, booking).length > 0 ? "EXPIRED" : "PENDING_PAYMENT";
}
