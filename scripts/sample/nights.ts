/**
 * The sample's past month: the nightly run that completes trips failed last night, and the night before the machine's
 * cron was off for seven hours while the app served on. So there is work for "Run now", and a reason for it on the page.
 */

export const minuteMs = 60_000;
export const hourMs = 60 * minuteMs;
export const dayMs = 24 * hourMs;

/** How far back the first trips of the sample were published. */
const tripDays = 115;

/** How far back the run history goes, and how far back the papers that people sent. */
const historyDays = 30;
const proofDays = 21;

/** The moments that the story turns on. */
export type Nights = {
  now: Date;
  /** The nightly runs that were due by then have ended; a later one would still be at work, and is left to the app. */
  ranUntil: Date;
  /** From here on there is work for the nightly jobs. */
  tripsFrom: Date;
  /** From here on the engine has kept every run. */
  historyFrom: Date;
  proofsFrom: Date;
  /** The latest 18:00 UTC whose run has ended: it failed. */
  failedAt: Date;
  /** While cron was off; the runs of the night before last lie inside it. */
  gap: { from: Date; to: Date };
  /** The last nightly run that did its work. */
  lastGoodRun: Date;
};

/** The nights before `now`. */
export function nightsBefore(now: Date): Nights {
  const ago = (from: Date, ms: number) => new Date(from.getTime() - ms);
  const ranUntil = ago(now, minuteMs);
  const failedAt = latestAt(ranUntil, { hours: 18, minutes: 0 });
  const missedNight = ago(failedAt, dayMs);
  return {
    now,
    ranUntil,
    tripsFrom: ago(now, tripDays * dayMs),
    historyFrom: ago(now, historyDays * dayMs),
    proofsFrom: ago(now, proofDays * dayMs),
    failedAt,
    gap: { from: ago(missedNight, 250 * minuteMs), to: ago(missedNight, -170 * minuteMs) },
    lastGoodRun: ago(failedAt, 2 * dayMs),
  };
}

/** The latest time of day like this, by UTC, that `moment` has come to. */
export function latestAt(moment: Date, { hours, minutes }: { hours: number; minutes: number }): Date {
  const at = new Date(moment);
  at.setUTCHours(hours, minutes, 0, 0);
  return at > moment ? new Date(at.getTime() - dayMs) : at;
}

const slotMs = 5 * minuteMs;

/** The latest of the slots that come every five minutes. */
export const slotBefore = (moment: Date): Date => new Date(Math.floor(moment.getTime() / slotMs) * slotMs);

/** The first such slot behind a moment at which cron was on. */
export function slotAfter(moment: Date, { gap }: Nights): Date {
  const slot = new Date(slotBefore(moment).getTime() + slotMs);
  return isIn(gap, slot) ? gap.to : slot;
}

/** Whether a moment lies in a span, its end left out. */
export const isIn = ({ from, to }: { from: Date; to: Date }, moment: Date): boolean => moment >= from && moment < to;
