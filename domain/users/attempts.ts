import { createHash } from "node:crypto";
import { eq, sql } from "drizzle-orm";
import { newId } from "#db/columns.ts";
import { db } from "#db/connection.ts";
import { rateLimits } from "./schema.ts";

const windowMs = 15 * 60_000;
const maxAttempts = 10;

/**
 * Counts one attempt to sign in to an account, in one statement, so that attempts at once cannot pass together.
 * From the eleventh within 15 minutes on it is refused, with the seconds until the window ends.
 */
export async function consumeAttempt(
  email: string,
  now: Date,
): Promise<{ allowed: boolean; retryAfterSeconds: number }> {
  const nowMs = now.getTime();
  const over = sql`${rateLimits.lastRequest} <= ${nowMs - windowMs}`;
  const [row] = await db()
    .insert(rateLimits)
    .values({ id: newId(), key: keyOf(email), count: 1, lastRequest: nowMs })
    .onConflictDoUpdate({
      target: rateLimits.key,
      set: {
        count: sql`case when ${over} then 1 else least(${rateLimits.count} + 1, ${maxAttempts + 1}) end`,
        // The start of the window, not the last attempt: guessing on must not keep the owner out for ever.
        lastRequest: sql`case when ${over} then ${nowMs} else ${rateLimits.lastRequest} end`,
      },
    })
    .returning({ count: rateLimits.count, startedAtMs: rateLimits.lastRequest });
  const endsInMs = (row?.startedAtMs ?? nowMs) + windowMs - nowMs;
  return { allowed: (row?.count ?? 1) <= maxAttempts, retryAfterSeconds: Math.max(1, Math.ceil(endsInMs / 1000)) };
}

/** A successful sign-in clears the account's count. */
export async function forgetAttempts(email: string): Promise<void> {
  await db()
    .delete(rateLimits)
    .where(eq(rateLimits.key, keyOf(email)));
}

/** Hashed: the table would otherwise list every address that somebody typed. */
function keyOf(email: string): string {
  return `sign-in:${createHash("sha256").update(email.trim().toLowerCase()).digest("hex")}`;
}
