import { randomBytes } from "node:crypto";
import { and, eq, isNull, or, sql } from "drizzle-orm";
import { db, type Transaction, transaction } from "#db/connection.ts";
import { audit, type By } from "#domain/audit/audit.ts";
import { change } from "#domain/audit/change.ts";
import { forgetPapers } from "#domain/bookings/papers.ts";
import { bookingParticipants, bookings } from "#domain/bookings/schema/bookings.ts";
import { lockUnpaidOf } from "#domain/bookings/unpaid.ts";
import { enqueueEmails } from "#domain/emails/emails.ts";
import { forgetMailbox } from "#domain/emails/forget-mailbox.ts";
import { nobodysAddress } from "#domain/emails/nobody.ts";
import { endLinks } from "#domain/users/links.ts";
import { type OwnerProved, proveOwner } from "#domain/users/owner-proof.ts";
import { noAccount } from "#domain/users/people.ts";
import {
  accounts,
  bankAccountStops,
  formerEmails,
  organizerProfiles,
  sessions,
  twoFactors,
  users,
} from "#domain/users/schema.ts";
import { textsFor } from "#texts/index.ts";
import { type Obstacle, obstaclesToDeletion } from "./obstacles.ts";

/** Whether the account is deleted, or why not. `gone`: somebody was first, such as the same form in another window. */
export type Deleted =
  | { ok: true }
  | { ok: false; reason: "gone" }
  | { ok: false; reason: "open"; obstacles: Obstacle[] }
  | Exclude<OwnerProved, { ok: true }>;

type User = typeof users.$inferSelect;

/**
 * Deletes somebody's account, once they have shown to be the owner and nothing of theirs is open: they are signed out everywhere,
 * their address is free again, and the last mail goes to it. What money needs (bookings, payments, receipts, refunds, transfers, the
 * audit log) stays without their name, number, address and papers, which go with the files that no row names. All of it in one
 * transaction, in which nobody books, pays or is paid meanwhile.
 * Rule: docs/domain.md#deleting-an-account
 */
export async function deleteAccount(
  { userId, typed }: { userId: string; typed: string },
  { now }: { now: Date },
): Promise<Deleted> {
  const proved = await proveOwner({ userId, typed, what: "deletion" }, now);
  if (!proved.ok) return proved;
  return eraseAccount(userId, { now });
}

/** The same without asking for a proof: people's own forms call {@link deleteAccount}. */
export function eraseAccount(userId: string, { now }: { now: Date }): Promise<Deleted> {
  return transaction(async (tx): Promise<Deleted> => {
    const tripIds = await lockAll(tx, userId);
    const [user] = await tx.select().from(users).where(eq(users.id, userId)).for("update");
    if (!user || user.deletedAt) return { ok: false, reason: "gone" };
    const obstacles = await obstaclesToDeletion(tx, userId);
    if (obstacles.length > 0) return { ok: false, reason: "open", obstacles };
    const by: By = { actor: { type: "USER", id: userId }, now };
    const names = textsFor(user.locale).privacy.deleted;
    await forgetMails(tx, user, now);
    await forgetPapers(
      tx,
      sql`select ${bookings.id} from ${bookings} where ${eq(bookings.userId, userId)}`,
      tripIds,
      by,
    );
    await forgetTravellers(tx, user, names.traveller, now);
    await endOrganizing(tx, user, names.organizer, by);
    await endSigningIn(tx, userId);
    await emptyAccount(tx, user, names.person, by);
    await blankAuditLog(tx, userId);
    return { ok: true };
  });
}

/** First what a booking takes first, then the trips in the order of their ids, then every admin: as everybody does who needs several. */
async function lockAll(tx: Transaction, userId: string): Promise<string[]> {
  await lockUnpaidOf(tx, userId);
  const { rows } = await tx.execute<{ id: string }>(sql`
    select "id" from "Trip" where "id" in (
      select "tripId" from "Booking" where "userId" = ${userId}
      union select trip."id" from "Trip" trip join "OrganizerProfile" organizer on organizer."id" = trip."organizerId"
        where organizer."userId" = ${userId})
    order by "id" for no key update`);
  // Two admins who leave at once wait for each other here: one of them is the last.
  await tx
    .select({ id: users.id })
    .from(users)
    .where(or(eq(users.role, "ADMIN"), eq(users.id, userId)))
    .orderBy(users.id)
    .for("no key update");
  return rows.map(({ id }) => id);
}

/** Their mails lose the address; then the last one goes to it, unless nobody ever confirmed that it is theirs. */
async function forgetMails(tx: Transaction, user: User, now: Date): Promise<void> {
  const former = await tx
    .select({ email: formerEmails.email })
    .from(formerEmails)
    .where(eq(formerEmails.userId, user.id))
    .orderBy(formerEmails.createdAt)
    .limit(mostFormer);
  const addresses = [user.email, ...former.map(({ email }) => email)];
  await forgetMailbox(tx, { userId: user.id, addresses, now });
  if (!user.emailVerified) return;
  const to = { email: user.email, locale: user.locale };
  const dedupeKey = `account-deleted:${user.id}`;
  await enqueueEmails(tx, [{ template: "account-deleted", dedupeKey, to, props: { name: user.name } }], { now });
}

/** Changing one's address takes a proof and a link each time. */
const mostFormer = 100;

async function forgetTravellers(tx: Transaction, { id }: User, fullName: string, now: Date): Promise<void> {
  const own = sql`${bookingParticipants.bookingId} in (select ${bookings.id} from ${bookings} where ${eq(bookings.userId, id)})`;
  await tx.update(bookings).set({ contactPhone: "", note: null, updatedAt: now }).where(eq(bookings.userId, id));
  await tx
    .update(bookingParticipants)
    .set({ fullName, phone: null, emergencyContact: null, updatedAt: now })
    .where(own);
}

/** Their trips stay, since others booked them, under no name; the profile is shown to nobody and takes no bookings. */
async function endOrganizing(tx: Transaction, { id }: User, displayName: string, by: By): Promise<void> {
  const profiles = await tx.select().from(organizerProfiles).where(eq(organizerProfiles.userId, id)).for("update");
  for (const profile of profiles) {
    const status = profile.status === "APPROVED" || profile.status === "SUSPENDED" ? "SUSPENDED" : "REJECTED";
    const slug = `dihapus-${randomBytes(8).toString("hex")}`;
    const empty = { bio: "", city: "", whatsapp: "", idDocPath: null, reviewNote: null };
    const values = { status: status as typeof profile.status, slug, displayName, ...empty };
    await change(tx, organizerProfiles, [profile], { values, action: "organizer.end", ...by });
  }
}

async function endSigningIn(tx: Transaction, userId: string): Promise<void> {
  await endLinks(tx, userId);
  for (const table of [sessions, accounts, twoFactors, formerEmails, bankAccountStops])
    await tx.delete(table).where(eq(table.userId, userId));
}

async function emptyAccount(tx: Transaction, user: User, name: string, by: By): Promise<void> {
  const { id } = user;
  const nobody = { email: nobodysAddress(id), emailVerified: false, name, phone: null, image: null };
  const plain = { ...noAccount, bankAccountChangedAt: null, role: "USER" as const, twoFactorEnabled: false };
  await tx
    .update(users)
    .set({ ...nobody, ...plain, deletedAt: by.now, updatedAt: by.now })
    .where(and(eq(users.id, id), isNull(users.deletedAt)));
  const row = { actor: by.actor, action: "user.delete", entity: "User", entityId: id } as const;
  const before = { deletedAt: null, role: user.role };
  await audit(tx, [{ ...row, before, after: { deletedAt: by.now, role: "USER" } }], by);
}

/** The log keeps who did what and when; what it says of the person becomes a blank, the only change that its trigger lets through. */
async function blankAuditLog(tx: Transaction, userId: string): Promise<void> {
  const blank = (side: "before" | "after") => sql.raw(`"withoutPerson"("entity", "${side}")`);
  await tx.execute(sql`
    update "AuditLog" set "before" = ${blank("before")}, "after" = ${blank("after")}
    where (("entity" = 'User' and "entityId" = ${userId})
        or ("entity" = 'OrganizerProfile' and "entityId" in (select "id" from "OrganizerProfile" where "userId" = ${userId}))
        or ("entity" = 'Booking' and "entityId" in (select "id" from "Booking" where "userId" = ${userId})))
      and ("before", "after") is distinct from (${blank("before")}, ${blank("after")})`);
}

/** What is open of somebody's, as their page lists it; empty where they may delete their account. */
export const openOfAccount = (userId: string): Promise<Obstacle[]> => obstaclesToDeletion(db(), userId);
