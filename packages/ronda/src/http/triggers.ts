import { setTimeout as pause } from "node:timers/promises";
import { keepTrigger, type ReceivedTrigger } from "../database/last-triggers.ts";
import type { Queryable, TriggerSource } from "../types.ts";

/** Of triggers that come alike, one a while is kept: no crontab asks more often than once a minute. */
const keepEveryMs = 30_000;

/** Nobody waits longer for it: what is kept here is worth no delay of an answer. */
const longestWaitMs = 1000;

/** Keeps what triggers each job, and from where. */
export type TriggerBook = {
  /** Resolves when it is kept, or after a second. Never rejects. */
  see: (seen: Omit<ReceivedTrigger, "source">) => Promise<void>;
  /** Resolves when nothing is being written any more. */
  settled: () => Promise<void>;
};

/** Starts a book of triggers. `onError` hears of what could not be written. */
export function triggerBook(options: { database: Queryable; onError: (error: unknown) => void }): TriggerBook {
  const { database, onError } = options;
  const kept = new Map<string, { atMs: number; what: string }>();
  const writing = new Set<Promise<void>>();

  return {
    async see(seen) {
      const { jobName, at, trigger, secret, userAgent } = seen;
      const what = JSON.stringify([trigger, secret, userAgent]);
      const before = kept.get(jobName);
      const isKept = before?.what === what && Math.abs(at.getTime() - before.atMs) < keepEveryMs;
      if (isKept) return;
      kept.set(jobName, { atMs: at.getTime(), what });
      const write = keepTrigger(database, { ...seen, source: sourceOf(seen) })
        .catch((error) => {
          kept.delete(jobName);
          onError(error);
        })
        .finally(() => writing.delete(write));
      writing.add(write);
      await Promise.race([write, pause(longestWaitMs, undefined, { ref: false })]);
    },
    async settled() {
      await Promise.all(writing);
    },
  };
}

/** Without a secret it came from within this app; over HTTP clients tell by their names what they are. */
function sourceOf({ secret, userAgent }: Omit<ReceivedTrigger, "source">): TriggerSource {
  return secret === null ? "scheduler" : callerOf(userAgent);
}

/** What a client that asks over HTTP is, as it names itself. */
export function callerOf(userAgent: string | null): Exclude<TriggerSource, "scheduler"> {
  if (/^curl\//i.test(userAgent ?? "")) return "curl";
  return /^vercel-cron\//i.test(userAgent ?? "") ? "vercel" : "other";
}
