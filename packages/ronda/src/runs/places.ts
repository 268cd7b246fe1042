import PQueue from "p-queue";

/** A person who waits in front of a screen goes before whatever the schedule has waiting. */
const personFirst = 1;

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

/** As many places as `limit` says; without one everything begins at once. */
export function createPlaces(limit: number | undefined): Places {
  if (limit === undefined) return { within: (work) => work(), close: () => {} };
  const queue = new PQueue({ concurrency: limit });
  const waiting = new Set<AbortController>();
  let isClosed = false;

  async function within<Result>(
    work: () => Promise<Result>,
    { isPerson, waitMs }: { isPerson: boolean; waitMs: number },
  ): Promise<Result | null> {
    if (isClosed) return null;
    const wait = new AbortController();
    const timer = setTimeout(() => wait.abort(), waitMs).unref();
    waiting.add(wait);
    const endWait = () => {
      clearTimeout(timer);
      waiting.delete(wait);
    };
    try {
      const options = { priority: isPerson ? personFirst : 0, signal: wait.signal };
      // Once it has begun nothing aborts the signal: the work ends by itself and has its place until then.
      return await queue.add(() => {
        endWait();
        return work();
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
