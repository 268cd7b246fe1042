import { hashPassword } from "better-auth/crypto";
import { newId } from "#db/columns.ts";
import { transaction } from "#db/connection.ts";
import { audit } from "#domain/audit/audit.ts";
import type { Locale } from "#texts/languages.ts";
import { accounts, type roles, users } from "./schema.ts";

/** Somebody whose address whoever runs the server answers for. */
export type ImportedUser = {
  name: string;
  email: string;
  /** International form, `+62…`. */
  phone: string;
  locale?: Locale;
  role?: (typeof roles)[number];
  /** Nobody can sign in without one. */
  password?: string;
};

/** The new person's id, or why there is none. */
export type Added = { ok: true; userId: string } | { ok: false; reason: "known" };

/**
 * Adds somebody with a verified address and without any mail. No page calls this: it is for the people of the demo, and
 * for who moves in from another system. Everybody else signs up.
 */
export async function importUser(person: ImportedUser, { now }: { now: Date }): Promise<Added> {
  const { name, email, phone, locale = "id", role = "USER", password } = person;
  const hash = password === undefined ? undefined : await hashPassword(password);
  const stamps = { createdAt: now, updatedAt: now };
  return transaction(async (tx): Promise<Added> => {
    const [added] = await tx
      .insert(users)
      .values({ id: newId(), email: email.toLowerCase(), emailVerified: true, name, phone, locale, role, ...stamps })
      .onConflictDoNothing()
      .returning({ id: users.id });
    if (!added) return { ok: false, reason: "known" };
    const userId = added.id;
    if (hash !== undefined)
      await tx
        .insert(accounts)
        .values({ id: newId(), accountId: userId, providerId: "credential", userId, password: hash, ...stamps });
    const row = { actor: { type: "ADMIN" }, action: "user.add", entity: "User", entityId: userId } as const;
    await audit(tx, [{ ...row, before: null, after: { role, locale } }], { now });
    return { ok: true, userId };
  });
}
