import type { Overview } from "ronda";
import { clock } from "#clock.ts";
import { moneyReconcile } from "#jobs/money-reconcile.ts";
import { ronda } from "#ronda.config.ts";
import { type Books, booksOf } from "./books.ts";
import type { RunLines } from "./collapse.ts";
import { noticesOf, readInstallation, type SystemNotice } from "./notices.ts";
import { type RunListParams, readRunLines } from "./run-list.ts";
import { type UnusualResult, unusualResults } from "./unusual.ts";

/** A check that succeeded is among these, unless the books have been broken for weeks. */
const checksRead = 20;

/** `runs` is the page of runs that was asked for; `books` are null until they were checked once. */
export type Morning = {
  overview: Overview;
  notices: SystemNotice[];
  runs: RunLines;
  books: Books | null;
  /** What was unusual about the last results of jobs that delete for good. */
  unusual: UnusualResult[];
  /** As of when the newest backup is; null before the first. */
  backupAt: Date | null;
};

/** Everything the morning page shows, in a handful of queries whose cost does not grow with the number of runs. */
export async function readMorning(shown: RunListParams): Promise<Morning> {
  // All at once: what one part waits for is lost to those that come after it.
  const [overview, checks, runs, unusual, installation] = await Promise.all([
    ronda().overview(),
    ronda().runs({ job: moneyReconcile.name, limit: checksRead }),
    readRunLines(shown),
    unusualResults(clock()),
    readInstallation(),
  ]);
  const books = booksOf(checks);
  const notices = noticesOf({ overview, books, ...installation });
  return { overview, notices, runs, books, unusual, backupAt: installation.backup?.takenAt ?? null };
}
