import { ScheduleError } from "./schedule-error.ts";
import { parseFields, type ScheduleFields } from "./schedule-fields.ts";
import { checkTimeZone } from "./time-zone.ts";
import { type WallTimes, wallTimes } from "./wall-times.ts";
import { type Period, type ZoneClock, zoneClock } from "./zone-clock.ts";

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;

const firstMomentMs = Date.parse("1900-01-01T00:00:00Z");
const lastMomentMs = Date.parse("9999-12-31T00:00:00Z");

/** What `between` gives at once: 69 days of a job that runs every minute. */
const mostSlotsAtOnce = 100_000;

/** When a job is due: five cron fields, read in an IANA time zone. Every slot is a whole minute. */
export type Schedule = {
  /** The expression as it was written, with single blanks. */
  expression: string;
  timeZone: string;
  /** What the expression means: the values of each field, sorted. */
  fields: ScheduleFields;
  /** The first slot strictly after a moment. */
  next: (after: Date) => Date;
  /** The latest slot at or before a moment. */
  previous: (at: Date) => Date;
  /**
   * The slots after `fromExclusive` up to `toInclusive`, oldest first; empty where there is none. Throws
   * {@link ScheduleError} where there are more than 100,000: `count` and `next` are for those.
   */
  between: (fromExclusive: Date, toInclusive: Date) => Date[];
  /** How many slots `between` would give, by arithmetic; counts no further than `most`. */
  count: (fromExclusive: Date, toInclusive: Date, most: number) => number;
  /** The shortest time between two slots that follow each other, by the wall clock: clock changes are not counted. */
  shortestGapMs: number;
  /** The longest time between two slots that follow each other, by the wall clock. */
  longestGapMs: number;
};

/**
 * Reads a schedule: `minute hour day-of-month month day-of-week`, in `timeZone` (an IANA name).
 *
 * When the clock is changed, the rule is that of Debian's cron(8). A schedule that names its hours runs once a slot:
 * a time that the change skips runs at the first instant after the gap, a time that comes twice runs the first time.
 * A schedule of every hour (`*` as its hour) keeps its rhythm: nothing to make up for, and the repeated hour counts.
 *
 * Throws {@link ScheduleError} that names the field, what is wrong and what would be right.
 */
export function parseSchedule(expression: string, timeZone: string): Schedule {
  checkTimeZone(timeZone);
  const written = expression.trim().replace(/\s+/g, " ");
  const fields = parseFields(written);
  const wall = wallTimes(fields);
  const slots = slotsOf(wall, zoneClock(timeZone), fields.hour.length === 24);

  const next = (after: Date) => found(slots.first(minuteOf(after) + minuteMs), written);
  const between = (fromExclusive: Date, toInclusive: Date) => {
    const listed: Date[] = [];
    for (let slot = next(fromExclusive); slot <= toInclusive; slot = next(slot)) {
      if (listed.length === mostSlotsAtOnce) {
        throw new ScheduleError(
          `"${written}" has more than ${mostSlotsAtOnce} slots in that time; ask for less at once, or count them`,
        );
      }
      listed.push(slot);
    }
    return listed;
  };

  return {
    expression: written,
    timeZone,
    fields,
    next,
    previous: (at) => found(slots.last(minuteOf(at)), written),
    between,
    count: (fromExclusive, toInclusive, most) =>
      slots.count(minuteOf(fromExclusive) + minuteMs, minuteOf(toInclusive) + minuteMs, most),
    // Only the job's definition asks for them, and they cost more than all the rest.
    get shortestGapMs() {
      return wall.gaps().shortestGapMs;
    },
    get longestGapMs() {
      return wall.gaps().longestGapMs;
    },
  };
}

/** The minute of a moment. Throws {@link ScheduleError} for what is none, or lies beyond the years that people write. */
function minuteOf(moment: Date): number {
  const atMs = moment.getTime();
  if (!(atMs >= firstMomentMs && atMs < lastMomentMs)) {
    throw new ScheduleError("a schedule is asked for moments from the year 1900 to 9999");
  }
  return Math.floor(atMs / minuteMs) * minuteMs;
}

function found(slotMs: number | undefined, expression: string): Date {
  const slot = new Date(slotMs ?? Number.NaN);
  if (Number.isNaN(slot.getTime())) {
    throw new ScheduleError(`"${expression}" has no slot on that side of the moment asked for`);
  }
  return slot;
}

/** Slots as moments, in ms and by whole minutes. */
type Slots = {
  /** The first at or after a minute. */
  first: (fromMs: number) => number | undefined;
  /** The last at or before a minute. */
  last: (toMs: number) => number | undefined;
  count: (fromMs: number, beforeMs: number, most: number) => number;
};

/** Farther than any zone is from UTC, and farther than any clock was ever set. */
const farthestOffsetMs = 2 * dayMs;

/**
 * Brings times on the wall to moments, period by period of the zone's clock. Within a period that is one addition; where
 * a period begins, a schedule that names its hours makes up for what the change skipped and leaves out what comes again.
 */
function slotsOf(wall: WallTimes, { periodAt }: ZoneClock, everyHour: boolean): Slots {
  /** What of the wall's time is new in a period, and whether its first moment makes up for a skipped time. */
  function partOf(period: Period): { newFromMs: number; makesUp: boolean } {
    const beginsMs = period.fromMs + period.offsetMs;
    if (everyHour) return { newFromMs: beginsMs, makesUp: false };
    const before = periodAt(period.fromMs - minuteMs);
    const endedMs = period.fromMs + before.offsetMs;
    if (beginsMs <= endedMs) return { newFromMs: endedMs, makesUp: false };
    return { newFromMs: beginsMs, makesUp: wall.count(endedMs, beginsMs, 1) > 0 };
  }

  return {
    first(fromMs) {
      for (let atMs = fromMs; ; ) {
        const period = periodAt(atMs);
        const { newFromMs, makesUp } = partOf(period);
        if (makesUp && atMs === period.fromMs) return atMs;
        const time = wall.first(Math.max(atMs + period.offsetMs, newFromMs));
        if (time === undefined) return undefined;
        if (time - period.offsetMs < period.toMs) return time - period.offsetMs;
        // Nothing on the wall until then; what a change may do to it is looked at from shortly before on.
        atMs = Math.max(period.toMs, time - farthestOffsetMs);
      }
    },
    last(toMs) {
      for (let atMs = toMs; ; ) {
        const period = periodAt(atMs);
        const { newFromMs, makesUp } = partOf(period);
        const time = wall.last(atMs + period.offsetMs);
        if (time !== undefined && time >= newFromMs) return time - period.offsetMs;
        if (makesUp) return period.fromMs;
        if (time === undefined) return undefined;
        atMs = Math.min(period.fromMs - minuteMs, time + farthestOffsetMs);
      }
    },
    count(fromMs, beforeMs, most) {
      let counted = 0;
      for (let atMs = fromMs; atMs < beforeMs && counted < most; ) {
        const period = periodAt(atMs);
        const { newFromMs, makesUp } = partOf(period);
        const beginsHere = makesUp && atMs === period.fromMs;
        if (beginsHere) counted += 1;
        const endMs = Math.min(beforeMs, period.toMs);
        const wallFromMs = Math.max((beginsHere ? atMs + minuteMs : atMs) + period.offsetMs, newFromMs);
        counted += wall.count(wallFromMs, endMs + period.offsetMs, most - counted);
        atMs = period.toMs;
      }
      return Math.min(most, counted);
    },
  };
}
