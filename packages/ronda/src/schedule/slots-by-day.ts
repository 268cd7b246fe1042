import { parseSchedule, type Schedule } from "./schedule.ts";
import { dayIn } from "./time-zone.ts";

const midnights = new Map<string, Schedule>();

/** How many slots of the schedule from the first to the last each day of the zone has, as `YYYY-MM-DD`; days without one are left out. */
export function slotsByDay(
  calendar: Schedule,
  { first, last, zone }: { first: Date; last: Date; zone: string },
): Map<string, number> {
  const days = new Map<string, number>();
  const midnight = midnights.get(zone) ?? parseSchedule("0 0 * * *", zone);
  midnights.set(zone, midnight);
  let after = new Date(first.getTime() - 1);
  for (let slot = calendar.next(after); slot <= last; slot = calendar.next(after)) {
    const end = new Date(Math.min(last.getTime(), midnight.next(slot).getTime() - 1));
    const day = dayIn(zone, slot);
    days.set(day, (days.get(day) ?? 0) + calendar.count(after, end, Number.MAX_SAFE_INTEGER));
    after = end;
  }
  return days;
}
