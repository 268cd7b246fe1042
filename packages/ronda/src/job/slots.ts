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

/**
 * The slots that the schedule's own trigger may claim at `at`: the open ones, or where none is open the latest that has
 * passed, so that a trigger which comes late, or by a clock in another zone, does its work once a slot rather than never.
 */
export function slotsOfSchedule(job: Job, at: Date): Date[] {
  const open = openSlots(job, at);
  return open.length > 0 ? open : [job.calendar.previous(at)];
}

/** Whether a start at `at` is in time for its slot: neither before its early window nor after its start grace. */
export function isInTime(job: Job, slot: Date, at: Date): boolean {
  const lateMs = at.getTime() - slot.getTime();
  return lateMs >= -job.earlyMs && lateMs <= job.startGraceMs;
}
