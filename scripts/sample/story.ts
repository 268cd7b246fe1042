import { addDays, daysBetween, startOfUtcDay, startOfWibDay, utcDay } from "#domain/calendar.ts";
import { tripStart } from "#domain/trips/rules.ts";
import { type Chapter, chapters, type Kind } from "./chapters.ts";
import { asks, cancels, joins } from "./market/bookings.ts";
import type { Market, Outing, Seat } from "./market/market.ts";
import { paysRefunds, savesAccount } from "./market/refunds.ts";
import { callsOff, paysOut, publishes } from "./market/trips.ts";
import { dayMs, hourMs, minuteMs } from "./nights.ts";
import type { Person } from "./people.ts";
import type { PhotoSubject } from "./photos/photo.ts";
import { scenes } from "./scenes.ts";
import { firstDay, ideas, type TripIdea } from "./trips/idea.ts";

/** Plans two months of the marketplace, so that every state and every fault the pages can show comes about. */
export function tell(market: Market): void {
  const order = market.random.shuffle(ideas);
  const outings = chapters(market.nights, order).map((chapter) => outingOf(market, chapter));
  for (const outing of outings) {
    publishes(market, outing);
    fill(market, outing);
  }
  scenes(market, outings);
  for (const outing of outings) finish(market, outing);
}

function outingOf({ random, nights, people }: Market, { kind, idea, lastDay }: Chapter): Outing {
  const date = firstDay(idea, lastDay);
  const beforeTrip = startOfUtcDay(date).getTime() - random.between(26, 44) * dayMs;
  const daysToGo = daysBetween(utcDay(nights.now), lastDay);
  const longAgo = nights.now.getTime() - random.between(kind === "full" || daysToGo > 20 ? 19 : 6, 30) * dayMs;
  const publishedAt = new Date(Math.round(Math.min(beforeTrip, longAgo)));
  const organizer = people.organizers[idea.organizer];
  const shown = { ...idea, photos: photosOf(kind, idea) };
  return { kind, idea: shown, organizer, date, lastDay, closesOn: addDays(date, -1), publishedAt, seats: [] };
}

/**
 * A trip on offer has all its photos, one of the past is found by its cover. Drawing them is half of the load: only the
 * covers on offer, which the first page shows, come from the usual camera.
 */
function photosOf(kind: Kind, { photos }: TripIdea): PhotoSubject[] {
  const small = photos.map((subject) => ({ ...subject, camera: "small" }) as const);
  return kind === "open" || kind === "full" ? [photos[0]!, ...small.slice(1)] : small.slice(0, 1);
}

/** Bookings that were paid, up to the share of seats that suits the chapter, and a few that came to nothing. */
function fill(market: Market, outing: Outing): void {
  const { random, people } = market;
  const { kind, idea, publishedAt } = outing;
  const share = kind === "full" ? 1 : kind === "open" ? random.between(0.15, 0.72) : random.between(0.5, 0.9);
  const travellers = random.shuffle(people.travellers);
  const window = { from: publishedAt.getTime() + hourMs, to: lastBooking(market, outing).getTime() };
  const moment = () => new Date(Math.round(random.between(window.from, window.to)));
  const latest = latestPayment(market, outing);
  // Seats for those who come later in the story; the last one of a full trip has a scene of its own.
  const reserved = { open: 7, full: 1, underway: 5 }[kind as string] ?? 2;
  const most = idea.quota - reserved;
  let left = Math.max(2, Math.min(most, Math.floor(idea.quota * share)));
  while (left > 0 && travellers.length > 3) {
    const pax = Math.min(left, random.pick([1, 1, 1, 2, 2, 2, 3, 4]));
    joins(market, outing, travellers.pop()!, { pax, at: moment(), latest, lost: kind !== "full" });
    left -= pax;
  }
  // On a full trip they would take the seats that somebody else is to have.
  if (kind === "full") return;
  if (random.chance(0.5))
    asks(market, outing, travellers.pop()!, { pax: random.whole(1, 2), at: moment(), lost: true });
  if (random.chance(0.4)) regrets(market, outing, travellers.pop()!, moment());
}

function lastBooking({ nights }: Market, outing: Outing): Date {
  const closes = startOfWibDay(addDays(outing.closesOn, 1)).getTime() - 4 * hourMs;
  const called = outing.kind === "closed" ? calledOffAt(nights.now, outing).getTime() - 20 * hourMs : closes;
  return new Date(Math.min(closes, called, nights.now.getTime() - 30 * hourMs));
}

function latestPayment({ nights }: Market, outing: Outing): Date {
  const called = outing.kind === "closed" ? calledOffAt(nights.now, outing).getTime() - hourMs : Infinity;
  return new Date(Math.min(nights.now.getTime() - hourMs, tripStart(outing).getTime() - minuteMs, called));
}

function calledOffAt(now: Date, { lastDay }: Outing): Date {
  const weekBefore = startOfUtcDay(lastDay).getTime() + (now.getTime() % dayMs) - 7 * dayMs;
  return new Date(Math.min(now.getTime() - 26 * hourMs, weekBefore));
}

/** Somebody who paid and stepped back; what was owed has been transferred within two days. */
function regrets(market: Market, outing: Outing, person: Person, at: Date): void {
  const { random } = market;
  const latest = latestPayment(market, outing).getTime() - hourMs;
  const how = { pax: random.whole(1, 2), at, lost: true, latest: new Date(latest - hourMs) };
  const seat = joins(market, outing, person, how);
  const steppedBack = Math.round(seat.acceptedAt!.getTime() + random.between(2, 90) * hourMs);
  const cancelledAt = new Date(Math.min(latest, steppedBack));
  cancels(market, seat, cancelledAt);
  returnMoney(market, [seat], new Date(cancelledAt.getTime() + 40 * hourMs));
}

/** The participants say where to, where they have not, and Sari transfers it. */
function returnMoney(market: Market, seats: Seat[], at: Date): void {
  const silent = seats.filter(({ person }) => !person.saysAccount && person !== market.people.ana);
  for (const { person } of silent) savesAccount(market, person, new Date(at.getTime() - 3 * hourMs));
  paysRefunds(market, () => seats, at);
}

/** Brings a trip to where its chapter ends. */
function finish(market: Market, outing: Outing): void {
  const { nights, random } = market;
  if (outing.kind === "closed") {
    const at = calledOffAt(nights.now, outing);
    callsOff(market, outing, { at, reason: random.pick(closeReasons) });
    returnMoney(market, outing.seats, new Date(at.getTime() + 2 * dayMs + random.between(0, 5) * hourMs));
  }
  // Released by the night of the third day after the trip.
  if (outing.kind === "paid")
    paysOut(market, outing, new Date(startOfUtcDay(addDays(outing.lastDay, 3)).getTime() + (18 + 34) * hourMs));
}

const closeReasons = [
  "Status gunung naik ke level III.",
  "Gelombang tinggi, syahbandar menutup pelayaran.",
  "Peserta belum mencapai jumlah minimum.",
];
