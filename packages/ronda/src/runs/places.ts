import { AsyncLocalStorage } from "node:async_hooks";
import PQueue from "p-queue";

/** A person who waits in front of a screen goes before whatever the schedule has waiting. */
const personFirst = 1;

/** A timer takes no longer wait; a longer one would be over at once. */
const longestTimerMs = 2 ** 31 - 1;

/** A place that a run has: those that its function asks for share it, one at a time. */
type Place = { forOwnRuns: PQueue; isOver: boolean };

/** How many runs this process has at once. */
export type Places = {
  /**
   * Does `work` when there is room for it, in the order of arrival, persons first. Null where there was none within
   * `waitMs`, or before {@link Places.close}.
   */
  within: <Result>(
    work: () => Promise<Result>,
    options: { isPerson: boolean; waitMs: number },
  ) => Promise<Result | null>;
  /** Ends all waiting, now and later. */
  close: () => void;
};

/**
 * As many places as `limit` says; without one everything begins at once. What a run's own function asks for has the place of
 * that run, or the two would wait for each other.
 */
export function createPlaces(limit: number | undefined): Places {
  if (limit === undefined) return { within: (work) => work(), close: () => {} };
  const queue = new PQueue({ concurrency: limit });
  const places = new AsyncLocalStorage<Place>();
  const waiting = new Set<AbortController>();
  let isClosed = false;

  /** Whatever goes on after its run, such as a timer that its function has left, waits as everybody does. */
  function queueFor(asking: Place | undefined): PQueue {
    return asking && !asking.isOver ? asking.forOwnRuns : queue;
  }

  async function within<Result>(
    work: () => Promise<Result>,
    { isPerson, waitMs }: { isPerson: boolean; waitMs: number },
  ): Promise<Result | null> {
    if (isClosed) return null;
    const wait = new AbortController();
    const timer = setTimeout(() => wait.abort(), Math.min(waitMs, longestTimerMs)).unref();
    waiting.add(wait);
    const endWait = () => {
      clearTimeout(timer);
      waiting.delete(wait);
    };
    try {
      const options = { priority: isPerson ? personFirst : 0, signal: wait.signal };
      // Once it has begun nothing aborts the signal: the work ends by itself and has its place until then.
      return await queueFor(places.getStore()).add(async () => {
        endWait();
        const place = { forOwnRuns: new PQueue({ concurrency: 1 }), isOver: false };
        return await places.run(place, work).finally(() => {
          place.isOver = true;
        });
      }, options);
    } catch (error) {
      if (!wait.signal.aborted) throw error;
      return null;
    } finally {
      endWait();
    }
  }

  function close(): void {
    isClosed = true;
    for (const wait of waiting) wait.abort();
  }

  return { within, close };
}
