import { Temporal } from "temporal-polyfill";

/** Calendar days are `YYYY-MM-DD` strings in all of the domain; nothing here depends on the server's time zone. */

/** Western Indonesia Time: the days that people plan trips by. It has no daylight saving. */
const wib = "+07:00";

/** The UTC day that a moment falls on. */
export const utcDay = (moment: Date): string => dayIn("UTC", moment);

/** The WIB day that a moment falls on: 17:00 UTC already belongs to the next one. */
export const wibDay = (moment: Date): string => dayIn(wib, moment);

/** 00:00 UTC of a day. Throws a RangeError for what is no day, such as `2026-02-30`. */
export const startOfUtcDay = (day: string): Date => startOfDay("UTC", day);

/** 00:00 WIB of a day, which is 17:00 UTC of the day before. Throws like {@link startOfUtcDay}. */
export const startOfWibDay = (day: string): Date => startOfDay(wib, day);

/** The day `days` later; earlier when negative. */
export const addDays = (day: string, days: number): string => plainDate(day).add({ days }).toString();

/** Whole days from one day to another; negative when `to` is earlier. */
export const daysBetween = (from: string, to: string): number => plainDate(from).until(plainDate(to)).days;

function dayIn(timeZone: string, moment: Date): string {
  const instant = Temporal.Instant.fromEpochMilliseconds(moment.getTime());
  return instant.toZonedDateTimeISO(timeZone).toPlainDate().toString();
}

function startOfDay(timeZone: string, day: string): Date {
  return new Date(plainDate(day).toZonedDateTime(timeZone).epochMilliseconds);
}

function plainDate(day: string): Temporal.PlainDate {
  return Temporal.PlainDate.from(day, { overflow: "reject" });
}
