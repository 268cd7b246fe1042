import type { Job } from "../job/job.ts";
import type { UpcomingSlot } from "../types.ts";

const dayMs = 24 * 60 * 60 * 1000;

/** A job that comes more often is one line: its next slot, and how many follow. */
const mostListed = 24;

/** The slots of all jobs in the 24 hours after `now`, soonest first; those of one moment in the order of the registry. */
export function upcomingSlots(jobs: readonly Job[], now: Date): UpcomingSlot[] {
  const until = new Date(now.getTime() + dayMs);
  return jobs
    .flatMap(({ name, calendar }) => {
      const count = calendar.count(now, until, dayMs);
      if (count > mostListed) return [{ jobName: name, slotAt: calendar.next(now), more: count - 1 }];
      return calendar.between(now, until).map((slotAt) => ({ jobName: name, slotAt, more: 0 }));
    })
    .sort((one, other) => one.slotAt.getTime() - other.slotAt.getTime());
}
