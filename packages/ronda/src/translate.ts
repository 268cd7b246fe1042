import { formatFields, type ScheduleFields } from "./schedule-fields.ts";
import { offsetsMinutes } from "./time-zone.ts";

const dayMinutes = 24 * 60;

/**
 * The same slots, written for the clock of another zone. Gives nothing where that cannot be said in one cron line that
 * holds all year: a clock change would move the hours, a day field would shift with the hour, or the hours and minutes
 * no longer pair.
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
  const staysInItsDay = shifted.every((time) => time >= 0 && time < dayMinutes);
  return everyDay(fields) || staysInItsDay ? fromTimes(fields, shifted.map(withinDay)) : undefined;
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
