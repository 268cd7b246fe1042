import { sql } from "drizzle-orm";
import { db, type Transaction } from "#db/connection.ts";
import { databaseError } from "#db/errors.ts";
import type { Actor } from "#domain/audit/audit.ts";
import type { Sweep } from "#domain/sweep.ts";
import { type LockedTrip, withTripLocks } from "./lock.ts";

/** The actor of all that the nightly run does: the job that it is. */
export const autoCompletion: Actor = { type: "CRON", id: "auto-complete-trips" };

/** A trip on which the work threw; its own transaction was undone. */
export type TripFailure = { tripId: string; error: Error };

/** What a sweep did: `done` is what `work` returned, of all batches together. */
export type Swept<Done> = {
  done: Done[];
  failures: TripFailure[];
  /** False when the run was told to stop before it had seen every trip. */
  finished: boolean;
};

type Work<Done> = (tx: Transaction, trips: LockedTrip[]) => Promise<Done[]>;

/**
 * Takes batches of trip ids from `nextBatch` until it returns none, and runs `work` on each in one transaction under
 * the locks of its trips. A batch that throws is done again trip by trip, so that one bad trip stops nobody else.
 * Throws only when the database itself no longer answers.
 */
export async function sweepTrips<Done>(
  nextBatch: () => Promise<string[]>,
  work: Work<Done>,
  { log, signal, beat }: Sweep,
): Promise<Swept<Done>> {
  const swept: Swept<Done> = { done: [], failures: [], finished: false };
  let upcoming = readAhead(nextBatch);
  while ((await beat()) && !signal.aborted) {
    const tripIds = await upcoming;
    if (tripIds.length === 0) return { ...swept, finished: true };
    upcoming = readAhead(nextBatch);
    try {
      append(swept.done, await withTripLocks(tripIds, work));
    } catch (error) {
      log.warn("a batch failed, going on trip by trip", {
        trips: tripIds.length,
        reason: databaseError(error).message,
      });
      await oneByOne(tripIds, work, swept);
    }
  }
  return swept;
}

/** Reads while the batch before is being worked on; an error shows when the batch is wanted. */
function readAhead(nextBatch: () => Promise<string[]>): Promise<string[]> {
  const batch = nextBatch();
  batch.catch(() => {});
  return batch;
}

async function oneByOne<Done>(tripIds: string[], work: Work<Done>, swept: Swept<Done>): Promise<void> {
  for (const tripId of tripIds) {
    try {
      append(swept.done, await withTripLocks([tripId], work));
    } catch (error) {
      // A database that is gone is no trip's fault: this throws then, and ends the run.
      await db().execute(sql`select 1`);
      swept.failures.push({ tripId, error: databaseError(error) });
    }
  }
}

/** Not `push(...more)`: a batch may bring more items than a call can take arguments. */
function append<Item>(all: Item[], more: Item[]): void {
  for (const item of more) all.push(item);
}
