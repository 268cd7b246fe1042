import { env } from "#env.ts";
import type { Mailer } from "#gateways/mail/mailer.ts";
import { gather } from "./gather.ts";
import { type Batch, claimDue, claimUncertain, type Outcome, settle } from "./queue.ts";

export type DrainLog = Record<"info" | "warn" | "error", (message: string, fields?: Record<string, unknown>) => void>;

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
  /** Sends these mails only, once, and leaves them as they were when the provider is busy. */
  onlyDedupeKeys?: string[];
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
  /** Long enough for the whole drain and its last call: only a process that died lets one run out. */
  const lease = () => new Date(clock().getTime() + Math.max(0, budgetMs - elapsedMs()) + 2 * 60_000);
  const from = options.from ?? env().EMAIL_FROM;
  const { onlyDedupeKeys } = options;
  const counts = { succeeded: 0, failed: 0 };

  /** Batches of dead processes and of earlier failures come first, until there are none. */
  let uncertainLeft = onlyDedupeKeys === undefined;
  async function claimFor(workers: number): Promise<Batch[]> {
    const claim = { now: clock(), lockedUntil: lease() };
    const batches: Batch[] = [];
    while (uncertainLeft && batches.length < workers) {
      const batch = await claimUncertain(claim);
      if (batch) batches.push(batch);
      else uncertainLeft = false;
    }
    const more = workers - batches.length;
    return more > 0 ? [...batches, ...(await claimDue({ ...claim, from, onlyDedupeKeys, batches: more }))] : batches;
  }
  const claim = gather(async (workers: undefined[]) => shareOut(await claimFor(workers.length), workers.length));

  const record = gather(async (answers: Outcome[][]) => {
    const { sent, dead } = await settle(answers.flat(), clock());
    counts.succeeded += sent;
    counts.failed += dead;
    return answers.map(() => undefined);
  });

  return {
    mailer,
    log: options.log,
    from,
    concurrency: options.concurrency ?? 8,
    onlyDedupeKeys,
    workers: 0,
    counts,
    error: undefined as unknown,
    clock,
    lease,
    remainingMs: () => budgetMs - elapsedMs(),
    /** Claims for one worker; those that ask while a claim is under way share the next. Empty when nothing is due. */
    claim: () => claim(undefined),
    /** Records answers and counts them; those that come while others are being recorded share the next statement. */
    settle: record,
    halt: stop.signal,
    stop: () => stop.abort(),
    end: () => {
      clearTimeout(timer);
      options.signal?.removeEventListener("abort", stopToo);
    },
  };
}

/** A list for each worker; where there are more batches than workers, some get several. */
function shareOut(batches: Batch[], workers: number): Batch[][] {
  return Array.from({ length: workers }, (_, worker) => batches.filter((_, at) => at % workers === worker));
}
