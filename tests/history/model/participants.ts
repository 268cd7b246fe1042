import { frozenIn } from "./transfers.ts";
import {
  type Booking,
  bookingsOf,
  days,
  dispute,
  endPart,
  expire,
  hours,
  isLive,
  isLiveOn,
  isUnpaid,
  later,
  leaderOf,
  mail,
  net,
  owe,
  resplit,
  start,
  sync,
  type Trip,
  taken,
  those,
  utc,
  type Verdict,
  type World,
  wib,
  wibDayOf,
} from "./world.ts";

/** What participants do. */

/** Seats are held at once; the amount to transfer ends in a code that nobody else has, or had lately. */
export function books(
  world: World,
  { trip, userId, pax }: { trip: Trip; userId: string; pax: number },
): Verdict<[id: string, amount: number]> {
  const { now } = world;
  const organizer = world.organizers.get(trip.organizerId)!;
  const unpaid = heldUnpaid(world, userId);
  return {
    reasons: those({
      "not-open": trip.status === "COMPLETED" || trip.status === "CLOSED" || organizer.status !== "APPROVED",
      "sold-out": trip.status === "FULL" || taken(world, trip) + pax > trip.quota,
      closed: now >= wib(later(trip.closesOn, 1)),
      "starts-too-soon": start(trip) - now < hours(3),
      "already-booked": isLiveOn(world, trip, userId),
      "own-trip": organizer.userId === userId,
      pax: pax < 1 || pax > 10,
      "unpaid-tries": triesOf(world, trip, userId).length >= 3,
      "unpaid-limit": unpaid.length >= 3 || unpaid.reduce((sum, one) => sum + one.pax, pax) > 20,
    }),
    apply(id, amount) {
      const total = pax * trip.price;
      const code = amount - total;
      if (code < 1 || code > 999 || isTaken(world, amount)) throw new Error(`the amount ${amount} is no free one`);
      const expiresAt = Math.min(now + hours(24), start(trip));
      const waits = {
        createdAt: now,
        expiresAt,
        proof: null,
        sentProof: false,
        received: null,
        receipts: [],
        remindedOf: undefined,
      };
      const payment = { status: "AWAITING" as const, amount, ...waits };
      const agreed = { date: trip.date, endDate: trip.endDate };
      const seats = { id, trip, agreed, userId, pax, total, status: "PENDING_PAYMENT" as const };
      world.bookings.set(id, { ...seats, payment, payout: null, refunds: [], ticket: false });
      sync(world, trip);
      mail(world, "payment-instructions", userId);
    },
  };
}

/** What somebody holds without an admin having seen the money, whether or not they sent a picture of it. */
function heldUnpaid({ bookings, now }: World, userId: string): Booking[] {
  return [...bookings.values()].filter(
    (booking) =>
      booking.userId === userId &&
      booking.status === "PENDING_PAYMENT" &&
      (booking.payment.proof !== null || booking.payment.expiresAt > now),
  );
}

/** Bookings of one trip within seven days that nobody paid for and that are over: expired, or given back by who made them. */
function triesOf({ bookings, now }: World, trip: Trip, userId: string): Booking[] {
  return [...bookings.values()].filter(
    (booking) =>
      booking.trip === trip &&
      booking.userId === userId &&
      booking.payment.createdAt > now - days(7) &&
      (booking.status === "EXPIRED" || (booking.status === "CANCELLED" && booking.givenBack)) &&
      booking.payment.received === null,
  );
}

/** Somebody has to transfer that amount now, or may have in the last seven days: there was a proof, or money. */
function isTaken({ bookings, now }: World, amount: number): boolean {
  return [...bookings.values()].some(
    ({ payment }) =>
      payment.amount === amount &&
      (payment.status === "AWAITING" ||
        ((payment.sentProof || payment.received !== null) && payment.expiresAt > now - days(7))),
  );
}

/** A proof stops the expiry; `late` is what an upload after the deadline does instead. */
export function uploadsProof(world: World, booking: Booking): Verdict & { late: () => void } {
  const { payment } = booking;
  const isLate = payment.status === "AWAITING" && !payment.proof && world.now >= payment.expiresAt;
  return {
    reasons: those({
      expired: payment.status === "EXPIRED" || isLate,
      "not-awaiting": payment.status === "PAID" || payment.status === "CANCELLED",
      "already-uploaded": payment.status === "AWAITING" && payment.proof !== null,
    }),
    apply() {
      payment.proof = world.now;
      payment.sentProof = true;
    },
    /** Too late: what is overdue on that trip expires on the spot. */
    late() {
      if (isLate) looks(world, booking);
    },
  };
}

/** Who opens the page of an overdue booking finds what is overdue on that trip expired; returns how many bookings were. */
export function looks(world: World, { trip }: Booking): number {
  const due = bookingsOf(world, trip).filter((one) => isUnpaid(one) && one.payment.expiresAt <= world.now);
  for (const booking of due) {
    expire(world, booking);
  }
  return due.length;
}

/** Others travel, as many as before, until the day before (WIB). */
export function namesOthers(world: World, booking: Booking, people: number): Verdict {
  return {
    reasons: those({
      "not-live": !isLive(booking),
      "too-late": wibDayOf(world.now) >= booking.trip.date,
      pax: people !== booking.pax,
    }),
    apply() {},
  };
}

/** Unpaid seats are given back. */
export function givesUp(world: World, booking: Booking): Verdict {
  return {
    reasons: those({
      "not-pending": booking.status !== "PENDING_PAYMENT",
      "proof-under-review": booking.payment.proof !== null,
    }),
    apply() {
      booking.status = "CANCELLED";
      booking.givenBack = true;
      if (booking.payment.received !== null) endPart(world, booking);
      else booking.payment.status = "CANCELLED";
      sync(world, booking.trip);
    },
  };
}

/** Everything until 14 days before (WIB calendar), half of the price until 7 days before, then nothing. */
export function quote(world: World, booking: Booking): number {
  const left = net(booking);
  const daysToGo = Math.round((utc(booking.trip.date) - utc(wibDayOf(world.now))) / days(1));
  if (daysToGo >= 14) return left;
  return daysToGo >= 7 ? Math.min(Math.floor(booking.total / 2), left) : 0;
}

/** Paid seats are given back, for what the refund table promises. */
export function cancels(world: World, booking: Booking): Verdict {
  return {
    reasons: those({
      "not-confirmed": booking.status !== "CONFIRMED",
      "too-late": world.now >= start(booking.trip),
    }),
    apply() {
      owe(world, booking, quote(world, booking), "PARTICIPANT_CANCEL");
      booking.status = "CANCELLED";
      resplit(booking);
      sync(world, booking.trip);
      mail(world, "booking-cancelled", booking.userId);
      mail(world, "booking-cancelled-organizer", leaderOf(world, booking.trip));
    },
  };
}

/** A problem is reported, and the money stays held. */
export function reports(world: World, booking: Booking, amount: number): Verdict {
  const { payout } = booking;
  return {
    reasons: those({
      "not-confirmed": booking.status !== "CONFIRMED",
      "too-early": world.now < start(booking.trip),
      "too-late": payout?.status !== "HELD" || world.now >= payout.heldUntil,
      "already-open": dispute(booking) !== undefined,
      amount: amount < 1 || amount > net(booking),
    }),
    apply() {
      booking.refunds.push({ status: "REQUESTED", amount, reason: "DISPUTE", account: null });
      mail(world, "dispute-opened", leaderOf(world, booking.trip));
      mail(world, "dispute-opened", world.adminId);
    },
  };
}

/** What is owed and not transferred goes to the new account. */
export function savesAccount(world: World, userId: string, account: string): Verdict {
  return {
    reasons: [],
    apply() {
      if (world.accounts.get(userId) === account) return;
      world.accounts.set(userId, account);
      mail(world, "bank-account-changed", userId);
      for (const booking of world.bookings.values()) {
        if (booking.userId !== userId) continue;
        for (const refund of booking.refunds)
          if (refund.status === "APPROVED" && !frozenIn(world, refund)) refund.account = account;
      }
    },
  };
}
