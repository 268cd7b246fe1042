import type { PayoutRow, TripRow } from "../world.ts";
import type { Market, Seat } from "./market.ts";

type BookingLetter = "payment-instructions" | "booking-confirmed" | "booking-expired";

/** The mail that a step of a booking causes. */
export function bookingLetter({ world, account }: Market, seat: Seat, at: Date, template: BookingLetter): void {
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

/** Tells everybody who travelled, and the organizer, that a trip was completed. */
export function announce({ world, people }: Market, trip: TripRow, held: Seat[], at: Date): void {
  for (const { booking, user, payout } of held) {
    if (booking.status !== "CONFIRMED" || !payout) continue;
    const props = { name: user.name, tripTitle: trip.title, bookingCode: booking.code, heldUntil: payout.heldUntil };
    world.send({
      template: "trip-completed",
      dedupeKey: `trip-completed:${booking.id}`,
      to: { email: user.email, locale: user.locale },
      props,
      at,
    });
  }
  const owner = Object.values(people.organizers).find(({ profile }) => profile.id === trip.organizerId)?.user;
  const latest = Math.max(...held.map(({ payout }) => payout?.heldUntil.getTime() ?? 0));
  if (!owner || held.length === 0) return;
  const props = { name: owner.name, tripTitle: trip.title, heldUntil: new Date(latest) };
  world.send({
    template: "trip-completed-organizer",
    dedupeKey: `trip-completed-organizer:${trip.id}`,
    to: { email: owner.email, locale: owner.locale },
    props,
    at,
  });
}

/** Tells the organizer that the money of a trip was released. */
export function announceRelease({ world, people }: Market, trip: TripRow, released: PayoutRow[]): void {
  const owner = Object.values(people.organizers).find(({ profile }) => profile.id === trip.organizerId)?.user;
  const first = released[0];
  if (!owner || !first?.releasedAt) return;
  const amountRupiah = released.reduce((sum, { amount }) => sum + amount, 0);
  const props = { name: owner.name, tripTitle: trip.title, amountRupiah, bookings: released.length };
  world.send({
    template: "payout-released",
    dedupeKey: `payout-released:${trip.id}:${trip.version}`,
    to: { email: owner.email, locale: owner.locale },
    props,
    at: first.releasedAt,
  });
}
