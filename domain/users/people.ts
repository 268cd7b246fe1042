import { eq } from "drizzle-orm";
import { anyOf } from "#db/conditions.ts";
import type { Transaction } from "#db/connection.ts";
import { organizerProfiles, users } from "./schema.ts";

/** What a verb needs to know of somebody: whom to write to, and where money goes. */
export const personColumns = {
  id: users.id,
  name: users.name,
  email: users.email,
  emailVerified: users.emailVerified,
  locale: users.locale,
  bankName: users.bankName,
  bankAccountNo: users.bankAccountNo,
  bankAccountName: users.bankAccountName,
  bankAccountChangedAt: users.bankAccountChangedAt,
  suspendedAt: users.suspendedAt,
};

/** See {@link personColumns}. */
export type Person = Pick<typeof users.$inferSelect, keyof typeof personColumns>;

/**
 * The name by which a mail calls somebody; undefined while nobody has confirmed the address: until then the name is what
 * a stranger typed, who would have us send it to a mailbox of their choice.
 */
export function confirmedName({ name, emailVerified }: Pick<Person, "name" | "emailVerified">): string | undefined {
  return emailVerified ? name : undefined;
}

/** A bank account, as people write it on a transfer. */
export type BankAccount = { bankName: string; bankAccountNo: string; bankAccountName: string };

/** Nowhere to send money to. */
export const noAccount = { bankName: null, bankAccountNo: null, bankAccountName: null };

/** Somebody's bank account; null until all of it is filled in. */
export function accountOf({ bankName, bankAccountNo, bankAccountName }: Nullable<BankAccount>): BankAccount | null {
  return bankName && bankAccountNo && bankAccountName ? { bankName, bankAccountNo, bankAccountName } : null;
}

/** Whether two are the same in all their parts: one number may stand for two people at two banks. */
export function isSameAccount(one: Nullable<BankAccount>, other: BankAccount): boolean {
  return (
    one.bankName === other.bankName &&
    one.bankAccountNo === other.bankAccountNo &&
    one.bankAccountName === other.bankAccountName
  );
}

type Nullable<Fields> = { [Name in keyof Fields]: Fields[Name] | null };

/**
 * Where these people want their money, by their ids, held until `tx` ends: who changes their account meanwhile waits, and
 * then finds what was promised to the old one.
 */
export async function heldAccounts(tx: Transaction, userIds: readonly string[]) {
  const { id, bankName, bankAccountNo, bankAccountName } = personColumns;
  const rows = await tx
    .select({ id, bankName, bankAccountNo, bankAccountName })
    .from(users)
    .where(anyOf(users.id, userIds))
    .orderBy(users.id)
    .for("share");
  return new Map(rows.map(({ id, ...account }) => [id, account]));
}

/** The person behind an organizer's profile. */
export async function organizerPerson(tx: Transaction, organizerId: string): Promise<Person & { whatsapp: string }> {
  const [person] = await tx
    .select({ ...personColumns, whatsapp: organizerProfiles.whatsapp })
    .from(organizerProfiles)
    .innerJoin(users, eq(users.id, organizerProfiles.userId))
    .where(eq(organizerProfiles.id, organizerId));
  return person!;
}
