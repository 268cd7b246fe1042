import { addDays, startOfUtcDay, startOfWibDay, utcDay } from "#domain/calendar.ts";
import { tripStart } from "#domain/trips/trip.ts";
import { type Chapter, chapters, type Kind, type Told } from "./chapters.ts";
import { book, cancel, expire } from "./market/bookings.ts";
import type { BankAccount, Market, Seat } from "./market/market.ts";
import { paidSoonAfter, settle } from "./market/payments.ts";
import { payRefund } from "./market/refunds.ts";
import { closeTrip, completeTrip, openTrip, payOut, releasePayouts, syncTrip } from "./market/trips.ts";
import { dayMs, hourMs, minuteMs, type Nights } from "./nights.ts";
import { type People, populate } from "./people.ts";
import { type Random, randomFrom } from "./random.ts";
import { ideas } from "./trips/index.ts";
import { troubles } from "./troubles.ts";
import type { TripRow, UserRow, World } from "./world.ts";

/** Lives through two months of the marketplace, so that every state and every trouble the pages can show is there. */
export function tell(
  world: World,
  seed: number,
  { nights, account }: { nights: Nights; account: BankAccount },
): { people: People } {
  const people = populate(world, randomFrom(seed, "people"));
  const market: Market = { world, people, account, random: randomFrom(seed, "market") };
  const order = market.random.shuffle(ideas);
  const told = chapters(nights).map((chapter, index): Told => {
    const idea = order[index % order.length] as (typeof ideas)[number];
    const lastDay = addDays(utcDay(world.now), chapter.endsIn);
    const trip = openTrip(market, idea, {
      lastDay,
      at: publishedAt(market.random, world, chapter, addDays(lastDay, 1 - idea.days.length)),
    });
    return { ...chapter, trip, seats: fill(market, trip, chapter) };
  });
  const of = (kind: Kind) => told.filter((one) => one.kind === kind);
  troubles(market, of);
  for (const one of told) finish(market, one, nights);
  return { people };
}

function publishedAt(random: Random, world: World, { kind, endsIn }: Chapter, date: string): Date {
  const beforeTrip = startOfUtcDay(date).getTime() - random.between(26, 44) * dayMs;
  const longAgo = world.now.getTime() - random.between(kind === "full" || endsIn > 20 ? 19 : 6, 30) * dayMs;
  return new Date(Math.round(Math.min(beforeTrip, longAgo)));
}

/** Bookings that were paid, up to the share of seats that suits the chapter, and a few that came to nothing. */
function fill(market: Market, trip: TripRow, { kind, endsIn }: Chapter): Seat[] {
  const { random, people, world } = market;
  const share = kind === "full" ? 1 : kind === "open" ? random.between(0.15, 0.72) : random.between(0.5, 0.9);
  const travellers = random.shuffle(people.travellers);
  const window = { from: trip.createdAt.getTime() + hourMs, to: lastBooking(world, trip, { kind, endsIn }).getTime() };
  const moment = () => new Date(Math.round(random.between(window.from, window.to)));
  const seats: Seat[] = [];
  // Open trips keep seats for those who come later in the story.
  const most = kind === "open" ? trip.quota - 7 : trip.quota;
  let left = Math.max(2, Math.min(most, Math.floor(trip.quota * share)));
  while (left > 0 && travellers.length > 3) {
    const pax = Math.min(left, random.pick([1, 1, 1, 2, 2, 2, 3, 4]));
    const seat = book(market, trip, travellers.pop() as UserRow, { pax, at: moment() });
    seats.push(settle(market, seat, paidSoonAfter(random, seat, latestPayment(world, trip))));
    left -= pax;
  }
  if (random.chance(0.5)) seats.push(forgotten(market, trip, travellers.pop() as UserRow, moment()));
  if (random.chance(0.4)) seats.push(regretted(market, trip, travellers.pop() as UserRow, moment()));
  return seats;
}

function lastBooking(world: World, trip: TripRow, { kind, endsIn }: Chapter): Date {
  const closes = startOfWibDay(trip.closesOn).getTime();
  const beforeClosing = kind === "closed" ? closingTime(world, endsIn).getTime() - 20 * hourMs : closes;
  return new Date(Math.min(closes, beforeClosing, world.now.getTime() - 30 * hourMs));
}

function latestPayment(world: World, trip: TripRow): Date {
  return new Date(Math.min(world.now.getTime() - hourMs, tripStart(trip).getTime()));
}

function closingTime(world: World, endsIn: number): Date {
  return new Date(world.now.getTime() + Math.min(-26 * hourMs, (endsIn - 7) * dayMs));
}

/** Somebody who booked and never paid. */
function forgotten(market: Market, trip: TripRow, user: UserRow, at: Date): Seat {
  const seat = book(market, trip, user, { pax: market.random.whole(1, 2), at });
  expire(market, seat, new Date(seat.payment.expiresAt.getTime() + market.random.between(1, 9) * minuteMs));
  return seat;
}

/** Somebody who paid and stepped back; what was owed has been transferred within two days. */
function regretted(market: Market, trip: TripRow, user: UserRow, at: Date): Seat {
  const { random, world } = market;
  const seat = book(market, trip, user, { pax: random.whole(1, 2), at });
  const paidAt = paidSoonAfter(random, seat, latestPayment(world, trip));
  settle(market, seat, paidAt);
  const latest = Math.min(
    tripStart(trip).getTime() - hourMs,
    world.now.getTime() - hourMs,
    (trip.closedAt ?? world.now).getTime(),
  );
  const refund = cancel(
    market,
    seat,
    new Date(Math.min(latest, Math.round(paidAt.getTime() + random.between(2, 90) * hourMs))),
  );
  const transferred = refund && new Date(refund.createdAt.getTime() + 40 * hourMs);
  if (refund && transferred && transferred < world.now) payRefund(market, seat, refund, transferred);
  return seat;
}

/** Brings a trip to where its chapter ends. */
function finish(market: Market, { kind, endsIn, trip, seats }: Told, nights: Nights): void {
  syncTrip(market, trip, seats);
  if (kind === "closed") {
    closeTrip(market, trip, seats, {
      at: closingTime(market.world, endsIn),
      reason: closeReasons[market.random.whole(0, 2)] as string,
    });
    return;
  }
  completeTrip(market, trip, seats, nights);
  const released = releasePayouts(market, trip, seats, nights);
  const first = released[0]?.releasedAt;
  if (kind === "paid" && first) payOut(market, trip, released, new Date(first.getTime() + 34 * hourMs));
}

const closeReasons = [
  "Status gunung naik ke level III.",
  "Gelombang tinggi, syahbandar menutup pelayaran.",
  "Peserta belum mencapai jumlah minimum.",
];
