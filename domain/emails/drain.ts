import { env } from "#env.ts";
import { type BatchAnswer, type Mailer, mailer } from "#gateways/mail/mailer.ts";
import { policy } from "../policy.ts";
import {
  type Batch,
  batchSize,
  bury,
  claimDue,
  claimUncertain,
  countDue,
  expireOverdue,
  giveBack,
  giveUpUncertain,
  halve,
  type Outcome,
  postpone,
  settle,
} from "./queue.ts";
import { isAboutSender, type Refusal, verdictOf, words } from "./verdict.ts";

type Log = Record<"info" | "warn" | "error", (message: string, fields?: Record<string, unknown>) => void>;

export type DrainOptions = {
  now: Date;
  /** Undefined without a key: then nothing is touched. */
  mailer: Mailer | undefined;
  /** Sender of mails that go out for the first time; `EMAIL_FROM` unless told. */
  from?: string;
  /** Stops the drain at the next call; calls under way are finished and recorded. */
  signal?: AbortSignal;
  log?: Log;
  /** The drain stops by itself after this long: before the next one is due. */
  budgetMs?: number;
  /** How many batches are in flight at once. */
  concurrency?: number;
  /** Sends these mails only, once, and leaves them as they were when the provider is busy. */
  onlyDedupeKeys?: string[];
};

/** `picked` = `succeeded` + `failed`; mails that were given back are in none of them. `left` are still due. */
export type DrainResult = { picked: number; succeeded: number; failed: number; left: number };

/** The provider sends nothing for this account until somebody changes a setting. Its message says which. */
export class MailAccountError extends Error {
  override name = "MailAccountError";
}

/**
 * Sends what is due, in batches of 100, until nothing is left or the time is up. Safe in any number of processes at
 * once. Mails are marked in their batch's statement; a batch whose outcome is unknown is sent again later as it was.
 * Throws {@link MailAccountError} when the provider refuses the account: claimed mails are given back unharmed.
 */
export async function drainEmails(options: DrainOptions): Promise<DrainResult> {
  const { mailer, log, now } = options;
  if (!mailer) {
    const left = await countDue(now);
    log?.warn("RESEND_API_KEY is not set: mails stay queued", { left });
    return { picked: 0, succeeded: 0, failed: 0, left };
  }
  const drain = begin(options, mailer);
  try {
    if (!drain.onlyDedupeKeys) await endHopeless(drain);
    await work(drain);
  } finally {
    drain.end();
  }
  if (drain.error !== undefined) throw drain.error;
  const { succeeded, failed } = drain;
  const left = drain.halt.aborted && !drain.onlyDedupeKeys ? await countDue(drain.clock()) : 0;
  if (left > 0) log?.warn("stopped before the queue was empty; the rest waits for the next run", { left });
  return { picked: succeeded + failed, succeeded, failed, left };
}

/**
 * Sends mails that a request has just queued, so that people get them in seconds; never throws. Without a key, or when
 * the provider is busy or refuses, they stay queued for the job.
 */
export async function sendOwnEmails(dedupeKeys: string[], { now, log }: { now: Date; log?: Log }): Promise<void> {
  if (dedupeKeys.length === 0 || !mailer()) return;
  try {
    await drainEmails({ now, log, mailer: mailer(), onlyDedupeKeys: dedupeKeys, concurrency: 1, budgetMs: 30_000 });
  } catch (error) {
    log?.warn("mails of this request stay queued for the job", { reason: (error as Error).message });
  }
}

type Drain = ReturnType<typeof begin>;

function begin(options: DrainOptions, mailer: Mailer) {
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
    concurrency: options.concurrency ?? 8,
    onlyDedupeKeys: options.onlyDedupeKeys,
    workers: 0,
    succeeded: 0,
    failed: 0,
    error: undefined as unknown,
    /** Batches of dead processes and of earlier failures come first, until there are none. */
    uncertainLeft: options.onlyDedupeKeys === undefined,
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

/** Mails that nobody may send any more: their time has passed, or the provider's memory of them soon will have. */
async function endHopeless(drain: Drain): Promise<void> {
  const expired = await expireOverdue(drain.clock());
  const uncertain = await giveUpUncertain(drain.clock());
  drain.failed += expired + uncertain;
  if (expired > 0) drain.log?.warn("mails dropped: their time has passed", { expired });
  if (uncertain > 0) drain.log?.error("mails given up: nobody knows whether they were sent", { uncertain });
}

/**
 * Claims and sends until nothing is due. Each claim that found plenty puts another worker beside this one, so that
 * a short queue stays in one batch and a long one has several in flight. What a worker throws ends the others, too.
 */
async function work(drain: Drain): Promise<void> {
  const beside: Promise<void>[] = [];
  drain.workers++;
  try {
    while (!drain.halt.aborted) {
      const batches = await claim(drain);
      if (batches.length === 0) break;
      if (isPlenty(batches) && drain.workers < drain.concurrency) beside.push(work(drain));
      for (const batch of batches) await send(drain, batch);
    }
  } catch (error) {
    drain.error ??= error;
    drain.stop();
  }
  await Promise.all(beside);
}

function isPlenty(batches: Batch[]): boolean {
  const mails = batches.reduce((sum, batch) => sum + batch.mails.length, 0);
  return mails >= batchSize || batches.some((batch) => batch.uncertain);
}

async function claim(drain: Drain): Promise<Batch[]> {
  const { from, onlyDedupeKeys } = drain;
  const claim = { now: drain.clock(), lockedUntil: drain.lease() };
  if (drain.uncertainLeft) {
    const batch = await claimUncertain(claim);
    if (batch) return [batch];
    drain.uncertainLeft = false;
  }
  return claimDue({ ...claim, from, onlyDedupeKeys });
}

async function send(drain: Drain, batch: Batch): Promise<void> {
  const mails = batch.mails.map(({ toEmail, subject, html, text }) => ({
    from: batch.from,
    to: toEmail,
    subject,
    html,
    text,
  }));
  const answer = await drain.mailer.sendBatch(mails, { key: batch.key, signal: drain.halt });
  if (answer.ok) await record(drain, batch, answer);
  else await handleRefusal(drain, batch, answer);
}

async function record(drain: Drain, batch: Batch, answer: Extract<BatchAnswer, { ok: true }>): Promise<void> {
  const at = (index: number) => batch.mails[index]!.id;
  const outcomes: Outcome[] = [
    ...answer.accepted.map(({ index, id }) => ({ id: at(index), providerId: id })),
    ...answer.rejected.map(({ index, message }) => ({ id: at(index), error: message })),
  ];
  const settled = await settle(outcomes, drain.clock());
  const failed = Math.min(answer.rejected.length, settled);
  drain.failed += failed;
  drain.succeeded += settled - failed;
  if (failed > 0) drain.log?.warn("the provider rejected mails", { failed, first: answer.rejected[0]!.message });
}

async function handleRefusal(drain: Drain, batch: Batch, refusal: Refusal): Promise<void> {
  const verdict = verdictOf(refusal);
  if (verdict === "not-sent") return giveBack(batch, drain.clock());
  if (verdict === "rate-limited") return waitOrGiveBack(drain, batch, refusal);
  if (verdict === "account") return stopOrSkip(drain, batch, refusal);
  if (verdict === "unknown") return tryLater(drain, batch, refusal);
  if (verdict === "conflict") return end(drain, batch, `hasil tidak pasti: ${words(refusal)}`);
  if (batch.mails.length === 1) return end(drain, batch, words(refusal));
  drain.log?.warn("the provider refused a batch; its halves go out apart", {
    mails: batch.mails.length,
    refusal: words(refusal),
  });
  for (const half of await halve(batch, { now: drain.clock(), lockedUntil: drain.lease() })) await send(drain, half);
}

/** Too many calls a second: the mailer waits as long as it was told, then the same call is made again. */
async function waitOrGiveBack(drain: Drain, batch: Batch, refusal: Refusal): Promise<void> {
  const waitMs = refusal.retryAfterMs ?? 0;
  if (!drain.onlyDedupeKeys && waitMs < drain.remainingMs()) {
    drain.log?.info("the provider is busy; waiting", { waitMs });
    return send(drain, batch);
  }
  drain.stop();
  drain.log?.warn("the provider is busy for longer than this run may take", { waitMs });
  await giveBack(batch, drain.clock());
}

/** Nothing can be sent with these settings, unless only this batch's own, older sender is refused. */
async function stopOrSkip(drain: Drain, batch: Batch, refusal: Refusal): Promise<void> {
  if (isAboutSender(refusal) && batch.from !== drain.from) return tryLater(drain, batch, refusal);
  drain.error ??= new MailAccountError(words(refusal));
  drain.stop();
  await giveBack(batch, drain.clock());
}

async function tryLater(drain: Drain, batch: Batch, refusal: Refusal): Promise<void> {
  const error = words(refusal);
  const backoffMs = policy.emailBackoffMs[batch.attempts];
  if (backoffMs === undefined) return end(drain, batch, error);
  const now = drain.clock();
  const nextAttemptAt = new Date(now.getTime() + Math.round(backoffMs * (0.9 + 0.2 * Math.random())));
  drain.failed += await postpone(batch, { now, nextAttemptAt, error });
  drain.log?.warn("no answer to a batch; it is kept for another attempt", { mails: batch.mails.length, error });
}

async function end(drain: Drain, batch: Batch, error: string): Promise<void> {
  drain.failed += await bury(batch, { now: drain.clock(), error });
  drain.log?.error("mails will not be sent", { mails: batch.mails.length, error });
}
