import type { Overview } from "ronda";
import { whenAvailable } from "#app/unavailable.ts";
import { clock } from "#clock.ts";
import { moneyReconcile } from "#jobs/money-reconcile.ts";
import { ronda } from "#ronda.config.ts";
import { watches } from "#watches/index.ts";
import { type Books, booksOf } from "./books.ts";
import type { RunLines } from "./fold.ts";
import { noticesOf, readInstallation, type SystemNotice } from "./notices.ts";
import { type RunListParams, readRunLines } from "./run-list.ts";
import type { StuckMoney } from "./stuck-money.ts";

/** A check that succeeded is among these, unless the books have been broken for weeks. */
const checksRead = 20;

/** `runs` is the page of runs that was asked for; `stuck` is empty when no money waits too long, null when it could not be counted in time; `books` are null until they were checked once. */
export type Morning = {
  overview: Overview;
  stuck: StuckMoney[] | null;
  notices: SystemNotice[];
  runs: RunLines;
  books: Books | null;
};

/** Everything the morning page shows, in a handful of queries whose cost does not grow with the number of runs. */
export async function readMorning(shown: RunListParams): Promise<Morning> {
  // All at once: what one part waits for is lost to those that come after it.
  const [overview, stuck, checks, runs, installation] = await Promise.all([
    ronda().overview(),
    whenAvailable(readStuckMoney(), null),
    ronda().runs({ job: moneyReconcile.name, limit: checksRead }),
    readRunLines(shown),
    readInstallation(),
  ]);
  const books = booksOf(checks);
  const notices = noticesOf({ overview, books, ...installation });
  return { overview, stuck, notices, runs, books };
}

const kinds: Record<string, StuckMoney["kind"]> = {
  "payments-awaiting": "payments",
  "payouts-held": "payouts",
  "refunds-approved": "refunds",
  "photos-missing": "photos",
  "papers-missing": "papers",
  "mails-dead": "mails",
};

async function readStuckMoney(): Promise<StuckMoney[]> {
  const now = clock();
  const signal = new AbortController().signal;
  const findings = await Promise.all(
    watches.map(async ({ name, find }) => ({ name, ...(await find({ now, signal })) })),
  );
  return findings.flatMap(({ name, count, amountRupiah, oldestAt, href }) => {
    const kind = kinds[name];
    return kind && oldestAt && count > 0 && href
      ? [{ kind, count, amountRupiah: amountRupiah ?? 0, oldestAt, href }]
      : [];
  });
}
