import { pruneActions } from "../database/actions.ts";
import { pruneGaps, pruneRuns } from "../database/pruning.ts";
import type { Engine } from "../engine.ts";

const dayMs = 24 * 60 * 60 * 1000;

/** Rows that one statement looks at: it takes some dozen milliseconds, and nobody waits for rows as old as these. */
const batch = 2000;

/** Who did what is asked for longer than how it went. */
const keepActionsDays = 2 * 365;

/** What one patrol looks at where it finds something to remove; the next goes on. */
const mostBatches = 5;

/**
 * Forgets old runs, some thousand at a time. The last run, success and error of a job are kept for ever, and so are the
 * last of each job whatever they are, what holds a lease, and what an open incident is about. It waits for nobody. Where
 * much is kept, one patrol looks at a part of it, and the next of this process goes on from there.
 */
export async function prune({ clock, database, keepRuns, pruning }: Engine): Promise<number> {
  const before = (days: number) => new Date(clock().getTime() - days * dayMs);
  const limits = {
    successBefore: before(keepRuns.successDays),
    failureBefore: before(keepRuns.failureDays),
    lastOfEachJob: keepRuns.lastOfEachJob,
  };
  let pruned = 0;
  for (let count = 0; count < mostBatches; count++) {
    const looked = await pruneRuns(database, { ...limits, after: pruning.after, batch });
    pruning.after = looked.after;
    pruned += looked.pruned;
    if (looked.pruned === 0 || looked.after === null) break;
  }
  await pruneGaps(database, limits.failureBefore);
  await pruneActions(database, before(keepActionsDays), batch);
  return pruned;
}
