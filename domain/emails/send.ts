import type { BatchResult } from "#gateways/mail/mailer.ts";
import { MailAccountError } from "./account-error.ts";
import type { Drain } from "./drain-run.ts";
import { end, tryLater } from "./later.ts";
import {
  type Batch,
  type MailResult,
  type RefusedBatch,
  recordResults,
  release,
  releaseTogether,
  split,
} from "./queue.ts";
import { clearSuspects, condemn, keepUnread, suspect } from "./suspects.ts";
import { isAboutRecipient, isAboutSender, type Refusal, speaksOfAccount, verdictOf, words } from "./verdict.ts";

/** One claimed batch and the pieces that it is split into: what the provider says to one tells about the others. */
type Unit = {
  startedAt: number;
  todo: Batch[];
  accepted: number;
  /** Refused whole, none of their mails accepted. */
  refused: RefusedBatch[];
};

/** Sends one claimed batch and records what became of it, whatever the provider answers. Throws when the database does. */
export async function sendBatch(drain: Drain, batch: Batch): Promise<void> {
  const unit: Unit = { startedAt: performance.now(), todo: [batch], accepted: 0, refused: [] };
  // Breadth first: where only a few mails are wrong, the other half is soon accepted and shows that.
  for (let next = unit.todo.shift(); next; next = unit.todo.shift()) await sendPiece(drain, unit, next);
  if (unit.accepted > 0) {
    await clearSuspects(drain, { before: unit.startedAt });
    await condemn(drain, unit.refused);
    return;
  }
  for (const refused of unit.refused) await suspect(drain, refused);
}

async function sendPiece(drain: Drain, unit: Unit, batch: Batch): Promise<void> {
  const mails = batch.mails.map(({ toEmail, subject, html, text }) => ({
    from: batch.from,
    to: toEmail,
    subject,
    html,
    text,
  }));
  const result = await drain.mailer.sendBatch(mails, { key: batch.key, signal: drain.halt });
  if (result.ok) await recordSuccess(drain, unit, batch, result);
  else await handleRefusal(drain, unit, batch, result);
}

type Success = Extract<BatchResult, { ok: true }>;

async function recordSuccess(drain: Drain, unit: Unit, batch: Batch, { accepted, rejected }: Success): Promise<void> {
  const mailAt = (index: number) => batch.mails[index]!;
  const besideAccepted = accepted.length > 0;
  const accountWords = rejected.find(
    ({ index, message }) =>
      speaksOfAccount(message, { besideAccepted }) && !isAboutRecipient(message, mailAt(index).toEmail),
  )?.message;
  if (accountWords !== undefined) stopForAccount(drain, accountWords);
  else if (accepted.length === 0 && rejected.length > 0) {
    const errors = rejected.toSorted((a, b) => a.index - b.index).map(({ message }) => message);
    unit.refused.push({ batch, errors });
    return;
  }
  const results: MailResult[] = [
    ...accepted.map(({ index, id }) => ({ id: mailAt(index).id, providerId: id })),
    // Beside accepted ones it is their own fault, unless the account is named: then they wait unharmed.
    ...rejected.map(({ index, message }) => ({
      id: mailAt(index).id,
      ...(accountWords === undefined ? { error: message } : {}),
    })),
  ];
  const { sent, dead } = await recordResults(results, drain.clock());
  drain.count({ succeeded: sent, failed: dead });
  unit.accepted += accepted.length;
  if (dead > 0) drain.log?.warn("the provider rejected mails", { failed: dead, first: rejected[0]!.message });
}

async function handleRefusal(drain: Drain, unit: Unit, batch: Batch, refusal: Refusal): Promise<void> {
  const verdict = verdictOf(refusal);
  if (verdict === "not-sent") return release(batch, drain.clock());
  if (verdict === "rate-limited") return waitOrRelease(drain, unit, batch, refusal);
  if (verdict === "account") return stopOrSkip(drain, batch, refusal);
  if (verdict === "unknown") return tryLater(drain, batch, words(refusal));
  if (verdict === "cut-off") return leaveToNext(drain, batch);
  if (verdict === "unreadable") return keepUnread(drain, { batch, error: words(refusal) });
  if (verdict === "conflict") return end(drain, batch, { error: words(refusal), cause: "unknown-outcome" });
  // It may have been accepted the first time; under other keys its halves would then arrive a second time.
  if (batch.uncertain) return tryLater(drain, batch, words(refusal));
  if (batch.mails.length === 1) {
    unit.refused.push({ batch, errors: [words(refusal)] });
    return;
  }
  drain.log?.warn("the provider refused a batch; its halves go out apart", {
    mails: batch.mails.length,
    refusal: words(refusal),
  });
  unit.todo.push(...(await split(batch, { now: drain.clock(), lockedUntil: drain.lease() })));
}

/** This process ends: the next one makes the same call under the same key, at once and without an attempt lost. */
async function leaveToNext(drain: Drain, batch: Batch): Promise<void> {
  drain.stop();
  drain.log?.warn("stopped before the provider answered; the batch is left to the next run", {
    mails: batch.mails.length,
  });
  await releaseTogether(batch, drain.clock());
}

/** Too many calls a second: the mailer waits as long as it was told, then the same call is made again. */
async function waitOrRelease(drain: Drain, unit: Unit, batch: Batch, refusal: Refusal): Promise<void> {
  const waitMs = refusal.retryAfterMs ?? 0;
  if (!drain.onlyQueuedAt && waitMs < drain.remainingMs()) {
    drain.log?.info("the provider is busy; waiting", { waitMs });
    unit.todo.unshift(batch);
    return;
  }
  drain.stop();
  drain.log?.warn("the provider is busy for longer than this run may take", { waitMs });
  await release(batch, drain.clock());
}

/** Nothing can be sent with these settings, unless only this batch's own, older sender is refused. */
async function stopOrSkip(drain: Drain, batch: Batch, refusal: Refusal): Promise<void> {
  if (isAboutSender(refusal) && batch.from !== drain.from) return tryLater(drain, batch, words(refusal));
  stopForAccount(drain, words(refusal));
  await release(batch, drain.clock());
}

function stopForAccount(drain: Drain, reason: string): void {
  drain.error ??= new MailAccountError(reason);
  drain.stop();
}
