import { eq } from "drizzle-orm";
import { db, transaction } from "#db/connection.ts";
import { audit } from "#domain/audit/audit.ts";
import { changedSince, type FormVersion } from "#domain/audit/form-version.ts";
import { accountOf, type BankAccount } from "./people.ts";
import { users } from "./schema.ts";

/** What somebody sees of their own account. */
export type Profile = Pick<typeof users.$inferSelect, "name" | "email" | "emailVerified" | "phone"> & {
  /** Null until all of it is filled in. */
  account: BankAccount | null;
};

/** Somebody's own account; undefined for an id that nobody has. */
export async function profileOf(userId: string): Promise<Profile | undefined> {
  const [user] = await db().select().from(users).where(eq(users.id, userId));
  if (!user) return undefined;
  const { name, email, emailVerified, phone } = user;
  return { name, email, emailVerified, phone, account: accountOf(user) };
}

/** Whether it was kept; `values` were changed elsewhere since the form's page was shown, and otherwise. */
export type ProfileSaved = { ok: true } | { ok: false; reason: "changed-elsewhere"; values: string[] };

/**
 * Keeps somebody's name and phone number (`+62…`). Does nothing when they are the same or nobody has that id. `version` is what
 * the form's page showed of them: what was changed elsewhere since then stays, unless this changes it, too.
 */
export function saveProfile(
  userId: string,
  typed: { name: string; phone: string },
  { version, now }: { version?: FormVersion | undefined; now: Date },
): Promise<ProfileSaved> {
  return transaction(async (tx) => {
    const [before] = await tx
      .select({ name: users.name, phone: users.phone })
      .from(users)
      .where(eq(users.id, userId))
      .for("no key update");
    if (!before) return { ok: true };
    const { untouched, conflicts } = changedSince(version, { now: before, sent: typed });
    if (conflicts.length > 0) return { ok: false, reason: "changed-elsewhere", values: conflicts };
    const name = untouched.includes("name") ? before.name : typed.name;
    const phone = untouched.includes("phone") ? before.phone : typed.phone;
    if (before.name === name && before.phone === phone) return { ok: true };
    await tx.update(users).set({ name, phone, updatedAt: now }).where(eq(users.id, userId));
    const row = { actor: { type: "USER", id: userId }, action: "user.save-profile", entity: "User" } as const;
    await audit(tx, [{ ...row, entityId: userId, before, after: { name, phone } }], { now });
    return { ok: true };
  });
}
