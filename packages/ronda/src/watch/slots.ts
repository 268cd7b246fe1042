import type { PausedTime } from "../database/pauses.ts";
import type { KeptSlots } from "../database/slot-marks.ts";
import type { Job } from "../job/job.ts";
import { parseSchedule, type Schedule } from "../schedule/schedule.ts";
import type { MarkedSlot, SlotMark } from "../types.ts";

const minuteMs = 60_000;

/** What is known of a job's slots: what was kept of those that had an outcome, and what tells about the others. */
export type SlotFacts = KeptSlots & {
  /** Before that the present schedule was waited for by nobody. */
  scheduleSince: Date;
  running: { id: string; slotAt: Date | null } | null;
  /** When it was paused, oldest first. */
  pauses: readonly PausedTime[];
};

/**
 * How each slot of a job has gone from `since` to `now`, oldest first. What no row tells of is missed once its start grace
 * is over; before that it is left out, since it may still be started in time.
 */
export function markedSlots(job: Job, facts: SlotFacts, { since, now }: { since: Date; now: Date }): MarkedSlot[] {
  const kept = keptSlots(facts, since.getTime());
  const due = recentSlots(job.calendar, new Date(Math.max(since.getTime() - 1, facts.scheduleSince.getTime())), now);
  const outcomeOf = outcomeWithoutRow(facts, now.getTime() - job.startGraceMs);
  const marked: MarkedSlot[] = [];
  // Both lists are in order: the slots that had rows of their own, and those that were to come.
  let next = 0;
  for (const atMs of due) {
    while (kept[next] && kept[next]!.slotAt.getTime() < atMs) marked.push(kept[next++]!);
    if (kept[next]?.slotAt.getTime() === atMs) marked.push(kept[next++]!);
    else {
      const outcome = outcomeOf(atMs);
      if (outcome) marked.push({ slotAt: new Date(atMs), ...outcome });
    }
  }
  return [...marked, ...kept.slice(next)];
}

const markOfLetter: Record<string, SlotMark> = { o: "on-time", l: "late", f: "failed", s: "skipped" };

/** The slots that had a row of their own, oldest first. */
function keptSlots({ days }: KeptSlots, sinceMs: number): MarkedSlot[] {
  const kept: MarkedSlot[] = [];
  for (const { day, marks, runs } of days) {
    const dayMs = Date.parse(`${day}T00:00:00Z`);
    for (const { index: minute, 0: letter } of marks.matchAll(/[olfs]/g)) {
      const atMs = dayMs + minute * minuteMs;
      if (atMs >= sinceMs)
        kept.push({ slotAt: new Date(atMs), mark: markOfLetter[letter]!, runId: runs[minute] ?? null });
    }
  }
  return kept;
}

/** What has become of a slot without a row of its own, or nothing where it may still be started. To be asked for later and later slots. */
function outcomeWithoutRow(
  { running, ranges, pauses }: SlotFacts,
  overdueMs: number,
): (atMs: number) => Omit<MarkedSlot, "slotAt"> | undefined {
  const rangeAt = finder(ranges);
  return (atMs) => {
    if (running?.slotAt?.getTime() === atMs) return { mark: "running", runId: running.id };
    const range = rangeAt(atMs);
    if (range) return { mark: range.status === "MISSED" ? "missed" : "skipped", runId: range.runId };
    if (atMs >= overdueMs) return undefined;
    return { mark: isPaused(pauses, atMs) ? "skipped" : "missed", runId: null };
  };
}

/** Finds the range that a slot lies in. To be asked for later and later slots. */
function finder(ranges: KeptSlots["ranges"]): (atMs: number) => KeptSlots["ranges"][number] | undefined {
  let first = 0;
  return (atMs) => {
    while (ranges[first] && ranges[first]!.slotLastAt.getTime() < atMs) first += 1;
    const range = ranges[first];
    return range && range.slotAt.getTime() <= atMs ? range : undefined;
  };
}

function isPaused(pauses: readonly PausedTime[], atMs: number): boolean {
  return pauses.some(({ since, until }) => atMs >= since.getTime() && (until === null || atMs < until.getTime()));
}

const known = new WeakMap<Schedule, { fromMs: number; toMs: number; slots: number[] }>();

/**
 * The slots after `from` up to `to`, which are worked out once a process: a page that is read every few seconds asks for
 * the same week, a few seconds further on.
 */
function recentSlots(calendar: Schedule, from: Date, to: Date): number[] {
  const [fromMs, toMs] = [from.getTime(), to.getTime()];
  if (fromMs >= toMs) return [];
  const times = (after: Date, until: Date) => calendar.between(after, until).map((slot) => slot.getTime());
  const before = known.get(calendar);
  const isFurtherOn = before && fromMs >= before.fromMs && toMs >= before.toMs && fromMs <= before.toMs;
  const slots = isFurtherOn
    ? [...before.slots.filter((slot) => slot > fromMs), ...times(new Date(before.toMs), to)]
    : times(from, to);
  known.set(calendar, { fromMs, toMs, slots });
  return slots;
}

/** When the day of that zone began in which `now` lies, or `daysBefore` it. */
export function startOfDay(now: Date, zone: string, daysBefore: number): Date {
  const midnights = parseSchedule("0 0 * * *", zone);
  let start = midnights.previous(now);
  for (let day = 0; day < daysBefore; day++) start = midnights.previous(new Date(start.getTime() - 1));
  return start;
}
