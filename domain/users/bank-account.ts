import { eq } from "drizzle-orm";
import { z } from "zod";
import { db, transaction } from "#db/connection.ts";
import { audit, type By } from "#domain/audit/audit.ts";
import { enqueueEmails } from "#domain/emails/emails.ts";
import { redirectRefunds } from "#domain/refunds/redirect.ts";
import { line } from "#domain/typed-fields.ts";
import { plainCharacters } from "#typed-text.ts";
import { accountOf, type BankAccount, isSameAccount, type Person, personColumns } from "./people.ts";
import { users } from "./schema.ts";

/** Where somebody wants his money; null until all of it is filled in. For himself and for admins only. */
export async function bankAccountOf(userId: string): Promise<BankAccount | null> {
  const [user] = await db().select(personColumns).from(users).where(eq(users.id, userId));
  return user ? accountOf(user) : null;
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

/**
 * Keeps where somebody wants his money, and sends there what is owed to him and has not been transferred yet. Returns
 * how many refunds that were; nothing happens when it is the same or nobody has that id. He is told by mail: whoever
 * else is in his account could send his money elsewhere.
 */
export function saveBankAccount(userId: string, account: BankAccount, { now }: { now: Date }): Promise<number> {
  const { bankName, bankAccountNo, bankAccountName } = account;
  const values = { bankName, bankAccountNo, bankAccountName };
  const by: By = { actor: { type: "USER", id: userId }, now };
  return transaction(async (tx) => {
    const [user] = await tx.select(personColumns).from(users).where(eq(users.id, userId)).for("no key update");
    if (!user || isSameAccount(user, values)) return 0;
    await tx
      .update(users)
      .set({ ...values, updatedAt: now })
      .where(eq(users.id, userId));
    const before = {
      bankName: user.bankName,
      bankAccountNo: user.bankAccountNo,
      bankAccountName: user.bankAccountName,
    };
    const row = { actor: by.actor, action: "user.save-bank-account", entity: "User", entityId: userId };
    await audit(tx, [{ ...row, before, after: values }], by);
    await enqueueEmails(tx, [changedMail(user, values, now)], { now });
    return redirectRefunds(tx, { userId, account: values }, by);
  });
}

function changedMail({ id, name, email, locale }: Person, account: BankAccount, now: Date) {
  return {
    template: "bank-account-changed",
    dedupeKey: `bank-account-changed:${id}:${now.getTime()}`,
    to: { email, locale },
    props: { name, ...account },
  } as const;
}
