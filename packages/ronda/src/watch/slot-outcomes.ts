import type { Job } from "../job/job.ts";
import type { Schedule } from "../schedule/schedule.ts";
import { setBackMs } from "./set-back.ts";

/** From `since` until before `until`; without an end it goes on. */
export type Interval = { since: Date; until: Date | null };

/** Slots in a row that nobody ran: because nobody came (MISSED), or because the job was paused (SKIPPED). */
export type SlotGap = {
  status: "MISSED" | "SKIPPED";
  /** The first, and the last; the same where it is one. */
  slotAt: Date;
  slotLastAt: Date;
  slotCount: number;
};

/** A gap that has a row. */
export type GapRow = SlotGap & { id: string };

/** What decides over the outcome of a job's slots. */
export type SlotFacts = {
  /** From here on the schedule has been waited for. */
  waitedSince: Date;
  /** The slots up to here had been decided; those after it are decided now. */
  settledUntil: Date;
  /** The rows of gaps that reach up to there, or up to now where that is earlier, or lie beyond; oldest first. What has happened since may change them. */
  rows: readonly GapRow[];
  /** The slots since then, and in these rows, that a run has taken or that were skipped because a run was at work; oldest first. */
  taken: readonly Date[];
  /** A slot whose run a restart stopped, and which nobody has given up. */
  freedSlotAt: Date | null;
  /** When the job was paused, oldest first; none overlaps another. */
  pauses: readonly Interval[];
  /** Where more slots were taken than could be read at once: up to where they are known. */
  knownUntil: Date | null;
};

/** What is to be written of a job's slots: up to where they are decided, and what is to be done to the rows of gaps. */
export type SlotDecision = { until: Date; changes: RowChanges };

/** Years of a job that runs every minute; more slots in a row than this are not counted. */
export const mostSlotsOfGap = 1_000_000;

/**
 * What must stand of a job's slots that nobody has run: one row for each time in which none was, extended while it goes on,
 * shortened or parted where a slot of it was run late after all. A slot is decided when its start grace has passed, one of
 * a pause that goes on at once, and one that is still to be run again when that has been done or given up. A pure function of what is known and
 * the moment.
 */
export function decideSlots(job: Job, facts: SlotFacts, now: Date): SlotDecision {
  const { settledUntil, rows, freedSlotAt } = facts;
  const from = rows[0] ? earliestOf(settledUntil, justBefore(rows[0].slotAt)) : settledUntil;
  const until = decidedUntil(job, facts, now);
  const freed = freedSlotAt && isToRunAgain(job, facts, now) ? [freedSlotAt] : [];
  const taken = [...facts.taken, ...freed].filter((slot) => slot > from && slot <= until).sort(byTime);
  const gaps: SlotGap[] = [];
  let after = from;
  for (const slot of [...taken, justAfter(until)]) {
    gaps.push(...gapsBetween(job.calendar, { after, before: slot }, facts.pauses));
    after = slot;
  }
  const settled = freed[0] ? earliestOf(until, justBefore(freed[0])) : until;
  return { until: settled, changes: changesOf(rows, gaps) };
}

function decidedUntil(job: Job, facts: SlotFacts, now: Date): Date {
  const { settledUntil, knownUntil, waitedSince } = facts;
  const due = latestOf(waitedSince, dueUntil(job, facts, now));
  const known = knownUntil ? earliestOf(due, knownUntil) : due;
  const isSetBack = settledUntil.getTime() - now.getTime() > setBackMs;
  return isSetBack ? known : latestOf(settledUntil, known);
}

/** Up to where every slot's start grace has passed, or it passed in a pause, in which nothing starts. */
function dueUntil({ calendar, startGraceMs }: Job, { pauses }: SlotFacts, now: Date): Date {
  let until = new Date(now.getTime() - startGraceMs - 1);
  for (const pause of pauses) {
    // Not the slot of this very moment: the pause may end in it.
    const end = justBefore(pause.until ? earliestOf(now, pause.until) : now);
    if (end > until && calendar.next(until) >= pause.since) until = end;
  }
  return until;
}

/** Whether the slot that a restart freed may still be run: in its grace, or later by a job that catches up. */
function isToRunAgain(job: Job, { freedSlotAt, taken, pauses }: SlotFacts, now: Date): boolean {
  if (!freedSlotAt || taken.some((slot) => slot >= freedSlotAt)) return false;
  if (pauses.some((pause) => isWithin(now, pause))) return false;
  return job.catchUp === "once" || now.getTime() - freedSlotAt.getTime() <= job.startGraceMs;
}

/** The gaps among slots that nobody has taken, between two moments that are not of it: pauses part them. */
function gapsBetween(
  calendar: Schedule,
  { after, before }: { after: Date; before: Date },
  pauses: readonly Interval[],
): SlotGap[] {
  const gaps: SlotGap[] = [];
  let from = after;
  const add = (status: SlotGap["status"], until: Date) => {
    if (until <= from) return;
    const slotCount = calendar.count(from, until, mostSlotsOfGap);
    if (slotCount > 0) {
      const slotLastAt = calendar.previous(until);
      const last = gaps.at(-1);
      if (last?.status === status) Object.assign(last, { slotLastAt, slotCount: last.slotCount + slotCount });
      else gaps.push({ status, slotAt: calendar.next(from), slotLastAt, slotCount });
    }
    from = until;
  };
  const end = justBefore(before);
  for (const pause of pauses) {
    add("MISSED", earliestOf(end, justBefore(pause.since)));
    add("SKIPPED", pause.until ? earliestOf(end, justBefore(pause.until)) : end);
  }
  add("MISSED", end);
  return gaps;
}

/** What is to be done to the rows so that they say what they must. */
export type RowChanges = { added: SlotGap[]; changed: GapRow[]; gone: GapRow[] };

/** The fewest changes to `rows`: a gap keeps its row while it grows, is shortened or loses its beginning. */
export function changesOf(rows: readonly GapRow[], gaps: readonly SlotGap[]): RowChanges {
  const left = new Set(rows);
  const changes: RowChanges = { added: [], changed: [], gone: [] };
  for (const gap of gaps) {
    const row = [...left].find((each) => each.status === gap.status && overlaps(each, gap));
    if (!row) {
      changes.added.push(gap);
      continue;
    }
    left.delete(row);
    if (!isSame(row, gap)) changes.changed.push({ ...gap, id: row.id });
  }
  changes.gone.push(...left);
  return changes;
}

/** Whether two gaps have slots in common. */
export function overlaps(one: SlotGap, other: SlotGap): boolean {
  return one.slotAt <= other.slotLastAt && other.slotAt <= one.slotLastAt;
}

function isSame(one: SlotGap, other: SlotGap): boolean {
  return (
    one.slotCount === other.slotCount &&
    one.slotAt.getTime() === other.slotAt.getTime() &&
    one.slotLastAt.getTime() === other.slotLastAt.getTime()
  );
}

/** Whether a moment is in an interval. */
export function isWithin(at: Date, { since, until }: Interval): boolean {
  return at >= since && (!until || at < until);
}

/** The moment before and the one after, as finely as moments are told apart. */
export const justBefore = (at: Date) => new Date(at.getTime() - 1);
export const justAfter = (at: Date) => new Date(at.getTime() + 1);

const byTime = (one: Date, other: Date) => one.getTime() - other.getTime();
const latestOf = (one: Date, other: Date) => (one > other ? one : other);
const earliestOf = (one: Date, other: Date) => (one < other ? one : other);
