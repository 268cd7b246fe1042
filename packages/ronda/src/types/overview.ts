import type { Health, Paused } from "./health.ts";
import type { Incident } from "./incident.ts";
import type { RunSummary, Trigger } from "./run.ts";
import type { LocalizedText } from "./text.ts";

/** One day of a job in the engine's `displayZone`, as `YYYY-MM-DD`: how many runs, of which errors, and rows that never ran. */
export type DayCount = {
  day: string;
  runs: number;
  errors: number;
  skipped: number;
  missed: number;
  durationMs: number;
};

/** How one slot went. `skipped`: somebody else was at work, or the job was paused; `failed` is any end but a success. */
export type SlotMark = "on-time" | "late" | "missed" | "failed" | "skipped" | "running";

/** One slot that has come: its mark and the row that tells of it; null where no row does. */
export type MarkedSlot = { slotAt: Date; mark: SlotMark; runId: string | null };

/** How long a job's last successes took: the 10th percentile, the median and the 90th, of so many `runs`, at most 50. */
export type UsualDuration = { lowMs: number; medianMs: number; highMs: number; runs: number };

/** What sends a job's triggers, as far as can be told: the built-in scheduler, or who asks over HTTP by its user agent. */
export type TriggerSource = "scheduler" | "curl" | "vercel" | "other";

/** The last trigger that no person sent. */
export type LastTrigger = {
  at: Date;
  /** `manual`: it came outside of any slot. */
  trigger: Trigger;
  /** Which of the two secrets it carried; null from within. */
  secret: "current" | "previous" | null;
  /** Cut to 120 characters and without secrets; null from within, and where none was sent. */
  userAgent: string | null;
  source: TriggerSource;
  /** Since when this job's triggers have come from there. */
  sourceSince: Date;
};

/** What a page shows of one job. */
export type JobOverview = {
  name: string;
  /** Null for a hand-written handler that is not in the registry: its health is its last result. */
  schedule: string | null;
  timeZone: string | null;
  description: LocalizedText | null;
  health: Health;
  lastRun: RunSummary | null;
  lastSuccess: { id: string; finishedAt: Date } | null;
  lastError: { id: string; finishedAt: Date; errorMessage: string | null } | null;
  /** The next slot that it will run at; null where there is no schedule, and while it is paused without an end. */
  nextSlotAt: Date | null;
  /** This day of the engine's `displayZone` and the six before, oldest first: seven entries. */
  week: DayCount[];
  /** Sums of `week`: SUCCESS + FAILED + TIMED_OUT + ABANDONED, and the last three. */
  runs7d: number;
  errors7d: number;
  /** Which secret its trigger used last. */
  lastSecret: "current" | "previous" | null;
  /** Null while it is not paused. */
  paused: Paused | null;
  /** Every slot that has come in the days of `week`, oldest first; one that may still be started in time is not among them. */
  slots: MarkedSlot[];
  /** Null below 5 successes. */
  usual: UsualDuration | null;
  /** Null where nothing but people has started it. */
  lastTrigger: LastTrigger | null;
};

/** The limits of a job, in milliseconds, and how it is started again. */
export type JobLimits = {
  /** How long before its slot a trigger counts for it, and how long after it a start is in time. */
  earlyMs: number;
  startGraceMs: number;
  maxRunMs: number;
  maxSilenceMs: number;
  /** How much after its slot the built-in scheduler starts it at most. */
  jitterMs: number;
  catchUp: "none" | "once";
  failuresBeforeAlert: number;
  /** How often its function is called in all when it throws. */
  attempts: number;
};

/** What a page of one job shows; `limits` is null for a handler written by hand, which has none of its own. */
export type JobDetails = JobOverview & { limits: JobLimits | null };

/** What a watch found when it looked last. */
export type WatchOverview = {
  name: string;
  description: LocalizedText;
  /** The jobs that keep it from finding anything, as it names them. */
  jobs: readonly string[];
  /** What it says of that in each of its languages; null where it found nothing. */
  sentence: LocalizedText | null;
  count: number;
  /** Null where it is not about money. */
  amountRupiah: number | null;
  oldestAt: Date | null;
  /** The page that lists what was found. */
  href: string | null;
  /** What its sentences add to the figures. */
  detail: string | null;
  /** Null where it has not looked yet. */
  checkedAt: Date | null;
  /** Why it could not look the last time. */
  error: string | null;
};

/** How a channel does. */
export type ChannelOverview = {
  name: string;
  lastDeliveredAt: Date | null;
  /**
   * `alerts` are those that have not got through: what waits, tried or not, and what was given up since. `failures` counts the
   * attempts, of which one alert has many.
   */
  failing: { since: Date; failures: number; alerts: number; message: string } | null;
  /** Messages that are still to be sent. */
  waiting: number;
};

/** A slot of the coming 24 hours. `more` counts those that follow it in that time and are not listed. */
export type UpcomingSlot = { jobName: string; slotAt: Date; more: number };

/** What a page shows of all jobs, as they stood `at` that moment. */
export type Overview = {
  at: Date;
  jobs: JobOverview[];
  /**
   * What is wrong and not over, what nobody deals with yet first: of that FAILED before STALE; then what somebody has
   * acknowledged, then what is snoozed. Among these what is about all at once first, then the oldest. How many need somebody
   * is how many have `handling: "unhandled"`.
   */
  incidents: Incident[];
  watches: WatchOverview[];
  channels: ChannelOverview[];
  /** The 20 newest rows over all jobs. */
  recentRuns: RunSummary[];
  /** The slots of the coming 24 hours over all jobs, soonest first. Of a job with more than 24 of them only its next one is listed. */
  upcoming: UpcomingSlot[];
  patrol: PatrolOverview;
  /** What the operator should know of the whole installation, such as a secret that is too short. */
  warnings: OverviewWarning[];
};

/** Whether somebody looks after the jobs. */
export type PatrolOverview = {
  /** When the last patrol of any process ended; null before the first. */
  lastFinishedAt: Date | null;
  /** Nobody has patrolled for some minutes: what goes wrong now is noticed by this page and by triggers only. */
  isLate: boolean;
  /** What failed in the last one; null where nothing did. */
  error: string | null;
};

/** `clock`: the clock of this process's host has leapt. `unheard`: every channel fails, since that moment. `channel`: alerts are not delivered through it. `deadman`: what watches the host from outside hears nothing of the patrols. */
export type OverviewWarning =
  | { kind: "short-secret" | "no-secret" }
  | { kind: "clock"; leapMs: number; wallAt: Date; countedAt: Date; since: Date }
  | { kind: "deadman"; message: string }
  | { kind: "unheard"; since: Date }
  | { kind: "channel"; channel: string; failures: number; alerts: number; since: Date; message: string };

/** What one patrol did. All zero and empty in a quiet minute. */
export type PatrolReport = {
  /** Runs that were closed because nothing was heard of them any more. */
  abandoned: number;
  /** Jobs whose slot a restart had freed and that were started again; they go on after the patrol has returned. */
  restarted: string[];
  /** Slots that have passed since without a run, and were written down as missed. */
  missed: number;
  /** Jobs whose latest slot had passed while no process was alive, and that were started to make up for it. */
  caughtUp: string[];
  /** Incidents that were opened, those that were repeated, and those that were resolved. */
  opened: number;
  reminded: number;
  resolved: number;
  /** Rows of `CronRun` that were too old to be kept. */
  pruned: number;
};

/** How many lay at or below each bound, how many there were at all, and what they came to together. */
export type Spread = { buckets: { boundMs: number; count: number }[]; count: number; sumMs: number };

/**
 * What has been counted of one job with one outcome since the engine's tables were made, over all processes; it never falls.
 * RESTARTED is what a restart stopped, SKIPPED a trigger that ran nothing, REJECTED one that was turned away: of no job's
 * name as `(unknown)`. MISSED counts slots that nobody had run when they were looked at, also where a late run made up for one. Runs without a slot have no lateness, and those that somebody else closed no duration.
 */
export type JobTotal = {
  jobName: string;
  outcome: "SUCCESS" | "FAILED" | "TIMED_OUT" | "ABANDONED" | "RESTARTED" | "SKIPPED" | "MISSED" | "REJECTED";
  count: number;
  duration: Spread;
  lateness: Spread;
};
