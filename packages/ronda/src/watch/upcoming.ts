import type { Job } from "../job/job.ts";
import type { Paused, UpcomingSlot } from "../types.ts";

const dayMs = 24 * 60 * 60 * 1000;

/** A job that comes more often is one line: its next slot, and how many follow. */
const mostListed = 24;

/** The slots of all jobs in the 24 hours after `now`, soonest first; those of one moment in the order of the registry. */
export function upcomingSlots(
  jobs: readonly { job: Job; paused?: Pick<Paused, "until"> | null }[],
  now: Date,
): UpcomingSlot[] {
  const until = new Date(now.getTime() + dayMs);
  return jobs
    .flatMap(({ job: { name, calendar }, paused }) => {
      if (paused && (paused.until === null || paused.until > until)) return [];
      // The slot at which a pause ends is waited for again.
      const after = paused?.until ? new Date(paused.until.getTime() - 1) : now;
      const count = calendar.count(after, until, dayMs);
      if (count > mostListed) return [{ jobName: name, slotAt: calendar.next(after), more: count - 1 }];
      return calendar.between(after, until).map((slotAt) => ({ jobName: name, slotAt, more: 0 }));
    })
    .sort((one, other) => one.slotAt.getTime() - other.slotAt.getTime());
}
