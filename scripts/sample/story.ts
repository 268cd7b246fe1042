import { addDays, daysBetween, startOfUtcDay, startOfWibDay, utcDay } from "#domain/calendar.ts";
import { tripStart } from "#domain/trips/trip.ts";
import {
  type BankAccount,
  book,
  cancel,
  expire,
  type Market,
  paidSoonAfter,
  type Seat,
  settle,
  settleTooLate,
  uploadProof,
} from "./market/bookings.ts";
import { decide, dispute, payRefund } from "./market/refunds.ts";
import { closeTrip, completeTrip, openTrip, payOut, releasePayouts, syncTrip } from "./market/trips.ts";
import { dayMs, hourMs, minuteMs, type Nights } from "./nights.ts";
import { type People, populate } from "./people.ts";
import { type Random, randomFrom } from "./random.ts";
import { ideas } from "./trips/index.ts";
import type { TripRow, UserRow, World } from "./world.ts";

/** What has become of a trip, or what is yet to come. */
type Kind = "due" | "overdue" | "holding" | "released" | "paid" | "closed" | "full" | "open";
type Chapter = { kind: Kind; endsIn: number };
type Told = Chapter & { trip: TripRow; seats: Seat[] };

/** Forty trips: most still to come, some over but not yet completed, some with money that should have moved. */
function chapters(nights: Nights): Chapter[] {
  const since = daysBetween(utcDay(nights.lastGoodRun), utcDay(nights.now));
  const endings: Record<Kind, number[]> = {
    due: [-1, -1, -since],
    overdue: [-since - 2, -since - 2],
    holding: [-since - 1, -since - 1],
    released: [-since - 4, -since - 5],
    paid: [-since - 9, -15, -20, -27, -35, -48, -60],
    closed: [14, -9, -24],
    full: [4, 9, 16, 27, 41],
    open: [2, 5, 7, 10, 13, 15, 19, 23, 26, 30, 34, 40, 47, 55, 66, 80],
  };
  return Object.entries(endings).flatMap(([kind, days]) => days.map((endsIn) => ({ kind: kind as Kind, endsIn })));
}

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
  let left = Math.max(2, Math.floor(trip.quota * share));
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

/** What keeps an admin busy: proofs to look at, seats nobody has paid yet, promised money, complaints. */
function troubles(market: Market, of: (kind: Kind) => Told[]): void {
  const { world, people, random } = market;
  const [open, full, due, holding, paid] = [of("open"), of("full"), of("due"), of("holding"), of("paid")];
  const ago = (hours: number) => new Date(world.now.getTime() - Math.round(hours * hourMs));
  const someone = ({ seats }: Told) =>
    random.pick(people.travellers.filter((user) => user !== people.ana && seats.every((seat) => seat.user !== user)));
  const asks = (told: Told, user: UserRow, at: Date, pax = 1) => {
    const seat = book(market, told.trip, user, { pax, at });
    told.seats.push(seat);
    return seat;
  };
  const at = (list: Told[], index: number) => list[index] as Told;

  for (const [index, hours] of [29, 33, 41].entries()) {
    const seat = asks(at(open, index + 2), someone(at(open, index + 2)), ago(hours), 2);
    uploadProof(market, seat, ago(hours - 3));
  }
  for (const [index, hours] of [3, 8].entries())
    uploadProof(market, asks(at(open, index + 5), someone(at(open, index + 5)), ago(hours)), ago(hours - 1.5));
  for (const [index, hours] of [1.5, 6, 13, 20].entries())
    asks(at(open, index + 7), someone(at(open, index + 7)), ago(hours), 2);
  asks(at(due, 0), someone(at(due, 0)), startBefore(at(due, 0).trip, 40));
  uploadProof(
    market,
    asks(at(due, 1), someone(at(due, 1)), startBefore(at(due, 1).trip, 44)),
    startBefore(at(due, 1).trip, 30),
  );

  justNow(market, at(open, 11), asks, someone);
  for (const [index, days] of [8.4, 9.7].entries()) {
    const told = at(open, index + 12);
    const user = random.pick(
      people.travellers.filter((one) => !one.bankName && told.seats.every((seat) => seat.user !== one)),
    );
    const seat = settle(market, asks(told, user, ago((days + 3) * 24)), ago((days + 2.6) * 24));
    cancel(market, seat, ago(days * 24));
  }
  settle(market, asks(at(open, 14), someone(at(open, 14)), ago(52)), ago(45), 50_000);
  const late = asks(at(full, 3), someone(at(full, 3)), ago(24 * 6));
  expire(market, late, new Date(late.payment.expiresAt.getTime() + 6 * minuteMs));
  settleTooLate(market, late, ago(70));
  anaTravels(market, of);
  complaints(market, at(holding, 0), [at(paid, 0), at(paid, 2)]);
}

/** Ana has something in every state. */
function anaTravels(market: Market, of: (kind: Kind) => Told[]): void {
  const { people, world } = market;
  const ago = (hours: number) => new Date(world.now.getTime() - Math.round(hours * hourMs));
  const free = (kind: Kind) => of(kind).find(({ seats }) => seats.every(({ user }) => user !== people.ana)) as Told;
  const coming = free("open");
  coming.seats.push(settle(market, book(market, coming.trip, people.ana, { pax: 2, at: ago(50) }), ago(44)));
  const waiting = free("open");
  waiting.seats.push(book(market, waiting.trip, people.ana, { pax: 1, at: ago(4) }));
  const seat = book(market, free("open").trip, people.ana, { pax: 1, at: ago(5) });
  uploadProof(market, seat, ago(4.5));
  of("open")
    .find(({ trip }) => trip === seat.trip)
    ?.seats.push(seat);
}

type Asks = (told: Told, user: UserRow, at: Date, pax?: number) => Seat;

/** What happened in the last minutes, so that its mails still wait in the queue. */
function justNow(market: Market, told: Told, asks: Asks, someone: (told: Told) => UserRow): void {
  const { world } = market;
  const sinceSlot = world.now.getTime() % (5 * minuteMs);
  const at = (part: number) => new Date(world.now.getTime() - Math.round(sinceSlot * part));
  for (const part of [0.8, 0.5, 0.2]) asks(told, someone(told), at(part));
  for (const part of [0.7, 0.4])
    settle(market, asks(told, someone(told), new Date(world.now.getTime() - 5 * hourMs)), at(part));
}

/** One complaint that waits for an answer, one that was right and one that was not. */
function complaints(market: Market, open: Told, [right, wrong]: [Told, Told]): void {
  const report = (told: Told, amount: number, note: string) => {
    const seat = told.seats.find(
      ({ booking, payout }) => booking.status === "CONFIRMED" && payout?.status === "HELD",
    ) as Seat;
    const at = new Date(startOfUtcDay(addDays(told.trip.endDate ?? told.trip.date, 1)).getTime() + 5 * hourMs);
    return { seat, refund: dispute(market, seat, { amount, note, at }) };
  };
  report(open, 150_000, "Penginapan diganti tanpa kabar, kamar tanpa air panas.");
  const kept = report(right, 100_000, "Sarapan hari kedua tidak ada.");
  const after = (hours: number) => new Date(kept.refund.createdAt.getTime() + hours * hourMs);
  decide(market, kept.seat, kept.refund, { status: "APPROVED", at: after(20) });
  payRefund(market, kept.seat, kept.refund, after(70));
  const refused = report(wrong, 200_000, "Cuaca berkabut, tidak melihat matahari terbit.");
  decide(market, refused.seat, refused.refund, {
    status: "REJECTED",
    at: new Date(refused.refund.createdAt.getTime() + 18 * hourMs),
  });
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

function startBefore(trip: TripRow, hours: number): Date {
  return new Date(tripStart(trip).getTime() - hours * hourMs);
}
