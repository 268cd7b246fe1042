import { z } from "zod";
import { addDays, startOfUtcDay } from "#domain/calendar.ts";
import { tripStart } from "#domain/trips/rules.ts";
import { kinds } from "./chapters.ts";
import { accepts, asks, cancels, rejects, sendsProof } from "./market/bookings.ts";
import type { Market, Outing, Seat } from "./market/market.ts";
import { decides, paysRefunds, reports, savesAccount } from "./market/refunds.ts";
import { recalls } from "./market/trips.ts";
import { hourMs, minuteMs, slotBefore } from "./nights.ts";
import type { Person } from "./people.ts";
import written from "./visits.json" with { type: "json" };

const bases = [
  "ago",
  "before trip",
  "after trip",
  "after publishing",
  "before slot",
  "after silence",
  "before refusal",
] as const;
const moment = z.templateLiteral([z.number(), " ", z.enum(["h", "min", "slot"]), " ", z.enum(bases)]);

/** How `visits.json` writes what somebody does with seats, one thing after the other. Who is not told is anybody. */
const visit = z.strictObject({
  why: z.string().min(1),
  trip: z.templateLiteral([z.enum(kinds), " ", z.int()]),
  who: z.enum(["ana", "anybody", "without account", "who paid"]).default("anybody"),
  books: moment.optional(),
  pax: z.int().default(1),
  lost: z.boolean().default(false),
  mistyped: moment.optional(),
  unanswered: moment.optional(),
  proof: moment.optional(),
  refused: moment.optional(),
  paid: moment.optional(),
  surplusRupiah: z.int().optional(),
  cancels: moment.optional(),
  recalled: moment.optional(),
  reports: z.strictObject({ at: moment, amountRupiah: z.int(), note: z.string() }).optional(),
  decided: z.strictObject({ at: moment, approved: z.boolean(), explanation: z.string() }).optional(),
  account: moment.optional(),
  repaid: moment.optional(),
});

type Visit = z.output<typeof visit>;

/** `queues` keep an admin busy, Ana's bookings show one of every state; `faults` are complaints and mails. */
export const visits = z.strictObject({ queues: z.array(visit), faults: z.array(visit) }).parse(written);

/** Plans one visit to a trip of `outings`. */
export function plan(market: Market, outings: readonly Outing[], visit: Visit) {
  const [kind, place] = visit.trip.split(" ");
  const outing = outings.filter((each) => each.kind === kind)[Number(place)]!;
  const at = (words: z.output<typeof moment>) => momentOf(market, outing, words);
  const seat = visit.books
    ? asks(market, outing, personOf(market, outing, visit.who), { ...visit, at: at(visit.books) })
    : seatPaid(market, outing);
  const { email } = seat.person;
  if (visit.who === "without account") seat.person.saysAccount = true;
  if (visit.mistyped) market.mailFaults.mistyped.push({ email, from: at(visit.mistyped) });
  if (visit.unanswered) market.mailFaults.unanswered.push({ email, from: at(visit.unanswered) });
  if (visit.proof) sendsProof(market, seat, at(visit.proof));
  if (visit.refused) rejects(market, seat, at(visit.refused));
  if (visit.paid) accepts(market, seat, at(visit.paid), visit.surplusRupiah);
  if (visit.cancels) cancels(market, seat, at(visit.cancels));
  if (visit.recalled) recalls(market, seat, at(visit.recalled));
  if (visit.reports) reports(market, seat, { ...visit.reports, at: at(visit.reports.at) });
  if (visit.decided) decides(market, seat, { ...visit.decided, at: at(visit.decided.at) });
  if (visit.account) savesAccount(market, seat.person, at(visit.account));
  if (visit.repaid) paysRefunds(market, () => [seat], at(visit.repaid));
}

/** Somebody who has no seat on that trip yet. */
export function someone({ random, people }: Market, { seats }: Outing, which = (_: Person) => true): Person {
  return random.pick(people.travellers.filter((one) => which(one) && seats.every(({ person }) => person !== one)));
}

function personOf(market: Market, outing: Outing, who: string): Person {
  if (who === "ana") return market.people.ana;
  return someone(market, outing, who === "without account" ? ({ saysAccount }) => !saysAccount : undefined);
}

function seatPaid({ people }: Market, { seats }: Outing): Seat {
  return seats.find((one) => one.acceptedAt && !one.cancelledAt && one.person !== people.ana)!;
}

function momentOf({ nights, mailFaults }: Market, outing: Outing, words: z.output<typeof moment>): Date {
  const { now, gap } = nights;
  const [many, unit, ...rest] = words.split(" ");
  const slotStart = slotBefore(now);
  const unitMs = { h: hourMs, min: minuteMs, slot: now.getTime() - slotStart.getTime() }[unit as "h"];
  const [sign, from] = {
    ago: [-1, now] as const,
    "before trip": [-1, tripStart(outing)] as const,
    "after trip": [1, startOfUtcDay(addDays(outing.lastDay, 1))] as const,
    "after publishing": [1, outing.publishedAt] as const,
    "before slot": [-1, slotStart] as const,
    "after silence": [1, gap.from] as const,
    "before refusal": [-1, mailFaults.refused.from] as const,
  }[rest.join(" ") as (typeof bases)[number]];
  return new Date(from.getTime() + sign * Math.round(Number(many) * unitMs));
}
