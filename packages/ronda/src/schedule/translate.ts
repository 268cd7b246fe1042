import { formatFields, type ScheduleFields } from "./schedule-fields.ts";
import { offsetsMinutes } from "./time-zone.ts";

const dayMinutes = 24 * 60;

/**
 * The same slots, written for the clock of another zone. Gives nothing where that cannot be said in one cron line that
 * holds all year: a clock change would move the hours, a date would shift with the hour, a weekday would for some of its
 * times only, or the hours and minutes no longer pair.
 */
export function fieldsInZone(fields: ScheduleFields, from: string, to: string): ScheduleFields | undefined {
  if (from === to) return fields;
  const shifts = offsetsMinutes(to).flatMap((there) => offsetsMinutes(from).map((here) => there - here));
  const [first, ...others] = shifts.map((shift) => shiftFields(fields, shift));
  const holdsAllYear = others.every((other) => first && other && formatFields(other) === formatFields(first));
  return holdsAllYear ? first : undefined;
}

function shiftFields(fields: ScheduleFields, minutes: number): ScheduleFields | undefined {
  const shifted = timesOf(fields).map((time) => time + minutes);
  const days = everyDay(fields) ? fields : shiftDays(fields, new Set(shifted.map(dayOf)));
  return days && fromTimes(days, shifted.map(withinDay));
}

/** The days on which times fall that have moved by `moves` days; nothing where not all moved alike, or a date would move. */
function shiftDays(fields: ScheduleFields, moves: ReadonlySet<number>): ScheduleFields | undefined {
  const [move, ...others] = moves;
  if (move === undefined || others.length > 0) return undefined;
  if (move === 0) return fields;
  const { dayOfMonth, month, dayOfWeek } = fields;
  if (dayOfMonth.length < 31 || month.length < 12) return undefined;
  return { ...fields, dayOfWeek: sortedSet(dayOfWeek.map((day) => (day + move + 7) % 7)) };
}

/** How many days a shifted time is from the day in which it was. */
function dayOf(time: number): number {
  return Math.floor(time / dayMinutes);
}

/** The times of day on which a schedule runs, in minutes after midnight, sorted. */
export function timesOf({ hour, minute }: ScheduleFields): number[] {
  return hour.flatMap((h) => minute.map((m) => h * 60 + m));
}

/** True where the schedule runs on every day of the year. */
export function everyDay({ dayOfMonth, month, dayOfWeek }: ScheduleFields): boolean {
  return dayOfMonth.length === 31 && month.length === 12 && dayOfWeek.length === 7;
}

function withinDay(time: number): number {
  return (time + 2 * dayMinutes) % dayMinutes;
}

function fromTimes(days: ScheduleFields, times: number[]): ScheduleFields | undefined {
  const hour = sortedSet(times.map((time) => Math.floor(time / 60)));
  const minute = sortedSet(times.map((time) => time % 60));
  return hour.length * minute.length === times.length ? { ...days, hour, minute } : undefined;
}

function sortedSet(values: number[]): number[] {
  return [...new Set(values)].sort((a, b) => a - b);
}
