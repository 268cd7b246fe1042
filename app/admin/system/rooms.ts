import type { JobOverview } from "ronda";

/** Jobs and watches that work on the same things: while one of these jobs is paused, somebody may be at work there. */
const rooms: readonly (readonly string[])[] = [
  ["cleanup-trip-images", "check-stored-files", "prune", "backup", "photos-missing", "papers-missing"],
  ["auto-complete-trips", "expire-payments", "money-reconcile", "payments-unexpired", "payouts-held"],
];

/** A job with its pause. */
export type PausedJob = JobOverview & { paused: NonNullable<JobOverview["paused"]> };

/** Jobs that somebody has paused: nothing is wrong with them, but nobody should forget them. */
export function pausedJobs(jobs: readonly JobOverview[]): PausedJob[] {
  return jobs.flatMap((job) => (job.paused ? [{ ...job, paused: job.paused }] : []));
}

/** The paused jobs that work on the same things as a job or a watch, itself left out. */
export function pausedBeside(name: string, jobs: readonly JobOverview[]): PausedJob[] {
  const beside = rooms.filter((room) => room.includes(name)).flat();
  return pausedJobs(jobs).filter((job) => job.name !== name && beside.includes(job.name));
}

/** What a form that ends a pause carries: which one its page showed, since another one may be there for another reason. */
export function resumeFields(job: string, { since }: Pick<PausedJob["paused"], "since">): Record<string, string> {
  return { verb: "resume", job, pausedAt: since.toISOString() };
}
