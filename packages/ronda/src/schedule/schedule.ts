import { Cron } from "croner";
import { ScheduleError } from "./schedule-error.ts";
import { parseFields, type ScheduleFields } from "./schedule-fields.ts";
import { checkTimeZone } from "./time-zone.ts";

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;

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
  /** The slots after `fromExclusive` up to `toInclusive`, oldest first; empty where there is none. */
  between: (fromExclusive: Date, toInclusive: Date) => Date[];
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
  const cron = new Cron(toPattern(fields), {
    timezone: timeZone,
    mode: "5-part",
    fixedTimeRule: "no-wildcard",
    paused: true,
  });

  const next = (after: Date) => found(cron.nextRun(wholeMinute(after)), written);
  const previous = (at: Date) =>
    found(cron.previousRuns(1, new Date(wholeMinute(at).getTime() + minuteMs))[0], written);

  return {
    expression: written,
    timeZone,
    fields,
    next,
    previous,
    between: (fromExclusive, toInclusive) => {
      const slots: Date[] = [];
      for (let slot = next(fromExclusive); slot <= toInclusive; slot = next(slot)) slots.push(slot);
      return slots;
    },
    ...gaps(fields),
  };
}

/** Steps and ranges written out: the library takes `* / 2` for an interval, which would skip what a gap swallows. */
function toPattern({ minute, hour, dayOfMonth, month, dayOfWeek }: ScheduleFields): string {
  const list = (values: number[], size: number) => (values.length === size ? "*" : values.join(","));
  const everyHour = hour.length === 24;
  return [
    everyHour ? list(minute, 60) : minute.join(","),
    list(hour, 24),
    list(dayOfMonth, 31),
    list(month, 12),
    list(dayOfWeek, 7),
  ].join(" ");
}

function wholeMinute(moment: Date): Date {
  return new Date(Math.floor(moment.getTime() / minuteMs) * minuteMs);
}

function found(slot: Date | null | undefined, expression: string): Date {
  if (!slot) throw new ScheduleError(`"${expression}" has no slot on that side of the moment asked for`);
  return slot;
}

function gaps(fields: ScheduleFields): Pick<Schedule, "shortestGapMs" | "longestGapMs"> {
  const times = fields.hour.flatMap((hour) => fields.minute.map((minute) => (hour * 60 + minute) * minuteMs));
  const overnightMs = dayMs - times.at(-1)! + times[0]!;
  const withinDayMs = times.slice(1).map((time, index) => time - times[index]!);
  const betweenDaysMs = daysApart(fields).map((days) => (days - 1) * dayMs + overnightMs);
  const all = [...withinDayMs, ...betweenDaysMs];
  return { shortestGapMs: Math.min(...all), longestGapMs: Math.max(...all) };
}

/** The distinct distances between days on which a schedule runs. */
function daysApart(fields: ScheduleFields): number[] {
  const [matching, cycleDays] = matchingDays(fields);
  const distances = new Set<number>();
  matching.forEach((day, index) => {
    distances.add((matching[index + 1] ?? matching[0]! + cycleDays) - day);
  });
  return [...distances];
}

/** The days of one cycle of the calendar: after 28 years weekdays and leap days fall on the same dates again. */
function matchingDays({ dayOfMonth, month, dayOfWeek }: ScheduleFields): [days: number[], cycleDays: number] {
  const everyDayOfMonth = dayOfMonth.length === 31;
  const everyWeekday = dayOfWeek.length === 7;
  if (everyDayOfMonth && everyWeekday && month.length === 12) return [[0], 1];

  const first = Date.UTC(2001, 0, 1);
  const cycleDays = (Date.UTC(2029, 0, 1) - first) / dayMs;
  const days: number[] = [];
  for (let day = 0; day < cycleDays; day++) {
    const date = new Date(first + day * dayMs);
    const byDate = dayOfMonth.includes(date.getUTCDate());
    const byWeekday = dayOfWeek.includes(date.getUTCDay());
    const matches = everyDayOfMonth || everyWeekday ? byDate && byWeekday : byDate || byWeekday;
    if (matches && month.includes(date.getUTCMonth() + 1)) days.push(day);
  }
  return [days, cycleDays];
}
