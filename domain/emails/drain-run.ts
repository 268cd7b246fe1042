import { env } from "#env.ts";
import type { Mailer } from "#gateways/mail/mailer.ts";
import type { RefusedBatch, UnreadBatch } from "./queue.ts";

/** Where a drain tells what it does. */
export type DrainLog = Record<"info" | "warn" | "error", (message: string, fields?: Record<string, unknown>) => void>;

/** How one drain goes about its work. */
export type DrainOptions = {
  now: Date;
  /** Undefined without a key: then nothing is touched. */
  mailer: Mailer | undefined;
  /** Sender of mails that go out for the first time; `EMAIL_FROM` unless told. */
  from?: string;
  /** Stops the drain at the next call; calls under way are finished and recorded. */
  signal?: AbortSignal;
  log?: DrainLog;
  /** The drain stops by itself after this long: before the next one is due. */
  budgetMs?: number;
  /** How many batches are in flight at once. */
  concurrency?: number;
  /** Sends only the mails that were queued at this very moment, once, and leaves them as they were when the provider is busy. */
  onlyQueuedAt?: Date;
};

/** One drain under way: its settings, its counts, its clock and its end. */
export type Drain = ReturnType<typeof begin>;

/** Starts the clock of a drain. Whoever calls this calls `end` when it is over. */
export function begin(options: DrainOptions, mailer: Mailer) {
  const budgetMs = options.budgetMs ?? 4 * 60_000;
  const startedAt = performance.now();
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), budgetMs);
  const stopToo = () => stop.abort();
  options.signal?.addEventListener("abort", stopToo, { once: true });
  if (options.signal?.aborted || budgetMs <= 0) stop.abort();
  const elapsedMs = () => performance.now() - startedAt;
  const clock = () => new Date(options.now.getTime() + Math.round(elapsedMs()));
  return {
    mailer,
    log: options.log,
    from: options.from ?? env().EMAIL_FROM,
    concurrency: options.concurrency ?? 16,
    onlyQueuedAt: options.onlyQueuedAt,
    workers: 0,
    ...counts(),
    /** Batches that were refused whole, until it is known whose fault that is. */
    suspects: [] as RefusedBatch[],
    /** Batches whose response nobody could read, until it is known whether anything else comes. */
    unread: [] as UnreadBatch[],
    error: undefined as unknown,
    /** Batches of dead processes and of earlier failures come first, until there are none. */
    uncertainLeft: options.onlyQueuedAt === undefined,
    clock,
    remainingMs: () => budgetMs - elapsedMs(),
    /** Long enough for the whole drain and its last call: only a process that died lets one run out. */
    lease: () => new Date(clock().getTime() + Math.max(0, budgetMs - elapsedMs()) + 2 * 60_000),
    halt: stop.signal,
    stop: () => stop.abort(),
    end: () => {
      clearTimeout(timer);
      options.signal?.removeEventListener("abort", stopToo);
    },
  };
}

/**
 * What became of the mails so far. Many workers count at once, so that nothing is added up across an `await`: the old
 * figure would be read before it and written after it.
 */
function counts() {
  const total = { succeeded: 0, failed: 0 };
  return {
    total,
    count: ({ succeeded = 0, failed = 0 }: { succeeded?: number; failed?: number }) => {
      total.succeeded += succeeded;
      total.failed += failed;
    },
  };
}
