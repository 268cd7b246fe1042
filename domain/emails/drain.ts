import { apartFromRequest } from "#db/bounds.ts";
import { mailer } from "#gateways/mail/mailer.ts";
import { callsOverSignal } from "#process-stop.ts";
import { begin, type Drain, type DrainLog, type DrainOptions } from "./drain-run.ts";
import {
  type Batch,
  batchSize,
  bringForward,
  claimDue,
  claimUncertain,
  countDue,
  expireOverdue,
  giveUpUncertain,
} from "./queue.ts";
import { sendBatch } from "./send.ts";
import { judgeSuspects, judgeUnread } from "./suspects.ts";

export { MailAccountError } from "./account-error.ts";
export type { DrainOptions } from "./drain-run.ts";

/** `picked` = `succeeded` + `failed`; mails that were given back are in none of them. `left` are still due. */
export type DrainResult = { picked: number; succeeded: number; failed: number; left: number };

/**
 * Sends what is due, in batches of 100, until nothing is left or the time is up. Safe in any number of processes at
 * once. Mails are marked in their batch's statement; a batch whose outcome is unknown is sent again later as it was.
 * Throws `MailAccountError` when the provider refuses the account, or every mail alike: claimed mails are given back unharmed.
 * Rule: docs/domain.md#nobody-gets-a-mail-twice
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
    if (!drain.onlyQueuedAt) {
      const early = await bringForward(drain.clock());
      if (early > 0) drain.log?.warn("a clock was ahead when mails were put off: they are due now", { mails: early });
      await endHopeless(drain);
    }
    await work(drain);
    await judgeSuspects(drain);
    await judgeUnread(drain);
  } finally {
    drain.end();
  }
  const { succeeded, failed } = drain.total;
  if (drain.error !== undefined) {
    log?.warn("the drain had to stop", { succeeded, failed });
    throw drain.error;
  }
  const left = drain.halt.aborted && !drain.onlyQueuedAt ? await countDue(drain.clock()) : 0;
  if (left > 0) log?.warn("stopped before the queue was empty; the rest waits for the next run", { left });
  return { picked: succeeded + failed, succeeded, failed, left };
}

/**
 * Sends the mails that a request has just queued, so that people get them in seconds; never throws. They are known by
 * the moment that the request took as its `now`: every verb stamps its mails with it. Without a key, or when the
 * provider is busy or refuses, or this process is about to end, they stay queued for the job. Returns why the drain had to stop, if it had to.
 */
export async function sendOwnEmails(options: {
  now: Date;
  log?: DrainLog;
  signal?: AbortSignal;
}): Promise<string | undefined> {
  const { now, log, signal } = options;
  if (!mailer()) return undefined;
  try {
    const halt = AbortSignal.any([callsOverSignal(), ...(signal ? [signal] : [])]);
    const own = { now, log, signal: halt, mailer: mailer(), onlyQueuedAt: now, concurrency: 1, budgetMs: 30_000 };
    // The request has been answered: what is left of its time is no bound for this.
    await apartFromRequest(() => drainEmails(own));
    return undefined;
  } catch (error) {
    const reason = (error as Error).message;
    log?.warn("mails of this request stay queued for the job", { reason });
    return reason;
  }
}

/** Mails that nobody may send any more: their time has passed, or the provider's memory of them soon will have. */
async function endHopeless(drain: Drain): Promise<void> {
  const expired = await expireOverdue(drain.clock());
  const uncertain = await giveUpUncertain(drain.clock());
  drain.count({ failed: expired + uncertain });
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
      // What has failed before goes first: if it is refused again, the others show whose fault that is.
      for (const batch of batches.toSorted((a, b) => b.attempts - a.attempts)) await sendBatch(drain, batch);
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
  const { from, onlyQueuedAt } = drain;
  const claim = { now: drain.clock(), lockedUntil: drain.lease() };
  if (drain.uncertainLeft) {
    const batch = await claimUncertain(claim);
    if (batch) return [batch];
    drain.uncertainLeft = false;
  }
  return claimDue({ ...claim, from, onlyQueuedAt });
}
