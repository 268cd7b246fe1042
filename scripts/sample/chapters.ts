import { addDays, daysBetween, utcDay } from "#domain/calendar.ts";
import type { Nights } from "./nights.ts";
import { firstDay, type TripIdea } from "./trips/idea.ts";

/** What has become of a trip, or what is yet to come. */
export const kinds = ["due", "overdue", "holding", "released", "paid", "closed", "underway", "full", "open"] as const;

/** {@link kinds} as a type. */
export type Kind = (typeof kinds)[number];

/** A trip of the story: which, what becomes of it, and the day on which it ends. */
export type Chapter = { kind: Kind; idea: TripIdea; lastDay: string };

/** Which of Hugo's trips tells what, so that there is one in every state; all others fall where chance puts them. */
const hugos: Partial<Record<Kind, Record<number, string>>> = {
  due: { 0: "tumpak-sewu-goa-tetes" },
  holding: { 0: "ranu-kumbolo-santai" },
  released: { 0: "baluran-savana-bama" },
  paid: { 0: "bromo-midnight", 1: "kawah-ijen-api-biru" },
  closed: { 0: "ranu-kumbolo-santai" },
  full: { 0: "bromo-midnight" },
  open: { 6: "kawah-ijen-api-biru", 11: "bromo-midnight" },
};

/**
 * Some forty trips: most still to come, one on its way, some over but not yet completed, some with money that should
 * have moved. `order` are the ideas in the order in which they come.
 */
export function chapters(nights: Nights, order: readonly TripIdea[]): Chapter[] {
  const today = utcDay(nights.now);
  const since = daysBetween(utcDay(nights.lastGoodRun), today);
  const endings: Record<Exclude<Kind, "underway">, number[]> = {
    due: [-1, -1, -since],
    overdue: [-since - 2, -since - 2],
    holding: [-since - 1, -since - 1],
    released: [-since - 4, -since - 5],
    paid: [-since - 9, -15, -20, -27, -35, -48, -60],
    closed: [14, -9, -24],
    full: [4, 9, 16, 27, 41],
    open: [2, 5, 7, 10, 13, 15, 19, 23, 26, 30, 34, 40, 47, 55, 66, 80],
  };
  const others = order.filter(({ organizer }) => organizer !== "hugo");
  const long = others.find(({ days }) => days.length >= 3)!;
  const rest = others.filter((idea) => idea !== long);
  const endingsOfAll = Object.entries(endings).flatMap(([kind, days]) =>
    days.map((endsIn, at) => ({ kind, endsIn, at })),
  );
  let next = 0;
  const placed = endingsOfAll.map(({ kind, endsIn, at }): Chapter => {
    const slug = hugos[kind as Kind]?.[at];
    const idea = order.find((one) => one.slug === slug) ?? rest[next++ % rest.length]!;
    return { kind: kind as Kind, idea, lastDay: addDays(today, endsIn) };
  });
  return [...placed, underway(long, nights)];
}

/** A trip that begins on the WIB day in whose night before cron was off. */
function underway(idea: TripIdea, { gap }: Nights): Chapter {
  const first = addDays(utcDay(gap.from), 1);
  return { kind: "underway", idea, lastDay: addDays(first, daysBetween(firstDay(idea, first), first)) };
}
