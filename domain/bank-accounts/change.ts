import { eq } from "drizzle-orm";
import { z } from "zod";
import { db, type Transaction, transaction } from "#db/connection.ts";
import { audit, type By } from "#domain/audit/audit.ts";
import { redirectRefunds } from "#domain/bookings/refunds/redirect.ts";
import { enqueueEmails, type NewEmail } from "#domain/emails/emails.ts";
import { appLink } from "#domain/emails/templates/links.ts";
import { line } from "#domain/fields/text.ts";
import { newAccountAgeMs } from "#domain/users/new-account.ts";
import { type OwnerProved, proveOwner } from "#domain/users/owner-proof.ts";
import { accountOf, type BankAccount, isSameAccount, type Person, personColumns } from "#domain/users/people.ts";
import { users } from "#domain/users/schema.ts";
import { plainCharacters } from "#typed-text.ts";
import { addBankAccountStops } from "./stop.ts";

/** Where somebody wants their money; null until all of it is filled in. For themselves and for admins only. */
export async function bankAccountOf(userId: string): Promise<BankAccount | null> {
  const [user] = await db().select(personColumns).from(users).where(eq(users.id, userId));
  return user ? accountOf(user) : null;
}

/** How many milliseconds ago somebody's account was changed, while it counts as new; see {@link newAccountAgeMs}. */
export async function accountAgeOf(userId: string, now: Date): Promise<number | undefined> {
  const [user] = await db().select(personColumns).from(users).where(eq(users.id, userId));
  return user && newAccountAgeMs(user.bankAccountChangedAt, now);
}

/** A bank account as somebody types it; blanks and hyphens in its number are for reading only. */
export const bankAccountForm = z.object({
  bankName: line(60),
  bankAccountNo: z
    .string()
    .transform((typed) => plainCharacters(typed).replace(/[ .-]/g, ""))
    .pipe(z.string().regex(/^[0-9]{6,20}$/, "account-number")),
  bankAccountName: line(80),
});

/** Whether the account is kept, and how much of what is owed goes there now, or why not. */
export type BankAccountChanged =
  | { ok: true; redirectedRefunds: number }
  /** The address must be confirmed first: a warning would go to a mailbox that may be a stranger's. */
  | { ok: false; reason: "unverified" }
  | Exclude<OwnerProved, { ok: true }>;

/**
 * What {@link saveBankAccount} does, for somebody in their browser: only once they have shown to be the owner, by their
 * password or a fresh code. The same account as before needs no proof: only what waits for an account goes there.
 */
export async function changeBankAccount(
  { userId, account, proof }: { userId: string; account: BankAccount; proof: string },
  { now }: { now: Date },
): Promise<BankAccountChanged> {
  const [user] = await db().select(personColumns).from(users).where(eq(users.id, userId));
  if (!user?.emailVerified) return { ok: false, reason: "unverified" };
  if (isSameAccount(user, account))
    return { ok: true, redirectedRefunds: await saveBankAccount(userId, account, { now }) };
  const proved = await proveOwner({ userId, typed: proof, what: "bank-account" }, now);
  if (!proved.ok) return proved;
  return { ok: true, redirectedRefunds: await saveBankAccount(userId, account, { now }) };
}

/**
 * Keeps where somebody wants their money, and sends there what is owed to them and has not been transferred yet. Returns
 * how many refunds that were; the account that they have already takes what waits for one, such as money that the bank
 * returned. Nothing happens when nobody has that id. They are told of another account in every mailbox
 * that was theirs lately, with a link that stops it: whoever else is in the account could send the money elsewhere.
 * Asks for no proof: people's own forms call {@link changeBankAccount}.
 * Rule: docs/domain.md#bank-accounts
 */
export function saveBankAccount(userId: string, account: BankAccount, { now }: { now: Date }): Promise<number> {
  const { bankName, bankAccountNo, bankAccountName } = account;
  const values = { bankName, bankAccountNo, bankAccountName };
  const by: By = { actor: { type: "USER", id: userId }, now };
  return transaction(async (tx) => {
    const [user] = await tx.select(personColumns).from(users).where(eq(users.id, userId)).for("no key update");
    if (!user) return 0;
    if (isSameAccount(user, values)) return redirectRefunds(tx, { userId, account: values }, by);
    await tx
      .update(users)
      .set({ ...values, bankAccountChangedAt: now, updatedAt: now })
      .where(eq(users.id, userId));
    const before = {
      bankName: user.bankName,
      bankAccountNo: user.bankAccountNo,
      bankAccountName: user.bankAccountName,
    };
    const row = { actor: by.actor, action: "user.save-bank-account", entity: "User", entityId: userId } as const;
    await audit(tx, [{ ...row, before, after: values }], by);
    await enqueueEmails(tx, await changedMails(tx, user, values, now), { now });
    return redirectRefunds(tx, { userId, account: values }, by);
  });
}

/** One mail a mailbox, each with a link of its own. */
async function changedMails(tx: Transaction, user: Person, account: BankAccount, now: Date): Promise<NewEmail[]> {
  const stops = await addBankAccountStops(tx, user, now);
  return stops.map(({ stopId, email, token, expiresAt }) => ({
    template: "bank-account-changed",
    dedupeKey: `bank-account-changed:${stopId}`,
    to: { email, locale: user.locale },
    props: { name: user.name, ...account, stopUrl: appLink(`/hentikan-rekening?token=${token}`), until: expiresAt },
    notAfter: expiresAt,
  }));
}
