import type { PausedTime } from "../database/pauses.ts";
import type { Job } from "../job/job.ts";
import type { Health, HealthNote, HealthReason, RunSummary } from "../types.ts";
import { setBackMs } from "./set-back.ts";
import { usualDuration } from "./usual.ts";

/** What is known of a job: its own row, and the few runs that the row points to. */
export type JobFacts = {
  /** From here on the present schedule has been waited for. */
  scheduleSince: Date;
  /** The latest slot that started or was skipped for an overlap. */
  lastSlotAt: Date | null;
  /** A slot whose run was stopped by a restart and has not been run again. */
  freedSlotAt: Date | null;
  /** FAILED, TIMED_OUT and ABANDONED in a row since the last success; a restart is not one. */
  failureStreak: number;
  failingSince: Date | null;
  /** Why the last success is useless, if `expect` said so. */
  brokenExpectation: string | null;
  /** The newest triggers, at most two, that came outside of any open slot and from no person; newest first. */
  offSlotStarts: Date[];
  running: RunSummary | null;
  /** The last that ended, whatever its status. */
  lastEnded: RunSummary | null;
  lastSuccess: RunSummary | null;
  lastError: RunSummary | null;
  /** When it was paused, as far as its row knows; oldest first, the last one may be on. No slot of these times is missed. */
  pauses: PausedTime[];
  /** When no process of the app was alive, oldest first. */
  downtimes: readonly { from: Date; until: Date }[];
  /** How many runs in a row a restart has stopped since the last success, and since when. */
  restartStreak: number;
  restartingSince: Date | null;
  /** How long the last successes took. */
  lastDurationsMs: readonly number[];
  /** Triggers turned away, by day. */
  rejections: { count: number; lastAt: Date; userAgent: string | null }[];
};

/** Years of a job that runs every minute; more missed slots than this are not counted. */
const mostMissed = 1_000_000;
const sameOffsetMs = 2 * 60_000;
const dayMs = 24 * 60 * 60 * 1000;

/**
 * The badge of a job and why. A pure function of what is known and the moment. Without a `job`, for a hand-written
 * handler, there is no schedule to be late for: only the last result counts.
 */
export function healthOf(job: Job | undefined, known: JobFacts, now: Date): Health {
  const facts = withoutFuture(known, now);
  // Also what fails by that clock is failing.
  const failed = failedReasons(known);
  const isPaused = isPausedAt(facts, now);
  // Nobody waits for a job that is paused.
  const stale = job && !isPaused ? staleReasons(job, facts, now) : [];
  const isExplained = stale.some(({ kind }) => kind === "rejected");
  return {
    badge: failed.length > 0 ? "FAILED" : stale.length > 0 ? "STALE" : "OK",
    alsoStale: failed.length > 0 && stale.length > 0,
    state: isPaused ? "paused" : job && isWaiting(job, facts, now) ? "waiting" : null,
    reasons: [...failed, ...stale],
    notes: [...notes(job, facts, now), ...(isExplained ? [] : rejectedNotes(facts, now))],
  };
}

/** A slot, a success or a downtime that lies in the future, by a clock that has been set back since, says nothing of now. */
function withoutFuture(facts: JobFacts, now: Date): JobFacts {
  const limit = new Date(now.getTime() + setBackMs);
  const past = (moment: Date | null) => (moment && moment <= limit ? moment : null);
  const { running, lastSuccess, scheduleSince } = facts;
  return {
    ...facts,
    scheduleSince: past(scheduleSince) ?? now,
    lastSlotAt: past(facts.lastSlotAt),
    freedSlotAt: past(facts.freedSlotAt),
    running: running && { ...running, slotAt: past(running.slotAt) },
    lastSuccess: lastSuccess && past(lastSuccess.startedAt ?? lastSuccess.createdAt) ? lastSuccess : null,
    downtimes: facts.downtimes
      .filter(({ from }) => from <= limit)
      .map(({ from, until }) => ({ from, until: past(until) ?? now })),
  };
}

const failureKinds = { FAILED: "error", TIMED_OUT: "timeout", ABANDONED: "crashed" } as const;

function failedReasons(facts: JobFacts): HealthReason[] {
  const { lastError, lastSuccess, brokenExpectation } = facts;
  if (facts.failureStreak > 0 && lastError) {
    const kind = failureKinds[lastError.status as keyof typeof failureKinds];
    const since = facts.failingSince ?? lastError.createdAt;
    return [{ kind, message: lastError.errorMessage, runId: lastError.id, since }];
  }
  if (!brokenExpectation || !lastSuccess) return [];
  const since = lastSuccess.finishedAt ?? lastSuccess.createdAt;
  return [{ kind: "expectation", message: brokenExpectation, runId: lastSuccess.id, since }];
}

function staleReasons(job: Job, facts: JobFacts, now: Date): HealthReason[] {
  return [...restartReasons(facts), ...lateReasons(job, facts, now)];
}

/** Two in a row are a deploy and its mend; a run that a third one stops may never come to its end. */
const fewestRestarts = 3;

function restartReasons({ restartStreak, restartingSince }: JobFacts): HealthReason[] {
  if (restartStreak < fewestRestarts || !restartingSince) return [];
  return [{ kind: "restarts", count: restartStreak, since: restartingSince }];
}

function lateReasons(job: Job, facts: JobFacts, now: Date): HealthReason[] {
  const missed = missedSlots(job, facts, now);
  if (missed) {
    const causes = whyMissed(job, facts, missed);
    return [...causes, missedReason(facts, missed, causes)];
  }
  const lastSuccessAt = facts.lastSuccess?.finishedAt ?? null;
  const since = new Date(latest(lastSuccessAt, facts.scheduleSince, pausedUntil(facts)).getTime() + job.maxSilenceMs);
  return now > since ? [{ kind: "silent", lastSuccessAt, since }] : [];
}

type Missed = { count: number; since: Date };

/**
 * The slots whose grace has passed without a start, after the last one that the schedule took. What somebody runs by hand
 * does the work, and tells nothing of what triggers the job: it makes up for what the schedule is not to blame for only.
 */
function missedSlots(job: Job, facts: JobFacts, now: Date): Missed | undefined {
  const { calendar } = job;
  const covered = latest(coveredSlot(facts), facts.scheduleSince);
  const excused = [...facts.pauses, ...madeUpFor(facts)].sort(
    (one, other) => one.since.getTime() - other.since.getTime(),
  );
  const overdue = new Date(now.getTime() - job.startGraceMs - 1);
  let missed: Missed | undefined;
  for (const { after, until } of waitedFor(excused, covered, overdue)) {
    const since = calendar.next(after);
    const count = since <= until ? calendar.count(after, until, mostMissed) : 0;
    if (count > 0)
      missed = { count: Math.min(mostMissed, count + (missed?.count ?? 0)), since: missed?.since ?? since };
  }
  return missed;
}

/** The times in which no process could hear the schedule, as far as a success has come since. */
function madeUpFor({ downtimes, lastSuccess }: JobFacts): PausedTime[] {
  const startedAt = lastSuccess?.startedAt;
  if (!startedAt) return [];
  return downtimes
    .filter(({ from }) => from < startedAt)
    .map(({ from, until }) => ({
      since: new Date(from.getTime() + 1),
      until: new Date(Math.min(until.getTime(), startedAt.getTime() + 1)),
    }));
}

/** The times after `after` and up to `until` whose slots were waited for: those in which the job was not paused, oldest first. */
function waitedFor(pauses: PausedTime[], after: Date, until: Date): { after: Date; until: Date }[] {
  const times: { after: Date; until: Date }[] = [];
  let from = after;
  for (const pause of pauses) {
    const before = new Date(Math.min(pause.since.getTime() - 1, until.getTime()));
    if (before > from) times.push({ after: from, until: before });
    // The slot at which a pause ends is waited for again.
    from = pause.until === null ? until : latest(from, new Date(pause.until.getTime() - 1));
  }
  return from < until ? [...times, { after: from, until }] : times;
}

function isPausedAt({ pauses }: JobFacts, now: Date): boolean {
  const latestPause = pauses.at(-1);
  return latestPause !== undefined && (latestPause.until === null || now < latestPause.until);
}

/** When the latest pause ended. */
function pausedUntil({ pauses }: JobFacts): Date | null {
  return pauses.at(-1)?.until ?? null;
}

function coveredSlot(facts: JobFacts): Date | null {
  const { lastSlotAt, running, lastSuccess } = facts;
  if (running?.slotAt) return running.slotAt;
  const returned = returnedSlot(facts);
  if (!returned) return lastSlotAt;
  const isMadeUpFor = lastSuccess?.startedAt && lastSuccess.startedAt > returned;
  return isMadeUpFor ? latest(lastSlotAt, returned) : new Date(returned.getTime() - 1);
}

const minuteMs = 60_000;

/** The slot that the schedule took, and that a restart gave back: whoever runs the job makes up for it. */
function returnedSlot({ freedSlotAt, lastSlotAt }: JobFacts): Date | null {
  if (freedSlotAt || !lastSlotAt) return freedSlotAt;
  // Slots are whole minutes: the moment before one is left where nobody comes back to it any more.
  const after = lastSlotAt.getTime() + 1;
  return after % minuteMs === 0 ? new Date(after) : null;
}

function missedReason(facts: JobFacts, { count, since }: Missed, causes: HealthReason[]): HealthReason {
  const { lastSlotAt, lastEnded, running } = facts;
  const isByHand = lastEnded?.trigger === "manual" && !causes.some(({ kind }) => kind === "off-slot");
  const byHandAt = (isByHand && lastEnded.startedAt) || undefined;
  // No slot was ever taken, nor does anything but a person's run tell of the job.
  const neverCame = !lastSlotAt && !running?.slotAt && (!lastEnded || isByHand);
  if (neverCame) return { kind: "never-ran", ...(byHandAt ? { byHandAt } : {}), since };
  return { kind: "missed", count, ...(byHandAt && byHandAt > since ? { byHandAt } : {}), since };
}

/** What probably is the cause: a wrong secret, a trigger that comes at a constant distance from its slot, a host that was down. */
function whyMissed(job: Job, facts: JobFacts, missed: Missed): HealthReason[] {
  const reasons: HealthReason[] = [];
  const opened = new Date(missed.since.getTime() - job.earlyMs);
  const { count, lastAt, userAgent } = rejectedSince(opened, facts);
  if (lastAt) reasons.push({ kind: "rejected", count, lastAt, userAgent, since: missed.since });
  const offsetMs = constantOffsetMs(job, facts.offSlotStarts);
  if (offsetMs !== undefined) reasons.push({ kind: "off-slot", offsetMs, since: missed.since });
  const down = facts.downtimes.find(({ from, until }) => job.calendar.next(latest(from, opened)) < until);
  if (down) reasons.push({ kind: "host-down", since: down.from });
  return reasons;
}

function rejectedNotes(facts: JobFacts, now: Date): HealthNote[] {
  const { count, lastAt, userAgent } = rejectedSince(new Date(now.getTime() - dayMs), facts);
  return lastAt ? [{ kind: "rejected", message: null, count, lastAt, userAgent }] : [];
}

/** Rejections are known by day, so that those of the same day before `since` count too. */
function rejectedSince(
  since: Date,
  { rejections }: JobFacts,
): { count: number; lastAt: Date | undefined; userAgent: string | null } {
  const days = rejections.filter(({ lastAt }) => lastAt >= since);
  const lastAt = days.length > 0 ? latest(...days.map((day) => day.lastAt)) : undefined;
  const last = days.find((day) => day.lastAt.getTime() === lastAt?.getTime());
  return { count: days.reduce((sum, { count }) => sum + count, 0), lastAt, userAgent: last?.userAgent ?? null };
}

/** How far from their slots the last two triggers came, if both came equally far from two different slots: negative is early. */
function constantOffsetMs(job: Job, [newest, older]: Date[]): number | undefined {
  if (!newest || !older) return undefined;
  const [one, other] = [nearestSlot(job, newest), nearestSlot(job, older)];
  const offsetMs = newest.getTime() - one.getTime();
  const sameOffset = Math.abs(offsetMs - (older.getTime() - other.getTime())) <= sameOffsetMs;
  return sameOffset && one.getTime() !== other.getTime() ? Math.round(offsetMs / 60_000) * 60_000 : undefined;
}

function nearestSlot({ calendar }: Job, at: Date): Date {
  const [previous, next] = [calendar.previous(at), calendar.next(at)];
  return at.getTime() - previous.getTime() <= next.getTime() - at.getTime() ? previous : next;
}

function isWaiting({ calendar }: Job, { lastEnded, running, scheduleSince }: JobFacts, now: Date): boolean {
  return !lastEnded && !running && now < calendar.next(scheduleSince);
}

/** Several times what is usual; below that nobody has to wait, and it may be the load of one moment. */
const timesUsual = 5;
const shortestSlowMs = 10_000;

function isSlow(runMs: number, { maxRunMs }: Job, usualMs: number | null): boolean {
  return runMs > maxRunMs / 2 || (usualMs !== null && runMs > Math.max(shortestSlowMs, timesUsual * usualMs));
}

/** The runs that may be slow: the one under way, else the last, and the last success of a day, which a short failure does not hide. */
function slowCandidates({ running, lastEnded, lastSuccess }: JobFacts, now: Date): SlowCandidate[] {
  if (running?.startedAt) {
    const { id, startedAt } = running;
    return [{ runMs: now.getTime() - startedAt.getTime(), runId: id, startedAt, isOver: false }];
  }
  const endedAt = lastSuccess?.finishedAt ?? lastSuccess?.createdAt;
  const isRecent = endedAt !== undefined && now.getTime() - endedAt.getTime() < dayMs;
  return [lastEnded, isRecent ? lastSuccess : null].flatMap((run) =>
    run?.startedAt ? [{ runMs: run.durationMs ?? 0, runId: run.id, startedAt: run.startedAt, isOver: true }] : [],
  );
}

type SlowCandidate = { runMs: number; runId: string; startedAt: Date; isOver: boolean };

function notes(job: Job | undefined, facts: JobFacts, now: Date): HealthNote[] {
  const { running, lastEnded, lastDurationsMs } = facts;
  const usualMs = usualDuration(lastDurationsMs)?.medianMs ?? null;
  const found: HealthNote[] = [];
  if (running) found.push({ kind: "running", message: null });
  const slow = job && slowCandidates(facts, now).find(({ runMs }) => isSlow(runMs, job, usualMs));
  if (slow) found.push({ kind: "slow", message: null, ...slow, usualMs, maxRunMs: job.maxRunMs });
  if (lastEnded?.status !== "SUCCESS") return found;
  if (isEmpty(lastEnded.payload)) found.push({ kind: "empty", message: null });
  if (lastEnded.slotAt && lastEnded.startedAt && lastEnded.startedAt < lastEnded.slotAt) {
    found.push({ kind: "early", message: null });
  }
  if (job && isLate(job, lastEnded)) found.push({ kind: "late", message: null });
  if (lastEnded.reason) found.push({ kind: "note", message: lastEnded.reason });
  return found;
}

function isLate({ startGraceMs }: Job, { slotAt, startedAt }: RunSummary): boolean {
  return slotAt !== null && startedAt !== null && startedAt.getTime() - slotAt.getTime() > startGraceMs;
}

/** A success that had nothing to do: every number in it is 0 and every list empty. */
function isEmpty(payload: RunSummary["payload"]): boolean {
  const values = Object.values(payload ?? {});
  return values.every((value) => value === 0 || value === null || (Array.isArray(value) && value.length === 0));
}

function latest(...moments: (Date | null | undefined)[]): Date {
  return new Date(Math.max(...moments.map((moment) => moment?.getTime() ?? Number.NEGATIVE_INFINITY)));
}
