import type { JobResult, PayloadOf, RunContext } from "ronda/types";
import { ronda } from "#ronda.config.ts";

/** What a hand-written handler answers with. A run that was skipped, because the job is running, says so in its payload. */
export type CronOutcome<Result extends JobResult> =
  | { ok: true; payload: PayloadOf<Result> | { skipped: string } }
  | { ok: false; error: string };

/**
 * Runs `fn` as the cron job `jobName` inside a hand-written route: one at a time, timed, and kept in `CronRun` with
 * payload or error. Never throws. The name need not be in the registry; then no schedule is watched, only the result.
 */
export async function runCron<Result extends JobResult>(
  jobName: string,
  fn: (context: RunContext) => Promise<Result> | Result,
): Promise<CronOutcome<Result>> {
  const outcome = await ronda().runCron(jobName, fn);
  if (!outcome.ok) return outcome;
  return { ok: true, payload: outcome.skipped === undefined ? outcome.payload : { skipped: outcome.skipped } };
}
