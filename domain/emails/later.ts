import { nextAttempt } from "./backoff.ts";
import type { Drain } from "./drain-run.ts";
import { type Batch, deadLetter, type EndCause, postpone } from "./queue.ts";

/** Counts an attempt whose outcome is unknown; the batch waits as it is, or ends with its last attempt. */
export async function tryLater(drain: Drain, batch: Batch, error: string): Promise<void> {
  const nextAttemptAt = nextAttempt(batch.attempts, drain.clock());
  if (!nextAttemptAt) return end(drain, batch, { error });
  const failed = await postpone(batch, { now: drain.clock(), nextAttemptAt, error });
  drain.count({ failed });
  drain.log?.warn("no answer to a batch; it is kept for another attempt", { mails: batch.mails.length, error });
}

/** Ends the mails of a batch for good, with what the provider said, and the `cause` where that is not the reason. */
export async function end(
  drain: Drain,
  batch: Batch,
  { error, cause }: { error: string; cause?: EndCause },
): Promise<void> {
  const failed = await deadLetter(batch, { now: drain.clock(), error, cause });
  drain.count({ failed });
  drain.log?.error("mails will not be sent", { mails: batch.mails.length, error, cause });
}
