import { cache } from "react";
import type { RunSummary } from "ronda";
import { isRestart } from "ronda/words";
import { whenAvailable } from "#app/_http/unavailable.ts";
import type { ReportedRule } from "#domain/ledger/books-error.ts";
import { isAboutSeats, knownError } from "#domain/office/known-errors.ts";
import { moneyReconcile } from "#jobs/money-reconcile.ts";
import { processEmailJobs } from "#jobs/process-email-jobs.ts";
import { ronda } from "#ronda.config.ts";

type ListedRun = Pick<RunSummary, "id" | "status" | "reason" | "errorMessage" | "payload">;

/** No mail goes out: the run that found it, and its error where the provider gave one. */
export type MailOutage = { runId: string; error: string | null };

/** The books did not add up when they were last checked: the run that found it, the rules, and the bookings that it names. */
export type BooksOutage = { runId: string; rules: ReportedRule[]; bookings: string[] };

/** Among so many of a job's newest runs one has ended, whatever was skipped since. */
const runsRead = 10;

/** Whether mails go out, by the newest runs of the job that sends them; null where they do, and where that cannot be read in time. */
export const mailOutage = cache(async () => mailOutageIn(await newestRuns(processEmailJobs.name)));

/** Whether the books add up, by their newest checks; null where they do, and where that cannot be read in time. */
export const booksOutage = cache(async () => booksOutageIn(await newestRuns(moneyReconcile.name)));

function newestRuns(job: string): Promise<ListedRun[]> {
  return whenAvailable(ronda().runs({ job, limit: runsRead }), []);
}

/** The newest run that ended by itself decides: an error of another kind says nothing about the provider. */
export function mailOutageIn(runs: ListedRun[]): MailOutage | null {
  const last = runs.find(
    (run) => ["SUCCESS", "FAILED", "TIMED_OUT", "ABANDONED"].includes(run.status) && !isRestart(run),
  );
  if (!last) return null;
  const { id, status, errorMessage, payload } = last;
  if (status === "SUCCESS") return Number(payload?.unsent ?? 0) > 0 ? { runId: id, error: null } : null;
  return errorMessage !== null && knownError(errorMessage)?.kind === "mails"
    ? { runId: id, error: errorMessage }
    : null;
}

/** The newest check that came to a result decides; one that broke off has proved nothing. */
export function booksOutageIn(runs: ListedRun[]): BooksOutage | null {
  for (const { id, status, errorMessage } of runs) {
    if (status === "SUCCESS") return null;
    const known = errorMessage === null ? undefined : knownError(errorMessage);
    if (known?.kind !== "books") continue;
    const rules = known.rules.filter((rule) => !isAboutSeats(rule));
    if (rules.length === 0) return null;
    return {
      runId: id,
      rules,
      bookings: [...new Set(rules.flatMap(({ rows }) => rows.flatMap(({ of }) => of ?? [])))],
    };
  }
  return null;
}
