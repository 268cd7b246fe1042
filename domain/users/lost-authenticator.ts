import { eq } from "drizzle-orm";
import { type Transaction, transaction } from "#db/connection.ts";
import { audit, type By } from "#domain/audit/audit.ts";
import { enqueueEmails } from "#domain/emails/emails.ts";
import { endLinks } from "./links.ts";
import { confirmedName, personColumns } from "./people.ts";
import { sessions, twoFactors, users } from "./schema.ts";

/**
 * For somebody who has lost their authenticator and their recovery codes, after an admin has made sure who they are: the
 * password alone signs in again, and whoever is signed in must do so anew. Tells them by mail. Returns false when they have
 * no second step.
 */
export function removeSecondStep(removal: { userId: string; adminId: string; now: Date }): Promise<boolean> {
  const by: By = { actor: { type: "ADMIN", id: removal.adminId }, now: removal.now };
  return transaction((tx) => dropSecondStep(tx, removal.userId, by));
}

/** {@link removeSecondStep} inside the transaction of something larger. */
export async function dropSecondStep(tx: Transaction, userId: string, by: By): Promise<boolean> {
  const [person] = await tx
    .select({ ...personColumns, twoFactorEnabled: users.twoFactorEnabled })
    .from(users)
    .where(eq(users.id, userId))
    .for("no key update");
  if (!person?.twoFactorEnabled) return false;
  await tx.update(users).set({ twoFactorEnabled: false, updatedAt: by.now }).where(eq(users.id, userId));
  await tx.delete(twoFactors).where(eq(twoFactors.userId, userId));
  await tx.delete(sessions).where(eq(sessions.userId, userId));
  await endLinks(tx, userId);
  const row = { actor: by.actor, action: "user.two-factor-off", entity: "User", entityId: userId } as const;
  await audit(tx, [{ ...row, before: { twoFactorEnabled: true }, after: { twoFactorEnabled: false } }], by);
  const mail = {
    template: "two-factor-off",
    dedupeKey: `two-factor-off:${userId}:${by.now.getTime()}`,
    to: { email: person.email, locale: person.locale },
    props: { name: confirmedName(person) },
  } as const;
  await enqueueEmails(tx, [mail], by);
  return true;
}
