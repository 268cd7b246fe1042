import { frozenIn, isSuspended } from "./transfers.ts";
import {
  type Booking,
  days,
  dispute,
  hours,
  isLiveOn,
  lastDay,
  leaderOf,
  mail,
  net,
  owe,
  type Refund,
  resplit,
  share,
  start,
  sync,
  taken,
  those,
  utc,
  type Verdict,
  type World,
} from "./world.ts";

/** What an admin decides, and the money that he moves. */

/** `returned` has every reason for which the money may go back; none where the seats are confirmed. */
export function settles(
  world: World,
  booking: Booking,
  received: number,
): { already: boolean; returned: string[]; amount: boolean; apply: () => void } {
  const { trip, payment } = booking;
  const dead = booking.status === "EXPIRED";
  const returned = those({
    cancelled: booking.status === "CANCELLED",
    short: received < booking.total,
    "sold-out": dead && (trip.status === "FULL" || taken(world, trip) + booking.pax > trip.quota),
    "trip-over": dead && (trip.status === "COMPLETED" || trip.status === "CLOSED" || world.now >= start(trip)),
    "booked-again": dead && isLiveOn(world, trip, booking.userId),
  });
  return {
    already: payment.status === "PAID",
    amount: received <= 0,
    returned,
    apply() {
      Object.assign(payment, { status: "PAID", received });
      world.bank += received;
      if (returned.length > 0) giveBack(world, booking, received);
      else confirm(world, booking, received);
      sync(world, trip);
    },
  };
}

function giveBack(world: World, booking: Booking, received: number): void {
  if (booking.status === "PENDING_PAYMENT") booking.status = "CANCELLED";
  owe(world, booking, received, "UNAPPLIED");
  mail(world, "payment-returned", booking.userId);
}

function confirm(world: World, booking: Booking, received: number): void {
  const surplus = Math.max(0, received - booking.payment.amount);
  booking.status = "CONFIRMED";
  owe(world, booking, surplus, "OVERPAID");
  const heldUntil = Math.max(utc(lastDay(booking.trip)) + days(3), world.now + hours(24));
  booking.payout = { status: "HELD", ...share(booking), heldUntil, heldBack: isSuspended(world, booking) };
  mail(world, "booking-confirmed", booking.userId);
  mail(world, "new-participant", leaderOf(world, booking.trip));
  if (surplus > 0) mail(world, "refund-approved", booking.userId);
}

/** No such transfer: another proof may come until the deadline. */
export function rejectsProof(world: World, booking: Booking): Verdict {
  const { payment } = booking;
  return {
    reasons: those({ "no-proof": payment.status !== "AWAITING" || payment.proof === null }),
    apply() {
      payment.proof = null;
      if (booking.status !== "PENDING_PAYMENT") payment.status = "CANCELLED";
      else if (world.now >= payment.expiresAt) {
        payment.status = "EXPIRED";
        booking.status = "EXPIRED";
      }
      sync(world, booking.trip);
      mail(world, "proof-rejected", booking.userId);
    },
  };
}

/** An admin cancels a paid booking and gives back as much as he likes: all, unless told. */
export function cancelsForSomebody(world: World, booking: Booking, refund: number | undefined): Verdict {
  const amount = refund ?? net(booking);
  return {
    reasons: those({
      "not-confirmed": booking.status !== "CONFIRMED",
      "dispute-open": dispute(booking) !== undefined,
      "not-held": booking.payout?.status !== "HELD",
      amount: amount < 0 || amount > net(booking),
    }),
    apply() {
      owe(world, booking, amount, "GOODWILL");
      booking.status = "CANCELLED";
      resplit(booking);
      sync(world, booking.trip);
      mail(world, "booking-cancelled", booking.userId);
      mail(world, "booking-cancelled-organizer", leaderOf(world, booking.trip));
    },
  };
}

/** A report was right, wholly or in part. */
export function approves(world: World, booking: Booking, refund: Refund, amount: number): Verdict {
  return {
    reasons: those({ "not-open": refund.status !== "REQUESTED", amount: amount < 1 || amount > net(booking) }),
    apply() {
      const account = world.accounts.get(booking.userId) ?? null;
      Object.assign(refund, { status: "APPROVED", amount, account });
      resplit(booking);
      tellDecision(world, booking);
    },
  };
}

/** A report was not right. */
export function rejects(world: World, booking: Booking, refund: Refund): Verdict {
  return {
    reasons: those({ "not-open": refund.status !== "REQUESTED" }),
    apply() {
      refund.status = "REJECTED";
      tellDecision(world, booking);
    },
  };
}

function tellDecision(world: World, booking: Booking): void {
  mail(world, "dispute-decided", booking.userId);
  mail(world, "dispute-decided-organizer", leaderOf(world, booking.trip));
}

/** Money back that nobody asked for. */
export function grantsGoodwill(world: World, booking: Booking, amount: number): Verdict {
  return {
    reasons: those({
      "not-held": booking.payout?.status !== "HELD",
      "dispute-open": dispute(booking) !== undefined,
      amount: amount < 1 || amount > net(booking),
    }),
    apply() {
      owe(world, booking, amount, "GOODWILL");
      resplit(booking);
      mail(world, "refund-approved", booking.userId);
      mail(world, "dispute-decided-organizer", leaderOf(world, booking.trip));
    },
  };
}

/** Released money is held for three more days. */
export function recalls(world: World, { payout }: Booking): Verdict {
  return {
    reasons: those({
      status: payout!.status !== "RELEASED",
      "in-transfer": frozenIn(world, payout!) !== undefined,
    }),
    apply() {
      Object.assign(payout!, { status: "HELD", heldUntil: world.now + days(3) });
    },
  };
}
