import type { Job } from "./job.ts";

/**
 * The slots that a request at `at` may claim, the nearest first: a slot is open from its early window to the end of its
 * start grace. Empty outside of both. Two are open at once only where slots are a few minutes apart.
 */
export function openSlots(job: Job, at: Date): Date[] {
  const distanceMs = (slot: Date) => Math.abs(slot.getTime() - at.getTime());
  const previous = job.calendar.previous(at);
  const next = job.calendar.next(at);
  const open: Date[] = [];
  if (distanceMs(previous) <= job.startGraceMs) open.push(previous);
  if (distanceMs(next) <= job.earlyMs) open.push(next);
  return open.sort((one, other) => distanceMs(one) - distanceMs(other));
}
