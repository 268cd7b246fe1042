import { limits } from "#limits.ts";
import { MailAccountError } from "./account-error.ts";
import { nextAttempt } from "./backoff.ts";
import type { Drain } from "./drain-run.ts";
import { tryLater } from "./later.ts";
import {
  type MailResult,
  type RefusedBatch,
  recordResults,
  releaseTogether,
  retryApart,
  type UnreadBatch,
} from "./queue.ts";
import { isAboutRecipient, kindOfRefusal } from "./verdict.ts";

/**
 * Keeps a refused batch claimed until it is known whose fault the refusal is: the next acceptance shows that the account
 * is well. Mails that are certainly wrong themselves die at once.
 */
export async function suspect(drain: Drain, refused: RefusedBatch): Promise<void> {
  if (mailsOf(refused).every(({ own }) => own)) return condemn(drain, [refused]);
  drain.suspects.push({ ...refused, refusedAt: performance.now() });
  const waiting = drain.suspects.reduce((sum, { batch }) => sum + batch.mails.length, 0);
  if (waiting >= limits.mail.mostSuspects) drain.stop();
}

/** A call that began after a refusal was accepted: whatever was refused `before` it is the mails' own fault. */
export async function clearSuspects(drain: Drain, { before }: { before: number }): Promise<void> {
  const guilty = drain.suspects.filter(({ refusedAt = 0 }) => refusedAt < before);
  if (guilty.length === 0) return;
  // Taken out before anything is awaited: another worker may come here meanwhile.
  drain.suspects = drain.suspects.filter((kept) => !guilty.includes(kept));
  await condemn(drain, guilty);
}

/**
 * The end of a run: refusals that no acceptance has explained. The same one for several people's mails is the account's
 * fault: nothing dies, and the run fails with the provider's words. One alone may be either: it is tried again later.
 */
export async function judgeSuspects(drain: Drain): Promise<void> {
  const suspects = drain.suspects.splice(0);
  if (suspects.length === 0) return;
  const shared = sharedRefusal(suspects);
  if (shared !== undefined) {
    drain.error ??= new MailAccountError(`${shared} (the same answer to every mail)`);
    drain.log?.error("every mail gets the same refusal; they are kept", { refusal: shared });
  }
  for (const suspected of suspects) {
    if (drain.error === undefined) await tryAgainApart(drain, suspected);
    else await releaseUnharmed(drain, suspected);
  }
}

/** Keeps a batch whose response could not be read claimed until the end of the run. */
export function keepUnread(drain: Drain, unread: UnreadBatch): void {
  drain.unread.push(unread);
  const waiting = drain.unread.reduce((sum, { batch }) => sum + batch.mails.length, 0);
  if (waiting >= limits.mail.mostSuspects && drain.total.succeeded === 0) drain.stop();
}

/**
 * The end of a run: responses that nobody could read. Where several people's mails got nothing else, somebody but the
 * provider answers: no attempt is lost and the run fails. Otherwise each counts, so that one such batch holds nobody up.
 */
export async function judgeUnread(drain: Drain): Promise<void> {
  const unread = drain.unread.splice(0);
  const people = new Set(unread.flatMap(({ batch }) => batch.mails.map(({ toEmail }) => toEmail.toLowerCase())));
  const isEverybodys = drain.total.succeeded === 0 && people.size >= limits.mail.sameRefusalsFrom;
  if (isEverybodys)
    drain.error ??= new MailAccountError(`${unread[0]!.error} (nothing else comes from RESEND_BASE_URL)`);
  for (const { batch, error } of unread)
    await (isEverybodys ? releaseTogether(batch, drain.clock()) : tryLater(drain, batch, error));
}

function sharedRefusal(suspects: RefusedBatch[]): string | undefined {
  const people = new Map<string, { error: string; addresses: Set<string> }>();
  for (const { mail, error, own } of suspects.flatMap(mailsOf)) {
    if (own) continue;
    const kind = kindOfRefusal(error);
    if (!people.has(kind)) people.set(kind, { error, addresses: new Set() });
    people.get(kind)!.addresses.add(mail.toEmail.toLowerCase());
  }
  return [...people.values()].find(({ addresses }) => addresses.size >= limits.mail.sameRefusalsFrom)?.error;
}

function mailsOf({ batch, errors }: RefusedBatch) {
  return batch.mails.map((mail, at) => {
    const error = errors[at] ?? errors[0]!;
    return { mail, error, own: isAboutRecipient(error, mail.toEmail) };
  });
}

/** Ends the mails of refused batches for good, each with what the provider said about it. */
export async function condemn(drain: Drain, suspects: RefusedBatch[]): Promise<void> {
  for (const suspected of suspects) {
    await record(
      drain,
      mailsOf(suspected).map(({ mail, error }) => ({ id: mail.id, error })),
    );
    drain.log?.error("mails will not be sent", { mails: suspected.batch.mails.length, error: suspected.errors[0] });
  }
}

async function releaseUnharmed(drain: Drain, suspected: RefusedBatch): Promise<void> {
  const results = mailsOf(suspected).map(({ mail, error, own }) => ({ id: mail.id, ...(own ? { error } : {}) }));
  await record(drain, results);
}

async function tryAgainApart(drain: Drain, suspected: RefusedBatch): Promise<void> {
  const { batch, errors } = suspected;
  const nextAttemptAt = nextAttempt(batch.attempts, drain.clock());
  if (!nextAttemptAt) return condemn(drain, [suspected]);
  // All go apart first: whatever a crash leaves behind is then in no batch.
  const moved = await retryApart(batch, { now: drain.clock(), nextAttemptAt, error: errors[0]! });
  const own = mailsOf(suspected).filter((refused) => refused.own);
  drain.count({ failed: moved - Math.min(moved, own.length) });
  await record(
    drain,
    own.map(({ mail, error }) => ({ id: mail.id, error })),
  );
  drain.log?.warn("refused alone, which may be the account's fault; tried again later", { error: errors[0] });
}

async function record(drain: Drain, results: MailResult[]): Promise<void> {
  if (results.length === 0) return;
  const { dead } = await recordResults(results, drain.clock());
  drain.count({ failed: dead });
}
