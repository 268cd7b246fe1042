import { eq } from "drizzle-orm";
import { db, transaction } from "#db/connection.ts";
import { audit } from "#domain/audit/audit.ts";
import { accountOf, type BankAccount } from "./people.ts";
import { users } from "./schema.ts";

/** What somebody sees of his own account. */
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

/** Keeps somebody's name and phone number (`+62…`). Does nothing when they are the same or nobody has that id. */
export function saveProfile(
  userId: string,
  { name, phone }: { name: string; phone: string },
  { now }: { now: Date },
): Promise<void> {
  return transaction(async (tx) => {
    const [before] = await tx
      .select({ name: users.name, phone: users.phone })
      .from(users)
      .where(eq(users.id, userId))
      .for("no key update");
    if (!before || (before.name === name && before.phone === phone)) return;
    await tx.update(users).set({ name, phone, updatedAt: now }).where(eq(users.id, userId));
    const row = { actor: { type: "USER", id: userId }, action: "user.save-profile", entity: "User" } as const;
    await audit(tx, [{ ...row, entityId: userId, before, after: { name, phone } }], { now });
  });
}
