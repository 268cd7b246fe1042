import { createHash, randomBytes } from "node:crypto";
import { and, eq, gt, ne, sql } from "drizzle-orm";
import { newId } from "#db/columns.ts";
import { type Transaction, transaction } from "#db/connection.ts";
import { users, verifications } from "./schema.ts";

/**
 * One-time links. What makes somebody's account safe again (another address, another password, a suspension, a stopped
 * bank account) ends every link that was mailed to them before, whatever it opens. The one exception are the links that
 * stop a changed bank account: who takes over an account must not be able to end those. See
 * `docs/decisions/0025-links-and-sessions.md` for the whole table.
 */

/** A new link's token; only its hash is kept. */
export const newToken = (): string => randomBytes(32).toString("base64url");

/** What the database keeps of a token. The auth library hashes the identifiers of its own the same way. */
export const hashOf = (token: string): string => createHash("sha256").update(token).digest("base64url");

/** Ends every link that was mailed to somebody before, and a sign-in that waits for its second step. */
export async function endLinks(tx: Transaction, userId: string): Promise<void> {
  await tx
    .update(users)
    .set({ linkVersion: sql`${users.linkVersion} + 1` })
    .where(eq(users.id, userId));
  await tx.delete(verifications).where(eq(verifications.value, userId));
}

/**
 * Makes a reset link the only one of its person, whoever comes with another in the same moment: a password is set once.
 * Returns false when the link does not count (any more).
 */
export function claimResetToken(userId: string, token: string, now: Date): Promise<boolean> {
  return transaction(async (tx) => {
    await tx.select({ id: users.id }).from(users).where(eq(users.id, userId)).for("no key update");
    const own = eq(verifications.identifier, hashOf(`reset-password:${token}`));
    const [link] = await tx
      .select({ id: verifications.id })
      .from(verifications)
      .where(and(own, gt(verifications.expiresAt, now)));
    if (!link) return false;
    await tx.delete(verifications).where(and(eq(verifications.value, userId), ne(verifications.id, link.id)));
    return true;
  });
}

/**
 * A token with which that person sets a password once, until `expiresAt`. The caller holds the person's row, so that
 * {@link endLinks} cannot pass between the choice of the mailbox and the token.
 */
export async function newResetToken(
  tx: Transaction,
  userId: string,
  { expiresAt, now }: { expiresAt: Date; now: Date },
): Promise<string> {
  const token = newToken();
  await tx.insert(verifications).values({
    id: newId(),
    identifier: hashOf(`reset-password:${token}`),
    value: userId,
    expiresAt,
    createdAt: now,
    updatedAt: now,
  });
  return token;
}
