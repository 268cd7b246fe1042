import type { ScheduleFields } from "./schedule-fields.ts";

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;

/** After 28 years weekdays and leap days fall on the same dates again; 400 years have every date that there is. */
const cycleDays = 28 * 365 + 7;
const farthestDays = 400 * 366;

/**
 * The minutes on the wall that a schedule names, whatever a clock does with them. They are written as if the clock showed
 * UTC, in ms, so that arithmetic holds.
 */
export type WallTimes = {
  /** The first at or after a minute, or nothing for want of such a date. */
  first: (fromMs: number) => number | undefined;
  /** The last at or before a minute. */
  last: (toMs: number) => number | undefined;
  /** How many there are from a minute on and before another; counts no further than `most`. */
  count: (fromMs: number, beforeMs: number, most: number) => number;
  /** The shortest and the longest time between two that follow each other, for which all of a calendar's cycle is walked through once. */
  gaps: () => Gaps;
};

type Gaps = { shortestGapMs: number; longestGapMs: number };

/** The wall times of fields: days of the calendar by times of the day. */
export function wallTimes(fields: ScheduleFields): WallTimes {
  const times = fields.hour.flatMap((hour) => fields.minute.map((minute) => (hour * 60 + minute) * minuteMs));
  const isDay = dayTest(fields);
  const dayFrom = (day: number) => nearestDay(fields.month, isDay, { day, direction: 1 });
  const dayUntil = (day: number) => nearestDay(fields.month, isDay, { day, direction: -1 });
  /** How many of a day's times come before one. */
  const timesBefore = (timeMs: number) => {
    let [low, high] = [0, times.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (times[middle]! < timeMs) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  const at = (day: number | undefined, time: number | undefined) =>
    day === undefined || time === undefined ? undefined : day * dayMs + time;

  let found: Gaps | undefined;
  return {
    first(fromMs) {
      const day = Math.floor(fromMs / dayMs);
      const today = times[timesBefore(fromMs - day * dayMs)];
      if (today !== undefined && isDay(new Date(day * dayMs))) return day * dayMs + today;
      return at(dayFrom(day + 1), times[0]);
    },
    last(toMs) {
      const day = Math.floor(toMs / dayMs);
      const today = times[timesBefore(toMs - day * dayMs + 1) - 1];
      if (today !== undefined && isDay(new Date(day * dayMs))) return day * dayMs + today;
      return at(dayUntil(day - 1), times.at(-1));
    },
    count(fromMs, beforeMs, most) {
      let counted = 0;
      const [firstDay, lastDay] = [Math.floor(fromMs / dayMs), Math.floor(beforeMs / dayMs)];
      for (let day = dayFrom(firstDay); day !== undefined && day <= lastDay && counted < most; day = dayFrom(day + 1)) {
        const until = day === lastDay ? timesBefore(beforeMs - day * dayMs) : times.length;
        counted += until - (day === firstDay ? timesBefore(fromMs - day * dayMs) : 0);
      }
      return Math.max(0, Math.min(most, counted));
    },
    gaps() {
      found ??= gapsOf(times, distancesOfDays(fields, dayFrom));
      return found;
    },
  };
}

/** Whether a schedule runs on a day. Day of month OR day of week, where both are set. */
function dayTest({ dayOfMonth, month, dayOfWeek }: ScheduleFields): (day: Date) => boolean {
  const both = dayOfMonth.length === 31 || dayOfWeek.length === 7;
  return (day) => {
    if (!month.includes(day.getUTCMonth() + 1)) return false;
    const [byDate, byWeekday] = [dayOfMonth.includes(day.getUTCDate()), dayOfWeek.includes(day.getUTCDay())];
    return both ? byDate && byWeekday : byDate || byWeekday;
  };
}

/** The nearest day on which a schedule runs, that day included; months in which it never runs are passed in one step. */
function nearestDay(
  months: number[],
  isDay: (day: Date) => boolean,
  { day, direction }: { day: number; direction: 1 | -1 },
): number | undefined {
  const end = day + direction * farthestDays;
  for (let at = day; direction * (end - at) > 0; ) {
    const date = new Date(at * dayMs);
    if (isDay(date)) return at;
    const inMonth = months.includes(date.getUTCMonth() + 1);
    // Day 0 of a month is the last of the month before it.
    const nextMonth = Date.UTC(
      date.getUTCFullYear(),
      date.getUTCMonth() + (direction > 0 ? 1 : 0),
      direction > 0 ? 1 : 0,
    );
    const next = inMonth ? at + direction : nextMonth / dayMs;
    if (Number.isNaN(next)) return undefined;
    at = next;
  }
  return undefined;
}

function gapsOf(times: number[], dayDistances: number[]): Gaps {
  const overnightMs = dayMs - times.at(-1)! + times[0]!;
  const withinDayMs = times.slice(1).map((time, index) => time - times[index]!);
  const all = [...withinDayMs, ...dayDistances.map((days) => (days - 1) * dayMs + overnightMs)];
  return { shortestGapMs: Math.min(...all), longestGapMs: Math.max(...all) };
}

/** The distinct distances between days on which a schedule runs, over one cycle of the calendar. */
function distancesOfDays(
  { dayOfMonth, month, dayOfWeek }: ScheduleFields,
  dayFrom: (day: number) => number | undefined,
): number[] {
  if (dayOfMonth.length === 31 && month.length === 12 && dayOfWeek.length === 7) return [1];
  const start = Date.UTC(2001, 0, 1) / dayMs;
  const distances = new Set<number>();
  const first = dayFrom(start)!;
  for (let day = first; day < first + cycleDays; ) {
    const next = dayFrom(day + 1)!;
    distances.add(next - day);
    day = next;
  }
  return [...distances];
}
