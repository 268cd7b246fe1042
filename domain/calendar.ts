/** Calendar days are `YYYY-MM-DD` strings in all of the domain; nothing here depends on the server's time zone. */

const dayMs = 86_400_000;

/** Western Indonesia Time: the days that people plan trips by. It has no daylight saving. */
const wibOffsetMs = 7 * 3_600_000;

/** The UTC day that a moment falls on. */
export const utcDay = (moment: Date): string => dayAt(moment.getTime());

/** The WIB day that a moment falls on: 17:00 UTC already belongs to the next one. */
export const wibDay = (moment: Date): string => dayAt(moment.getTime() + wibOffsetMs);

/** 00:00 UTC of a day. Throws a RangeError for what is no day, such as `2026-02-30`. */
export const startOfUtcDay = (day: string): Date => new Date(startMs(day));

/**
 * 00:00 WIB of a day, which is 17:00 UTC of the day before. Throws like {@link startOfUtcDay}.
 * Rule: docs/domain.md#time-is-given
 */
export const startOfWibDay = (day: string): Date => new Date(startMs(day) - wibOffsetMs);

/** The day `days` later; earlier when negative. */
export const addDays = (day: string, days: number): string => dayAt(startMs(day) + days * dayMs);

/** Whole days from one day to another; negative when `to` is earlier. */
export const daysBetween = (from: string, to: string): number => (startMs(to) - startMs(from)) / dayMs;

function dayAt(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10);
}

/** A list of trips asks for some thirty of these, so they are reckoned on the plain count of milliseconds. */
function startMs(day: string): number {
  const ms = Date.parse(`${day}T00:00:00Z`);
  // What runs over into the next month is no day either.
  if (dayAt(ms) !== day) throw new RangeError(`${day} is no day`);
  return ms;
}
