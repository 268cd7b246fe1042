import { addDays, wibDay } from "#domain/calendar.ts";
import { policy } from "#domain/policy.ts";
import { lastDay, type Trip } from "./rules.ts";

/** Days on which a trip cannot be. It would start before `earliest` or end after `latest`, `YYYY-MM-DD`. */
export type DaysRefused =
  | { ok: false; reason: "too-soon"; earliest: string }
  | { ok: false; reason: "too-late"; latest: string };

/** Why a trip that is published or moved at `now` cannot be on these days; nothing where it can. */
export function refuseDays(days: Pick<Trip, "date" | "endDate">, now: Date): DaysRefused | undefined {
  const [earliest, latest] = [earliestStart(now), addDays(wibDay(now), policy.tripHorizonDays)];
  if (days.date < earliest) return { ok: false, reason: "too-soon", earliest };
  return lastDay(days) > latest ? { ok: false, reason: "too-late", latest } : undefined;
}

/** The first day on which a trip that is published or moved at `now` may begin. */
export function earliestStart(now: Date): string {
  return addDays(wibDay(now), policy.tripLeadDays);
}
