import { and, eq, gt, lte, ne, sql } from "drizzle-orm";
import { newId } from "#db/columns.ts";
import { type Transaction, transaction } from "#db/connection.ts";
import { isUniqueViolation } from "#db/errors.ts";
import { audit } from "#domain/audit/audit.ts";
import { policy } from "#domain/policy.ts";
import type { ConfirmationLink } from "./confirmation.ts";
import { endLinks } from "./links.ts";
import { formerEmails, users } from "./schema.ts";

/** `expired`: something else was changed since, the link was used, or somebody took the address meanwhile. */
export type NewAddress = { ok: true } | { ok: false; reason: "expired" | "suspended" };

/**
 * Makes the address that a link speaks of its person's own. Every older link ends with it: some are in the mailbox that
 * is given up. The former address is remembered for a while, see {@link mailboxesOf}.
 */
export function takeNewAddress(link: ConfirmationLink & { newEmail: string }, now: Date): Promise<NewAddress> {
  const { userId, newEmail, version } = link;
  return transaction(async (tx): Promise<NewAddress> => {
    const [user] = await tx.select().from(users).where(eq(users.id, userId)).for("no key update");
    if (user?.email.toLowerCase() !== link.email || user.linkVersion !== version)
      return { ok: false, reason: "expired" };
    if (user.suspendedAt) return { ok: false, reason: "suspended" };
    if (!(await setAddress(tx, userId, { email: newEmail, now }))) return { ok: false, reason: "expired" };
    if (user.emailVerified)
      await tx.insert(formerEmails).values({ id: newId(), userId, email: user.email, createdAt: now });
    await endLinks(tx, userId);
    const row = { actor: { type: "USER", id: userId }, action: "user.change-email", entity: "User" } as const;
    const [before, after] = [{ email: user.email }, { email: newEmail }];
    await audit(tx, [{ ...row, entityId: userId, before, after }], { now });
    return { ok: true };
  });
}

/** Gives somebody an address unless another person has it, also where both take it in the same moment. */
export async function setAddress(
  tx: Transaction,
  userId: string,
  { email, now }: { email: string; now: Date },
): Promise<boolean> {
  const taken = await tx.$count(users, and(eq(sql`lower(${users.email})`, email.toLowerCase()), ne(users.id, userId)));
  if (taken > 0) return false;
  try {
    // Apart, so that what came before in this transaction outlives its failure.
    await tx.transaction((apart) => apart.update(users).set({ email, updatedAt: now }).where(eq(users.id, userId)));
    return true;
  } catch (error) {
    if (isUniqueViolation(error)) return false;
    throw error;
  }
}

/** The earliest ones are the owner's, whoever takes the account and changes its address again and again. */
const mostMailboxes = 10;

/**
 * Where somebody is warned of a change that moves money: the confirmed address that they have, and those that they had
 * until lately. Whoever takes over an account changes the address first. Empty while nothing is confirmed.
 */
export async function mailboxesOf(
  tx: Transaction,
  user: { id: string; email: string; emailVerified: boolean },
  now: Date,
): Promise<string[]> {
  const since = new Date(now.getTime() - policy.formerEmailKeptMs);
  const former = await tx
    .select({ email: formerEmails.email })
    .from(formerEmails)
    .where(and(eq(formerEmails.userId, user.id), gt(formerEmails.createdAt, since), lte(formerEmails.createdAt, now)))
    .orderBy(formerEmails.createdAt)
    .limit(mostMailboxes);
  const all = [...(user.emailVerified ? [user.email] : []), ...former.map(({ email }) => email)];
  return [...new Map(all.map((email) => [email.toLowerCase(), email])).values()];
}
