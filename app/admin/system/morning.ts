import type { Overview } from "ronda";
import { whenAvailable } from "#app/unavailable.ts";
import { clock } from "#clock.ts";
import { moneyReconcile } from "#jobs/money-reconcile.ts";
import { ronda } from "#ronda.config.ts";
import { watches } from "#watches/index.ts";
import { type Books, booksOf } from "./books.ts";
import { foldEmptySuccesses, type RunLine, unfolded } from "./fold.ts";
import { noticesOf, readInstallation, type SystemNotice } from "./notices.ts";
import type { StuckMoney } from "./stuck-money.ts";

/** How many runs the page lists, and how many it reads to find as many lines when empty successes fold. */
const shownLines = 20;
const readForFolding = 200;
/** A check that succeeded is among these, unless the books have been broken for weeks. */
const checksRead = 20;

/** `lines` are the newest 20 of the list of runs; `stuck` is empty when no money waits too long, null when it could not be counted in time; `books` are null until they were checked once. */
export type Morning = {
  overview: Overview;
  stuck: StuckMoney[] | null;
  notices: SystemNotice[];
  lines: RunLine[];
  books: Books | null;
};

/** Everything the morning page shows, in a handful of queries whose cost does not grow with the number of runs. */
export async function readMorning({ folded }: { folded: boolean }): Promise<Morning> {
  // All at once: what one part waits for is lost to those that come after it.
  const [overview, stuck, checks, older, installation] = await Promise.all([
    ronda().overview(),
    whenAvailable(readStuckMoney(), null),
    ronda().runs({ job: moneyReconcile.name, limit: checksRead }),
    folded ? ronda().runs({ limit: readForFolding }) : [],
    readInstallation(),
  ]);
  const lines = folded ? foldEmptySuccesses(older) : unfolded(overview.recentRuns);
  const books = booksOf(checks);
  const notices = noticesOf({ overview, books, ...installation });
  return { overview, stuck, notices, lines: lines.slice(0, shownLines), books };
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
  const sightings = await Promise.all(watches.map(async ({ name, look }) => ({ name, ...(await look({ now })) })));
  return sightings.flatMap(({ name, count, amountRupiah, oldestAt, href }) => {
    const kind = kinds[name];
    return kind && oldestAt && count > 0 ? [{ kind, count, amountRupiah, oldestAt, href }] : [];
  });
}
