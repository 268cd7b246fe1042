import type { JobLimits } from "../types.ts";
import type { Job } from "./job.ts";

/** The limits of a job as a page shows them; null for a handler written by hand, which has none of its own. */
export function limitsOf(job: Job | undefined): JobLimits | null {
  if (!job) return null;
  const { earlyMs, startGraceMs, maxRunMs, maxSilenceMs, jitterMs, catchUp, failuresBeforeAlert, retry } = job;
  const attempts = retry?.attempts ?? 1;
  return { earlyMs, startGraceMs, maxRunMs, maxSilenceMs, jitterMs, catchUp, failuresBeforeAlert, attempts };
}
