import { createHash } from "node:crypto";
import { eq, sql } from "drizzle-orm";
import { newId } from "#db/columns.ts";
import { db, type Transaction } from "#db/connection.ts";
import { policy } from "#domain/policy.ts";
import { rateLimits } from "./schema.ts";

/** What people may do only so often. */
export type Limited = keyof typeof policy.attempts;

/** Whether the attempt counts, or in how many seconds the next one will. */
export type Attempt = { allowed: boolean; retryAfterSeconds: number };

/** So much the clocks of several hosts may differ. */
const aheadMs = 60_000;

/**
 * Counts one attempt of `who` (an address, a user's id), in one statement, so that attempts at once cannot pass
 * together. Beyond the number that policy allows in its window it is refused, with the seconds until the window ends.
 * Rule: docs/domain.md#attempts
 */
export async function consumeAttempt(
  what: Limited,
  who: string,
  now: Date,
  on: Pick<Transaction, "insert"> = db(),
): Promise<Attempt> {
  const { max, windowMs } = policy.attempts[what];
  const nowMs = now.getTime();
  // One that begins later than now was counted by a clock that was ahead: it would last until then.
  const over = sql`(${rateLimits.lastRequest} <= ${nowMs - windowMs} or ${rateLimits.lastRequest} > ${nowMs + aheadMs})`;
  const [row] = await on
    .insert(rateLimits)
    .values({ id: newId(), key: keyOf(what, who), count: 1, lastRequest: nowMs })
    .onConflictDoUpdate({
      target: rateLimits.key,
      set: {
        count: sql`case when ${over} then 1 else least(${rateLimits.count} + 1, ${max + 1}) end`,
        // The start of the window, not the last attempt: trying on must not keep somebody out for ever.
        lastRequest: sql`case when ${over} then ${nowMs} else ${rateLimits.lastRequest} end`,
      },
    })
    .returning({ count: rateLimits.count, startedAtMs: rateLimits.lastRequest });
  const endsInMs = (row?.startedAtMs ?? nowMs) + windowMs - nowMs;
  return { allowed: (row?.count ?? 1) <= max, retryAfterSeconds: Math.max(1, Math.ceil(endsInMs / 1000)) };
}

/** Clears the count, as a successful sign-in does. */
export async function forgetAttempts(what: Limited, who: string): Promise<void> {
  await db()
    .delete(rateLimits)
    .where(eq(rateLimits.key, keyOf(what, who)));
}

/** Hashed: the table would otherwise list every address that somebody typed. */
function keyOf(what: Limited, who: string): string {
  const counted = who.trim().toLowerCase();
  return `${what}:${createHash("sha256").update(counted).digest("hex")}`;
}
