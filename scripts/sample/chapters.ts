import { daysBetween, utcDay } from "#domain/calendar.ts";
import type { Seat } from "./market/market.ts";
import type { Nights } from "./nights.ts";
import type { TripRow } from "./world.ts";

/** What has become of a trip, or what is yet to come. */
export type Kind = "due" | "overdue" | "holding" | "released" | "paid" | "closed" | "full" | "open";
export type Chapter = { kind: Kind; endsIn: number };
/** A trip that is being lived through. */
export type Told = Chapter & { trip: TripRow; seats: Seat[] };

/** Forty trips: most still to come, some over but not yet completed, some with money that should have moved. */
export function chapters(nights: Nights): Chapter[] {
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
