/**
 * The sample's past month: the nightly run that completes trips failed last night, and the night before the machine's
 * cron was off for seven hours while the app served on. So there is work for "Run now", and a reason for it on the page.
 * Besides, one of each kind of thing that happens to jobs: the machine itself was off for some minutes, a deployment stopped
 * a run, somebody paused a job, and of another one nobody has written the line into the crontab.
 */

export const minuteMs = 60_000;
export const hourMs = 60 * minuteMs;
export const dayMs = 24 * hourMs;

/** How far back the first trips of the sample were published. */
const tripDays = 115;

/** How far back the run history goes, and how far back the documents that people sent. */
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
  /** While the machine was off, over the slot of one nightly job, which was made up for when it was back. */
  hostDown: { from: Date; to: Date };
  /** A slot in whose run the app was deployed. */
  deployedAt: Date;
  /** Since when a job is paused. */
  pausedAt: Date;
  /** When the job was deployed whose line was never written into the crontab: at least one of its slots has passed since. */
  forgottenSince: Date;
  /** When somebody deleted the webhook that alerts go to. */
  webhookGoneAt: Date;
};

/** Which job tells what. */
export const roles = {
  /** Its line was never written into the crontab. */
  forgotten: "prune",
  paused: "check-stored-files",
  caughtUp: "money-reconcile",
  deployed: "process-email-jobs",
  slow: "cleanup-trip-images",
  /** A machine of former times still triggers it, with a secret of former times. */
  rejected: "trip-reminders",
} as const;

/**
 * From 18:00 UTC on the jobs of a night take so long; until then tonight is left to the app, or the page would call late what
 * the story has not come to. Shorter than the grace of the night's first slot.
 */
const nightMs = 58 * minuteMs;

/** The nights before `now`. */
export function nightsBefore(now: Date): Nights {
  const ago = (from: Date, ms: number) => new Date(from.getTime() - ms);
  const begun = latestAt(ago(now, minuteMs), { hours: 18, minutes: 0 });
  const isAtWork = now.getTime() - begun.getTime() < nightMs;
  const ranUntil = isAtWork ? ago(begun, 1) : ago(now, minuteMs);
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
    hostDown: { from: ago(failedAt, 3 * dayMs - 41 * minuteMs), to: ago(failedAt, 3 * dayMs - 52 * minuteMs) },
    deployedAt: latestAt(ago(now, 26 * hourMs), { hours: 4, minutes: 10 }),
    pausedAt: ago(now, 40 * hourMs),
    forgottenSince: ago(now, 8 * dayMs),
    webhookGoneAt: ago(failedAt, 3 * hourMs),
  };
}

/** The latest time of day like this, by UTC, that `moment` has come to. */
export function latestAt(moment: Date, { hours, minutes }: { hours: number; minutes: number }): Date {
  const at = new Date(moment);
  at.setUTCHours(hours, minutes, 0, 0);
  return at > moment ? new Date(at.getTime() - dayMs) : at;
}

/** How far the slots are apart that come every five minutes. */
export const slotMs = 5 * minuteMs;

/** The latest of the slots that come every five minutes. */
export const slotBefore = (moment: Date): Date => new Date(Math.floor(moment.getTime() / slotMs) * slotMs);

/** The first such slot behind a moment at which cron was on. */
export function slotAfter(moment: Date, { gap, hostDown }: Nights): Date {
  const slot = new Date(slotBefore(moment).getTime() + slotMs);
  if (isIn(hostDown, slot)) return new Date(slotBefore(hostDown.to).getTime() + slotMs);
  return isIn(gap, slot) ? gap.to : slot;
}

/** Whether nothing runs at a slot of that job. */
export function isSilent({ gap, hostDown, historyFrom, pausedAt }: Nights, jobName: string, slot: Date): boolean {
  if (jobName === roles.forgotten && slot >= historyFrom) return true;
  return isIn(gap, slot) || isIn(hostDown, slot) || (jobName === roles.paused && slot >= pausedAt);
}

/** Whether a moment lies in a span, its end left out. */
export const isIn = ({ from, to }: { from: Date; to: Date }, moment: Date): boolean => moment >= from && moment < to;
