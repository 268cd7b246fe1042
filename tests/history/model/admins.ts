import { frozenIn } from "./transfers.ts";
import {
  type Booking,
  days,
  dispute,
  endPart,
  leaderOf,
  mail,
  net,
  owe,
  type Refund,
  resplit,
  sync,
  those,
  type Verdict,
  type World,
} from "./world.ts";

/** What an admin decides, and the money that they move. */

/** No such transfer: another proof may come until the deadline. */
export function rejectsProof(world: World, booking: Booking): Verdict {
  const { payment } = booking;
  return {
    reasons: those({ "no-proof": payment.status !== "AWAITING" || payment.proof === null }),
    apply() {
      payment.proof = null;
      const isDead = booking.status !== "PENDING_PAYMENT";
      const isLate = world.now >= payment.expiresAt;
      if (!isDead && isLate) booking.status = "EXPIRED";
      if ((isDead || isLate) && payment.received !== null) endPart(world, booking);
      else if (isDead) payment.status = "CANCELLED";
      else if (isLate) payment.status = "EXPIRED";
      sync(world, booking.trip);
      mail(world, "proof-rejected", booking.userId);
    },
  };
}

/** An admin cancels a paid booking and gives back as much as they like: all, unless told. */
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
