import { and, eq, isNull, sql } from "drizzle-orm";
import { newId } from "#db/columns.ts";
import { type Transaction, transaction } from "#db/connection.ts";
import { audit } from "#domain/audit/audit.ts";
import { emailField } from "#domain/fields/text.ts";
import { endLinks, newResetToken } from "./links.ts";
import { dropSecondStep } from "./lost-authenticator.ts";
import { accounts, sessions, users } from "./schema.ts";

/** How long the link of a new administrator opens. */
export const linkLifetimeMs = 24 * 3_600_000;

/** `already`: was one before; the old password ends all the same. `token` opens once, until `expiresAt`. */
export type AddedAdministrator =
  | { ok: true; outcome: "created" | "promoted" | "already"; token: string; expiresAt: Date }
  | { ok: false; reason: "bad-email" | "suspended" };

/**
 * Makes somebody an administrator, whether the account exists or not, and returns a token with which that person sets
 * a password once. Of an account that was there, everything that opened it ends at once: its password, its sessions and
 * its older links. Whoever is at the keyboard of the server may have no other way to shut somebody out.
 * `lostAuthenticator` takes the second step away from somebody who can no longer do it.
 */
export async function addAdministrator(
  email: string,
  { now, lostAuthenticator = false }: { now: Date; lostAuthenticator?: boolean },
): Promise<AddedAdministrator> {
  const parsed = emailField.safeParse(email.toLowerCase());
  if (!parsed.success) return { ok: false, reason: "bad-email" };
  const expiresAt = new Date(now.getTime() + linkLifetimeMs);
  const made = await transaction(async (tx) => {
    const added = await createOrPromote(tx, parsed.data, { now, lostAuthenticator });
    return added && { ...added, token: await newResetToken(tx, added.userId, { expiresAt, now }) };
  });
  if (!made) return { ok: false, reason: "suspended" };
  return { ok: true, outcome: made.outcome, token: made.token, expiresAt };
}

type Adding = { now: Date; lostAuthenticator: boolean };

async function createOrPromote(
  tx: Transaction,
  email: string,
  { now, lostAuthenticator }: Adding,
): Promise<{ userId: string; outcome: "created" | "promoted" | "already" } | undefined> {
  const [found] = await tx
    .select({
      id: users.id,
      role: users.role,
      suspendedAt: users.suspendedAt,
    })
    .from(users)
    .where(eq(sql`lower(${users.email})`, email))
    .for("update");
  if (found?.suspendedAt) return undefined;
  const userId = found?.id ?? newId();
  // Somebody took the address in the same moment, by signing up or in another window: now they are there.
  if (!found && !(await insertAdministrator(tx, { id: userId, email }, now)))
    return createOrPromote(tx, email, { now, lostAuthenticator });
  if (found?.role === "USER") {
    await tx
      .update(users)
      .set({ role: "ADMIN", emailVerified: true, updatedAt: now })
      .where(and(eq(users.id, userId), isNull(users.suspendedAt)));
  }
  if (found) {
    await tx.delete(sessions).where(eq(sessions.userId, userId));
    await tx.delete(accounts).where(eq(accounts.userId, userId));
  }
  if (lostAuthenticator) await dropSecondStep(tx, userId, { actor: { type: "ADMIN" }, now });
  await endLinks(tx, userId);
  const outcome = !found ? ("created" as const) : found.role === "USER" ? ("promoted" as const) : ("already" as const);
  await audit(
    tx,
    [
      {
        // Whoever may run commands on the server did it; the server does not know who that is.
        actor: { type: "ADMIN" },
        action: "user.add-admin",
        entity: "User",
        entityId: userId,
        before: found ? { role: found.role } : null,
        after: { role: "ADMIN", outcome, passwordEnded: found !== undefined },
      },
    ],
    { now },
  );
  return { userId, outcome };
}

async function insertAdministrator(tx: Transaction, { id, email }: { id: string; email: string }, now: Date) {
  const name = email.slice(0, email.indexOf("@"));
  const stamps = { createdAt: now, updatedAt: now };
  const { rowCount } = await tx
    .insert(users)
    .values({ id, email, emailVerified: true, name, role: "ADMIN", ...stamps })
    .onConflictDoNothing();
  return rowCount === 1;
}
