import {
  bookingsOf,
  days,
  dispute,
  expire,
  hours,
  isOn,
  isUnpaid,
  lastDay,
  later,
  leaderOf,
  mail,
  utcDayOf,
  type World,
  wibDayOf,
} from "./world.ts";

/** What the jobs do at a moment; each returns what its run would answer. */

/** Seats that nobody paid in time are free again. */
export function expires(world: World): { expired: number } {
  const due = [...world.bookings.values()].filter((one) => isUnpaid(one) && one.payment.expiresAt <= world.now);
  for (const booking of due) {
    expire(world, booking);
  }
  return { expired: due.length };
}

/** Six hours before the deadline, once each; not to who booked within those hours. */
export function reminds(world: World): number {
  const due = [...world.bookings.values()].filter(
    (booking) =>
      isUnpaid(booking) &&
      booking.payment.remindedOf !== booking.payment.expiresAt &&
      booking.payment.expiresAt > world.now &&
      booking.payment.expiresAt <= world.now + hours(6) &&
      booking.payment.createdAt <= booking.payment.expiresAt - hours(6),
  );
  for (const { payment, userId } of due) {
    payment.remindedOf = payment.expiresAt;
    mail(world, "payment-reminder", userId);
  }
  return due.length;
}

/** On the day before (WIB), once: who travels, and who leads them. */
export function remindsOfTrips(world: World): { participants: number; organizers: number } {
  const reminded = { participants: 0, organizers: 0 };
  const tomorrow = later(wibDayOf(world.now), 1);
  for (const trip of [...world.trips.values()].filter((one) => isOn(one) && one.date === tomorrow)) {
    const going = bookingsOf(world, trip).filter(({ status }) => status === "CONFIRMED");
    for (const booking of going.filter(({ ticket }) => !ticket)) {
      booking.ticket = true;
      reminded.participants += 1;
      mail(world, "trip-reminder", booking.userId);
    }
    if (going.length === 0 || trip.manifest) continue;
    trip.manifest = true;
    reminded.organizers += 1;
    mail(world, "trip-reminder-organizer", leaderOf(world, trip));
  }
  return reminded;
}

/** Trips whose last day is over (UTC) are completed; then money whose time has come is released. Never both at once. */
export function nightFalls(world: World): { completed: number; released: number } {
  return { completed: complete(world), released: release(world) };
}

function complete(world: World): number {
  const due = [...world.trips.values()].filter((trip) => isOn(trip) && lastDay(trip) < utcDayOf(world.now));
  const minute = Math.floor(world.now / 60_000) * 60_000;
  for (const trip of due) {
    const own = bookingsOf(world, trip);
    for (const booking of own.filter(isUnpaid)) {
      expire(world, booking);
    }
    trip.status = "COMPLETED";
    const held = own.filter(({ payout }) => payout?.status === "HELD");
    for (const { status, payout, userId } of held) {
      payout!.heldUntil = Math.max(payout!.heldUntil, minute + days(1));
      if (status === "CONFIRMED") mail(world, "trip-completed", userId);
    }
    if (held.length > 0) mail(world, "trip-completed-organizer", leaderOf(world, trip));
  }
  return due.length;
}

function release(world: World): number {
  let released = 0;
  for (const trip of [...world.trips.values()].filter(({ status }) => status === "COMPLETED")) {
    const due = bookingsOf(world, trip).filter(
      (booking) =>
        booking.payout?.status === "HELD" &&
        booking.payout.heldUntil <= world.now &&
        !booking.payout.heldBack &&
        !dispute(booking),
    );
    for (const { payout } of due) payout!.status = "RELEASED";
    if (due.length > 0) mail(world, "payout-released", leaderOf(world, trip));
    released += due.length;
  }
  return released;
}
