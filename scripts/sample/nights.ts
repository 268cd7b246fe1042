import { utcDay } from "#domain/calendar.ts";

/**
 * The sample's past month: the nightly run that completes trips failed last night, and the host was off for two hours
 * the night before. So there is work for "Run now", and a reason for it on the page.
 */

export const minuteMs = 60_000;
export const hourMs = 60 * minuteMs;
export const dayMs = 24 * hourMs;

/** How far back the run history goes. */
export const historyDays = 30;

export type Nights = {
  now: Date;
  /** The latest 18:00 UTC that has passed, when the run failed. */
  failedAt: Date;
  /** While the host was off; the night's runs lie inside it. */
  gap: { from: Date; to: Date };
  /** The last nightly run that did its work. */
  lastGoodRun: Date;
  /** When the nightly run completed a trip with this last day; undefined while it is still due or yet to come. */
  completedAt: (lastDay: string) => Date | undefined;
  /** When the nightly run released money held until `heldUntil`; undefined where it has not. */
  releasedAt: (heldUntil: Date) => Date | undefined;
};

/** The nights before `now`. */
export function nightsBefore(now: Date): Nights {
  const slot = new Date(now);
  slot.setUTCHours(18, 0, 0, 0);
  if (slot > now) slot.setTime(slot.getTime() - dayMs);
  const night = (back: number) => new Date(slot.getTime() - back * dayMs);
  const lastGoodRun = night(2);
  const firstRunAfter = (moment: Date) => {
    const days = Math.ceil((moment.getTime() - lastGoodRun.getTime()) / dayMs);
    return days > 0 ? undefined : new Date(lastGoodRun.getTime() + days * dayMs);
  };
  return {
    now,
    failedAt: slot,
    gap: { from: new Date(night(1).getTime() - 40 * minuteMs), to: new Date(night(1).getTime() + 100 * minuteMs) },
    lastGoodRun,
    completedAt: (lastDay) => {
      if (lastDay >= utcDay(lastGoodRun)) return undefined;
      return firstRunAfter(new Date(`${lastDay}T23:59:59Z`));
    },
    releasedAt: (heldUntil) => firstRunAfter(heldUntil),
  };
}
