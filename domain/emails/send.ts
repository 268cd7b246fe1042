import type { BatchAnswer } from "#gateways/mail/mailer.ts";
import { policy } from "../policy.ts";
import type { Drain } from "./drain-run.ts";
import { type Batch, bury, giveBack, halve, type Outcome, postpone, settle } from "./queue.ts";
import { isAboutSender, type Refusal, verdictOf, words } from "./verdict.ts";

/** The provider sends nothing for this account until somebody changes a setting. Its message says which. */
export class MailAccountError extends Error {
  override name = "MailAccountError";
}

/** Sends one claimed batch and records what became of it, whatever the provider answers. Throws when the database does. */
export async function sendBatch(drain: Drain, batch: Batch): Promise<void> {
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
  // It may have been accepted the first time; under other keys its halves would then arrive a second time.
  if (batch.uncertain) return tryLater(drain, batch, refusal);
  if (batch.mails.length === 1) return end(drain, batch, words(refusal));
  drain.log?.warn("the provider refused a batch; its halves go out apart", {
    mails: batch.mails.length,
    refusal: words(refusal),
  });
  for (const half of await halve(batch, { now: drain.clock(), lockedUntil: drain.lease() }))
    await sendBatch(drain, half);
}

/** Too many calls a second: the mailer waits as long as it was told, then the same call is made again. */
async function waitOrGiveBack(drain: Drain, batch: Batch, refusal: Refusal): Promise<void> {
  const waitMs = refusal.retryAfterMs ?? 0;
  if (!drain.onlyQueuedAt && waitMs < drain.remainingMs()) {
    drain.log?.info("the provider is busy; waiting", { waitMs });
    return sendBatch(drain, batch);
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
