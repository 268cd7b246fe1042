import { and, eq, isNull, ne, or } from "drizzle-orm";
import { type Transaction, transaction } from "#db/connection.ts";
import { isAsSeen } from "#domain/audit/as-seen.ts";
import { audit, type By } from "#domain/audit/audit.ts";
import { change } from "#domain/audit/change.ts";
import { endLinks } from "./links.ts";
import { organizerProfiles, sessions, users } from "./schema.ts";

/** Who is kept out, by whom and why. */
export type Suspension = { userId: string; adminId: string; note: string; now: Date };

/** Whether somebody is kept out now, or why not. */
export type Suspended =
  | { ok: true }
  /** `self`: nobody locks themselves out. `last-admin`: then nobody could let them in again. */
  | { ok: false; reason: "not-found" | "already" | "self" | "last-admin" };

/**
 * The step of keeping somebody out, in the transaction of whoever holds the money of their trips (`suspendUser`): sessions
 * end at once and they cannot sign in. An approved organizer is suspended with them.
 */
export async function shutOutUser(tx: Transaction, { userId, adminId, note, now }: Suspension): Promise<Suspended> {
  const by: By = { actor: { type: "ADMIN", id: adminId }, now };
  if (userId === adminId) return { ok: false, reason: "self" };
  const { user, otherAdmins } = await lockWithAdmins(tx, userId);
  if (!user || user.deletedAt) return { ok: false, reason: "not-found" };
  if (user.suspendedAt) return { ok: false, reason: "already" };
  if (user.role === "ADMIN" && otherAdmins === 0) return { ok: false, reason: "last-admin" };
  await tx.update(users).set({ suspendedAt: now, updatedAt: now }).where(eq(users.id, userId));
  await tx.delete(sessions).where(eq(sessions.userId, userId));
  await endLinks(tx, userId);
  const row = { actor: by.actor, action: "user.suspend", entity: "User", entityId: userId } as const;
  await audit(tx, [{ ...row, before: { suspendedAt: null }, after: { suspendedAt: now, why: note } }], by);
  await suspendProfileOf(tx, { userId, note, by });
  return { ok: true };
}

/** Lets somebody in again, out of the suspension that the page showed: `seenAt` is when it began, any counts unless given. Whether they may organize trips once more is a decision of its own. */
export function reinstateUser({
  userId,
  adminId,
  seenAt,
  now,
}: Omit<Suspension, "note"> & { seenAt?: Date | undefined }): Promise<
  { ok: true } | { ok: false; reason: "not-found" | "already" | "changed" }
> {
  const by: By = { actor: { type: "ADMIN", id: adminId }, now };
  return transaction(async (tx) => {
    const [user] = await tx.select().from(users).where(eq(users.id, userId)).for("no key update");
    if (!user) return { ok: false, reason: "not-found" };
    if (!user.suspendedAt) return { ok: false, reason: "already" };
    if (!isAsSeen({ updatedAt: user.suspendedAt }, seenAt)) return { ok: false, reason: "changed" };
    await tx.update(users).set({ suspendedAt: null, updatedAt: now }).where(eq(users.id, userId));
    const row = { actor: by.actor, action: "user.reinstate", entity: "User", entityId: userId } as const;
    await audit(tx, [{ ...row, before: { suspendedAt: user.suspendedAt }, after: { suspendedAt: null } }], by);
    return { ok: true };
  });
}

/** Holds the person and every admin who can sign in: two admins who suspend each other at once wait here. */
async function lockWithAdmins(tx: Transaction, userId: string) {
  const active = and(eq(users.role, "ADMIN"), isNull(users.suspendedAt));
  const held = await tx
    .select({ id: users.id, role: users.role, suspendedAt: users.suspendedAt, deletedAt: users.deletedAt })
    .from(users)
    .where(or(eq(users.id, userId), active))
    .orderBy(users.id)
    .for("no key update");
  const others = and(active, ne(users.id, userId));
  return { user: held.find(({ id }) => id === userId), otherAdmins: await tx.$count(users, others) };
}

async function suspendProfileOf(tx: Transaction, { userId, note, by }: { userId: string; note: string; by: By }) {
  const approved = and(eq(organizerProfiles.userId, userId), eq(organizerProfiles.status, "APPROVED"));
  const profiles = await tx.select().from(organizerProfiles).where(approved).for("no key update");
  const review = { reviewNote: note, reviewedById: by.actor.id ?? null, reviewedAt: by.now };
  const values = { status: "SUSPENDED" as const, ...review };
  await change(tx, organizerProfiles, profiles, { values, action: "organizer.suspend", ...by });
}
