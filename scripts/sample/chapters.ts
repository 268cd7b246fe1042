import { z } from "zod";
import { addDays, daysBetween, utcDay } from "#domain/calendar.ts";
import written from "./chapters.json" with { type: "json" };
import type { Nights } from "./nights.ts";
import { firstDay, type TripIdea } from "./trips/idea.ts";

/** What has become of a trip, or what is yet to come. */
export const kinds = ["due", "overdue", "holding", "released", "paid", "closed", "underway", "full", "open"] as const;

/** {@link kinds} as a type. */
export type Kind = (typeof kinds)[number];

/** A trip of the story: which, what becomes of it, and the day on which it ends. */
export type Chapter = { kind: Kind; idea: TripIdea; lastDay: string };

/** The day on which each trip ends, counted from today or the last good run. Named ones are Hugo's, so that there is one in every state. */
const table = z
  .array(
    z.strictObject({
      kind: z.enum(kinds),
      ends: z.templateLiteral([z.enum(["today", "good run"]), " ", z.int()]),
      trip: z.string().optional(),
    }),
  )
  .parse(written);

/**
 * Some forty trips: most still to come, one on its way, some over but not yet completed, some with money that should
 * have moved. `order` are the ideas in the order in which they come.
 */
export function chapters(nights: Nights, order: readonly TripIdea[]): Chapter[] {
  const others = order.filter(({ organizer }) => organizer !== "hugo");
  const long = others.find(({ days }) => days.length >= 3)!;
  const rest = others.filter((idea) => idea !== long);
  let next = 0;
  const placed = table.map(({ kind, ends, trip }): Chapter => {
    const from = utcDay(ends.startsWith("today") ? nights.now : nights.lastGoodRun);
    const idea = order.find(({ slug }) => slug === trip) ?? rest[next++ % rest.length]!;
    return { kind, idea, lastDay: addDays(from, Number(ends.split(" ").at(-1))) };
  });
  return [...placed, underway(long, nights)];
}

/** A trip that begins on the WIB day in whose night before cron was off. */
function underway(idea: TripIdea, { gap }: Nights): Chapter {
  const first = addDays(utcDay(gap.from), 1);
  return { kind: "underway", idea, lastDay: addDays(first, daysBetween(firstDay(idea, first), first)) };
}
