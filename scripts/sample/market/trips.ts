import { addDays } from "#domain/calendar.ts";
import { earliestRelease } from "#domain/payouts/payout.ts";
import { dayMs, hourMs, type Nights } from "../nights.ts";
import type { TripIdea } from "../trips/idea.ts";
import type { PayoutRow, TripRow } from "../world.ts";
import { announce, announceRelease } from "./letters.ts";
import type { Market, Seat } from "./market.ts";
import { owe, payRefund } from "./refunds.ts";
import { shareOut } from "./shares.ts";

const nightly = { type: "CRON", id: "auto-complete-trips" } as const;

/** Publishes a trip that ends on `lastDay`. */
export function openTrip(market: Market, idea: TripIdea, { lastDay, at }: { lastDay: string; at: Date }): TripRow {
  const { world, people, random } = market;
  const { profile, user } = people.organizers[idea.organizer];
  const date = addDays(lastDay, 1 - idea.days.length);
  const trip = world.add("trips", {
    id: world.id(at),
    organizerId: profile.id,
    slug: `${idea.slug}-${date}`,
    title: idea.title,
    destination: idea.destination,
    description: idea.description,
    itinerary: idea.days.map(([title, detail], index) => ({ day: index + 1, title, detail })),
    includes: idea.includes,
    excludes: idea.excludes,
    meetingPoint: idea.meetingPoint,
    meetingTime: idea.meetingTime,
    date,
    endDate: idea.days.length > 1 ? lastDay : null,
    closesOn: addDays(date, -1),
    pricePerPax: idea.price,
    quota: idea.quota,
    minPax: Math.min(idea.quota, random.whole(4, 6)),
    whatsappGroupUrl: `https://chat.whatsapp.example/${idea.slug}`,
    status: "OPEN",
    version: 0,
    closedAt: null,
    closedById: null,
    closeReason: null,
    completedAt: null,
    createdAt: at,
    updatedAt: at,
  });
  world.record({
    actor: { type: "USER", id: user.id },
    action: "trip.create",
    entity: "Trip",
    entityId: trip.id,
    before: null,
    after: { status: "OPEN" },
    at,
  });
  return trip;
}

/** FULL when the live bookings fill the quota; `version` counts what happened to the trip. */
export function syncTrip({ world }: Market, trip: TripRow, seats: Seat[]): void {
  const live = seats.filter(({ booking }) => ["PENDING_PAYMENT", "CONFIRMED"].includes(booking.status));
  const latest = live.at(-1);
  const taken = live.reduce((sum, { booking }) => sum + booking.pax, 0);
  trip.version = seats.length * 2;
  if (taken < trip.quota || !latest) return;
  const at = new Date(Math.max(...live.map(({ booking }) => booking.createdAt.getTime())));
  Object.assign(trip, { status: "FULL", updatedAt: at });
  world.record({
    actor: { type: "USER", id: latest.user.id },
    action: "trip.fill",
    entity: "Trip",
    entityId: trip.id,
    before: { status: "OPEN" },
    after: { status: "FULL" },
    at,
  });
}

/** What the nightly run has done for a trip that is over: completed it, and released the money whose time had come. */
export function completeTrip(market: Market, trip: TripRow, seats: Seat[], nights: Nights): void {
  const slot = nights.completedAt(trip.endDate ?? trip.date);
  if (!slot) return;
  const at = new Date(slot.getTime() + market.random.whole(900, 2_600));
  const before = { status: trip.status, completedAt: null };
  Object.assign(trip, { status: "COMPLETED", completedAt: at, updatedAt: at });
  market.world.record({
    actor: nightly,
    action: "trip.complete",
    entity: "Trip",
    entityId: trip.id,
    before,
    after: { status: "COMPLETED", completedAt: at },
    at,
  });
  const held = seats.filter(({ payout }) => payout?.status === "HELD");
  for (const { payout } of held as { payout: PayoutRow }[]) {
    if (payout.heldUntil < earliestRelease(at))
      Object.assign(payout, { heldUntil: earliestRelease(at), updatedAt: at });
  }
  announce(market, trip, held, at);
}

/** Releases what the nightly runs have released by now; gives the payouts. */
export function releasePayouts(market: Market, trip: TripRow, seats: Seat[], nights: Nights): PayoutRow[] {
  if (trip.status !== "COMPLETED") return [];
  const released: PayoutRow[] = [];
  for (const { payout, refunds } of seats) {
    const slot = payout?.status === "HELD" ? nights.releasedAt(payout.heldUntil) : undefined;
    if (!payout || !slot || refunds.some(({ status }) => status === "REQUESTED")) continue;
    const at = new Date(slot.getTime() + market.random.whole(2_700, 4_200));
    Object.assign(payout, { status: "RELEASED", releasedAt: at, updatedAt: at });
    market.world.record({
      actor: nightly,
      action: "payout.release",
      entity: "Payout",
      entityId: payout.id,
      before: { status: "HELD", releasedAt: null },
      after: { status: "RELEASED", releasedAt: at },
      at,
    });
    released.push(payout);
  }
  if (released.length > 0) announceRelease(market, trip, released);
  return released;
}

/** Sari transfers everything released for one trip to its organizer, under one reference. */
export function payOut(market: Market, trip: TripRow, released: PayoutRow[], at: Date): void {
  const { people, random, world } = market;
  const owner = Object.values(people.organizers).find(({ profile }) => profile.id === trip.organizerId)?.user;
  const transferRef = `TRF${random.whole(10_000_000, 99_999_999)}`;
  for (const payout of released) {
    const bank = {
      bankName: owner?.bankName,
      bankAccountNo: owner?.bankAccountNo,
      bankAccountName: owner?.bankAccountName,
    };
    Object.assign(payout, {
      status: "PAID",
      ...bank,
      transferRef,
      paidAt: at,
      paidById: people.sari.id,
      updatedAt: at,
    });
    world.record({
      actor: { type: "ADMIN", id: people.sari.id },
      action: "payout.pay",
      entity: "Payout",
      entityId: payout.id,
      before: { status: "RELEASED" },
      after: { status: "PAID", transferRef },
      at,
    });
  }
}

/** The organizer calls the trip off: everybody gets everything back. Refunds older than two days have been transferred. */
export function closeTrip(
  market: Market,
  trip: TripRow,
  seats: Seat[],
  { at, reason }: { at: Date; reason: string },
): void {
  const { world } = market;
  const owner = Object.values(market.people.organizers).find(({ profile }) => profile.id === trip.organizerId)?.user;
  const actor = { type: "USER", id: owner?.id } as const;
  const before = { status: trip.status };
  Object.assign(trip, {
    status: "CLOSED",
    closedAt: at,
    closedById: owner?.id ?? null,
    closeReason: reason,
    updatedAt: at,
  });
  world.record({
    actor,
    action: "trip.close",
    entity: "Trip",
    entityId: trip.id,
    before,
    after: { status: "CLOSED", closeReason: reason },
    at,
  });
  for (const seat of seats.filter(({ booking }) => ["PENDING_PAYMENT", "CONFIRMED"].includes(booking.status))) {
    const was = { status: seat.booking.status };
    Object.assign(seat.booking, {
      status: "CANCELLED",
      cancelledAt: at,
      cancelledBy: "ORGANIZER",
      cancelReason: reason,
      updatedAt: at,
    });
    world.record({
      actor,
      action: "booking.cancel",
      entity: "Booking",
      entityId: seat.booking.id,
      before: was,
      after: { status: "CANCELLED" },
      at,
    });
    if (seat.payment.status !== "PAID") {
      Object.assign(seat.payment, { status: "CANCELLED", updatedAt: at });
      continue;
    }
    const refund = owe(market, seat, {
      amount: seat.payment.receivedAmount ?? 0,
      reason: "TRIP_CLOSED",
      note: reason,
      at,
    });
    shareOut(seat, at);
    const paidAt = new Date(at.getTime() + 2 * dayMs + market.random.between(0, 5) * hourMs);
    if (paidAt < world.now) payRefund(market, seat, refund, paidAt);
  }
}
