import { pausedTimes, pauseOf } from "../database/pauses.ts";
import {
  mostTakenSlots,
  readGaps,
  readSlotCursors,
  readSlotRows,
  type SlotCursor,
  type StoredGap,
  writeSlots,
} from "../database/slot-rows.ts";
import type { Engine } from "../engine.ts";
import type { Job } from "../job/job.ts";
import { reasons } from "../record/reasons.ts";
import { newRunId } from "../record/run-id.ts";
import { slotsByDay } from "../schedule/slots-by-day.ts";
import {
  decideSlots,
  justAfter,
  justBefore,
  overlaps,
  type SlotDecision,
  type SlotFacts,
  type SlotGap,
} from "./slot-outcomes.ts";

/**
 * Writes down what has become of the slots that passed since it was last done, of all jobs or of those: those that nobody
 * ran are MISSED, or SKIPPED where the job was paused. Returns how many were missed that nobody had known of. Many
 * processes may do it at once: of those that decide the same only one writes.
 */
export async function settleSlots(engine: Engine, names?: readonly string[]): Promise<number> {
  const { clock, database, jobs } = engine;
  const now = clock();
  const cursors = await readSlotCursors(database, names ?? [...jobs.keys()]);
  const known = cursors.flatMap((cursor) => {
    const job = jobs.get(cursor.name);
    // Of another schedule another release knows, whose patrol decides.
    return job && cursor.schedule === `${job.schedule} ${job.timeZone}` ? [{ job, cursor, from: fromOf(cursor) }] : [];
  });
  const rows = await readSlotRows(
    database,
    known.map(({ job, from }) => ({
      name: job.name,
      from,
      lastSlotAt: job.calendar.previous(from < now ? from : now),
    })),
  );
  let missed = 0;
  for (const { job, cursor, from } of known) {
    const { gaps, taken } = rows.get(job.name)!;
    const facts: SlotFacts = {
      waitedSince: cursor.scheduleSince,
      settledUntil: from,
      rows: gaps,
      taken,
      freedSlotAt: cursor.freedSlotAt,
      pauses: pausedTimes(cursor),
      knownUntil: taken.length >= mostTakenSlots ? taken[mostTakenSlots - 1]! : null,
    };
    const settled = await settle(engine, { job, cursor, facts, now });
    missed += settled;
  }
  return missed;
}

function fromOf({ settledUntil, scheduleSince }: SlotCursor): Date {
  return settledUntil && settledUntil > scheduleSince ? settledUntil : scheduleSince;
}

type Settling = { job: Job; cursor: SlotCursor; facts: SlotFacts; now: Date };

async function settle(engine: Engine, settling: Settling): Promise<number> {
  const { job, cursor, facts, now } = settling;
  const decision = decideSlots(job, facts, now);
  const { added, changed, gone } = decision.changes;
  const isSame = added.length + changed.length + gone.length === 0;
  // Nothing has passed since: then nothing is written.
  if (isSame && decision.until >= facts.settledUntil && job.calendar.count(facts.settledUntil, decision.until, 1) === 0)
    return 0;
  const reasonOf = await reasonsFor(engine, settling, [...added, ...changed]);
  const isFirst = await writeSlots(engine.database, {
    name: job.name,
    settledUntil: decision.until,
    settledCount: cursor.settledCount,
    now,
    origin: engine.origin,
    added: added.map((gap) => ({ ...gap, id: newRunId(now), reason: reasonOf(gap) })),
    changed: changed.map((gap) => ({ ...gap, reason: reasonOf(gap) })),
    goneIds: gone.map(({ id }) => id),
    days: dayChanges(
      job,
      { before: rowsTouched(facts.rows, decision), after: [...added, ...changed] },
      engine.displayZone,
    ),
  });
  return isFirst ? tell(engine, settling, decision, reasonOf) : 0;
}

/** The rows that are changed or gone, as they were. */
function rowsTouched(rows: readonly StoredGap[], { changes: { changed, gone } }: SlotDecision): StoredGap[] {
  const ids = new Set([...changed, ...gone].map(({ id }) => id));
  return rows.filter(({ id }) => ids.has(id));
}

/** How many slots more, or fewer, each day has of each kind. */
function dayChanges(
  { calendar }: Job,
  { before, after }: { before: readonly SlotGap[]; after: readonly SlotGap[] },
  zone: string,
): { day: string; missed: number; skipped: number }[] {
  const days = new Map<string, { missed: number; skipped: number }>();
  const add = ({ status, slotAt, slotLastAt }: SlotGap, sign: 1 | -1) => {
    for (const [day, count] of slotsByDay(calendar, { first: slotAt, last: slotLastAt, zone })) {
      const changed = days.get(day) ?? { missed: 0, skipped: 0 };
      changed[status === "MISSED" ? "missed" : "skipped"] += sign * count;
      days.set(day, changed);
    }
  };
  for (const gap of before) add(gap, -1);
  for (const gap of after) add(gap, 1);
  return [...days].map(([day, changed]) => ({ day, ...changed })).filter(({ missed, skipped }) => missed || skipped);
}

/** Why the slots of a gap were not run, as far as it is known. */
async function reasonsFor(
  { database, lostSlots }: Engine,
  { job, cursor, facts }: Settling,
  gaps: readonly SlotGap[],
): Promise<(gap: SlotGap) => string | null> {
  const first = gaps.find(({ status }) => status === "MISSED");
  const downs = first ? await readGaps(database, first.slotAt) : [];
  return (gap) => {
    if (gap.status === "SKIPPED") return reasonOfPause(cursor, gap);
    const wereDown = downs.reduce((sum, down) => sum + slotsWithin(job, gap, down), 0);
    if (wereDown === gap.slotCount) return reasons.noneAlive();
    const kept = facts.rows.some(({ slotAt }) => slotAt.getTime() === gap.slotAt.getTime());
    return gap.slotCount === 1 && !kept ? (lostSlots.why(job.name, gap.slotAt) ?? null) : null;
  };
}

/** Whose pause it was is known of the latest one only. */
function reasonOfPause(cursor: SlotCursor, { slotAt }: SlotGap): string {
  const pause = pauseOf(cursor);
  return pause && pause.since <= slotAt ? reasons.paused({ ...pause, until: null }) : reasons.wasPaused();
}

/** How many slots of the gap lie in a time in which no process was alive. */
function slotsWithin({ calendar }: Job, gap: SlotGap, { from, until }: { from: Date; until: Date }): number {
  const after = new Date(Math.max(from.getTime(), gap.slotAt.getTime() - 1));
  const end = new Date(Math.min(until.getTime() - 1, gap.slotLastAt.getTime()));
  return end > after ? calendar.count(after, end, gap.slotCount) : 0;
}

/** Tells the log of a new row, and whoever listens of the slots that are missed since; returns how many these are. */
function tell(
  { events, logger, lostSlots }: Engine,
  { job, facts, now }: Settling,
  { changes }: SlotDecision,
  reasonOf: (gap: SlotGap) => string | null,
): number {
  let missed = 0;
  for (const { gap, slotAt, slotCount, isNewRow } of newlyMissed(job, facts.rows, [
    ...changes.added,
    ...changes.changed,
  ])) {
    missed += slotCount;
    // Whoever lost it has told so.
    if (slotCount === 1 && lostSlots.why(job.name, slotAt)) continue;
    const why = reasonOf(gap) ?? reasons.nobodyCame();
    const about = { cron: job.name, slotAt: slotAt.toISOString(), slotCount };
    if (isNewRow) logger.warn(about, `cron ${job.name} MISSED ${about.slotAt}: ${why}`);
    events.emit("run.missed", { jobName: job.name, slotAt, slotCount, why, at: now });
  }
  return missed;
}

/** The slots of these gaps that no row of before had: how many of each, and the first of them. */
function newlyMissed(job: Job, rows: readonly SlotGap[], gaps: readonly SlotGap[]) {
  return gaps
    .filter(({ status }) => status === "MISSED")
    .map((gap) => {
      const before = rows.filter((row) => row.status === "MISSED" && overlaps(row, gap));
      const known = before.map(({ slotAt, slotLastAt }) => ({
        from: justBefore(slotAt),
        until: justAfter(slotLastAt),
      }));
      const knownCount = known.reduce((sum, time) => sum + slotsWithin(job, gap, time), 0);
      const [first] = before;
      const slotAt = first && first.slotAt <= gap.slotAt ? job.calendar.next(first.slotLastAt) : gap.slotAt;
      return { gap, slotAt, slotCount: gap.slotCount - knownCount, isNewRow: before.length === 0 };
    })
    .filter(({ slotCount }) => slotCount > 0);
}
