import { zoneClock } from "../schedule/zone-clock.ts";

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;
const unitsMs: Record<string, number> = { m: minuteMs, min: minuteMs, h: 60 * minuteMs, d: dayMs };

const length = /^(\d{1,4}) ?(m|min|h|d)$/;
const timeOfDay = /^(\d{1,2})[:.](\d\d)$/;
const wallTime = /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d)[:.](\d\d)(?::\d\d(?:\.\d+)?)?)?$/;
const isoMoment = /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d)$/;

/**
 * The moment that somebody means by `2h`, `30m`, `3d`, `18:00` (the next one), `2026-11-24 18:00`, `2026-11-24` or an ISO
 * moment; times without an offset are those of `zone`. Nothing where it is none of these.
 */
export function untilOf(text: string, { now, zone }: { now: Date; zone: string }): Date | undefined {
  const given = text.trim();
  if (isoMoment.test(given)) return realDate(new Date(given));
  const [, amount, unit] = length.exec(given) ?? [];
  if (amount && unit) return new Date(now.getTime() + Number(amount) * unitsMs[unit]!);
  const [, hours, minutes] = timeOfDay.exec(given) ?? [];
  if (hours && minutes) return nextTimeOfDay({ hours: Number(hours), minutes: Number(minutes) }, { now, zone });
  const [, year, month, day, hour = "0", minute = "0"] = wallTime.exec(given) ?? [];
  if (!year) return undefined;
  const wall = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute)));
  // The 31st of February would be a day in March.
  const isReal = Number(month) < 13 && wall.getUTCDate() === Number(day) && Number(hour) < 24 && Number(minute) < 60;
  return isReal ? fromWall(wall.getTime(), zone) : undefined;
}

function realDate(date: Date): Date | undefined {
  return Number.isNaN(date.getTime()) ? undefined : date;
}

function nextTimeOfDay(
  { hours, minutes }: { hours: number; minutes: number },
  { now, zone }: { now: Date; zone: string },
): Date | undefined {
  if (hours > 23 || minutes > 59) return undefined;
  const nowMs = now.getTime();
  const today = Math.floor((nowMs + zoneClock(zone).periodAt(nowMs).offsetMs) / dayMs) * dayMs;
  const timeMs = (hours * 60 + minutes) * minuteMs;
  return [today, today + dayMs].map((day) => fromWall(day + timeMs, zone)).find((moment) => moment > now);
}

/** The moment at which the clock of a zone shows a time; of one that is skipped in spring, as if it were not. */
function fromWall(wallMs: number, zone: string): Date {
  const clock = zoneClock(zone);
  const guessMs = wallMs - clock.periodAt(wallMs).offsetMs;
  return new Date(wallMs - clock.periodAt(guessMs).offsetMs);
}
