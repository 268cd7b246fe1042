import type { Queryable } from "../types.ts";

const flushEveryMs = 60_000;
/** How much of a client's name is kept. */
export const longestUserAgent = 120;

type Rejections = { jobName: string; day: string; count: number; lastAt: Date; userAgent: string | null };

/** Counts triggers that were turned away: in memory first, so that a flood of them cannot flood the database. */
export type RejectionCounter = {
  /** Counts one, and {@link RejectionCounter.flush}es. The secret that was sent is never kept. */
  count: (jobName: string, request: Request) => void;
  /** Writes what has gathered unless something was written within the last minute; counts that could not be written are kept for the next time. */
  flush: () => Promise<void>;
  /** Writes what has gathered, however soon after the last write: for a process that stops. */
  flushAll: () => Promise<void>;
};

/** The name that the client gives itself, cut; nothing where it gives none. */
export function userAgentOf({ headers }: Request): string | null {
  return headers.get("user-agent")?.slice(0, longestUserAgent) ?? null;
}

/** Starts a counter. `onError` hears of a background write that failed. */
export function rejectionCounter(options: {
  database: Queryable;
  clock: () => Date;
  onError: (error: unknown) => void;
}): RejectionCounter {
  const { database, clock, onError } = options;
  let gathered = new Map<string, Rejections>();
  let lastWrite = Promise.resolve();
  let flushedAt = Number.NEGATIVE_INFINITY;

  function add({ jobName, day, count, lastAt, userAgent }: Rejections): void {
    const key = `${jobName} ${day}`;
    const known = gathered.get(key);
    if (!known) gathered.set(key, { jobName, day, count, lastAt, userAgent });
    else gathered.set(key, { ...newer(known, { lastAt, userAgent }), jobName, day, count: known.count + count });
  }

  async function writeGathered(): Promise<void> {
    const writing = [...gathered.values()];
    gathered = new Map();
    if (writing.length === 0) return;
    flushedAt = clock().getTime();
    try {
      await writeRejections(database, writing);
    } catch (error) {
      writing.forEach(add);
      throw error;
    }
  }

  /** One write at a time: who waits for this one has waited for those before it too. */
  function flushAll(): Promise<void> {
    lastWrite = lastWrite.then(writeGathered, writeGathered);
    return lastWrite;
  }

  function flush(): Promise<void> {
    const sinceMs = clock().getTime() - flushedAt;
    // A clock that was set back has not gone on since: rather write once too often than not at all for as long.
    const isDue = sinceMs < 0 || sinceMs >= flushEveryMs;
    // A write under way is waited for; that it failed is told to whoever began it.
    return isDue ? flushAll() : lastWrite.catch(() => {});
  }

  return {
    count(jobName, request) {
      const now = clock();
      add({ jobName, day: now.toISOString().slice(0, 10), count: 1, lastAt: now, userAgent: userAgentOf(request) });
      flush().catch(onError);
    },
    flush,
    flushAll,
  };
}

type LastOne = Pick<Rejections, "lastAt" | "userAgent">;

/** What could not be written comes back after what has been counted meanwhile. */
function newer(one: LastOne, other: LastOne): LastOne {
  const { lastAt, userAgent } = other.lastAt >= one.lastAt ? other : one;
  return { lastAt, userAgent };
}

async function writeRejections(database: Queryable, writing: Rejections[]): Promise<void> {
  await database.query(
    `insert into "RondaRejection" as day ("jobName", "day", "count", "lastAt", "userAgent")
     select * from unnest($1::text[], $2::date[], $3::integer[], $4::timestamptz[], $5::text[])
     on conflict ("jobName", "day") do update set "count" = day."count" + excluded."count",
       "lastAt" = greatest(day."lastAt", excluded."lastAt"), "userAgent" = excluded."userAgent"`,
    [
      writing.map(({ jobName }) => jobName),
      writing.map(({ day }) => day),
      writing.map(({ count }) => count),
      writing.map(({ lastAt }) => lastAt),
      writing.map(({ userAgent }) => userAgent),
    ],
  );
}
