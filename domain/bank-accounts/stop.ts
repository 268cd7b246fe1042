import { and, asc, eq, gt, gte, sql } from "drizzle-orm";
import { newId } from "#db/columns.ts";
import { type Database, db, type Transaction, transaction } from "#db/connection.ts";
import { audit, type By } from "#domain/audit/audit.ts";
import { redirectRefunds } from "#domain/bookings/refunds/redirect.ts";
import { enqueueEmails, type NewEmail } from "#domain/emails/emails.ts";
import { policy } from "#domain/policy.ts";
import { endLinks, hashOf, newResetToken, newToken } from "#domain/users/links.ts";
import { mailboxesOf, setAddress } from "#domain/users/new-address.ts";
import { resetLifetimeMs } from "#domain/users/passwords.ts";
import { accountOf, type BankAccount, type Person } from "#domain/users/people.ts";
import { accounts, bankAccountStops, formerEmails, sessions, users } from "#domain/users/schema.ts";

/**
 * The link with which the owner of a mailbox stops a changed bank account. It works signed out, once, and outlives every
 * other link of that person: a thief who changes password and address cannot end it.
 */

type Stop = typeof bankAccountStops.$inferSelect;

/** A new link, and the mailbox that gets it. */
type NewStop = { stopId: string; email: string; token: string; expiresAt: Date };

/** Makes a link for every mailbox that is to be warned; it puts back the account that `user` has before the change. */
export async function addBankAccountStops(tx: Transaction, user: Person, now: Date): Promise<NewStop[]> {
  const expiresAt = new Date(now.getTime() + policy.bankAccountStopMs);
  const { bankName, bankAccountNo, bankAccountName } = user;
  const stops = (await mailboxesOf(tx, user, now)).map((email) => ({
    stopId: newId(),
    email,
    token: newToken(),
    expiresAt,
  }));
  const rows = stops.map(({ stopId: id, email, token }) => ({
    ...{ id, userId: user.id, email, tokenHash: hashOf(token), bankName, bankAccountNo, bankAccountName },
    ...{ createdAt: now, expiresAt },
  }));
  if (rows.length > 0) await tx.insert(bankAccountStops).values(rows);
  return stops;
}

/** What a stop would do. */
export type StopPreview = {
  /** Where money would go if nothing is stopped. */
  current: BankAccount | null;
  /** Where it goes again; null where there was no account before. */
  earlier: BankAccount | null;
  /** The address that the account gets back, where another one was set meanwhile. */
  restoredEmail?: string;
};

/** What the link with this token would do at `now`; undefined where it was used, is too old or never was one. Changes nothing. */
export async function previewBankAccountStop(token: string, now: Date): Promise<StopPreview | undefined> {
  const found = await findStop(db(), token, now);
  if (!found) return undefined;
  const { user, stop, first } = found;
  const restoredEmail = stop.email.toLowerCase() === user.email.toLowerCase() ? undefined : stop.email;
  return { current: accountOf(user), earlier: accountOf(first), restoredEmail };
}

/** The change is undone; a password is to be chosen with `resetToken`. Or the link is of no use any more. */
export type BankAccountStopped =
  | { ok: true; resetToken: string; redirectedRefunds: number }
  | { ok: false; reason: "expired" };

/**
 * Takes a link: the earlier account counts again, also for what is owed and not transferred yet; an address that was set
 * meanwhile is given back to the mailbox that the link went to; every session, the password and every other link end.
 */
export function stopBankAccount(token: string, now: Date): Promise<BankAccountStopped> {
  return transaction(async (tx): Promise<BankAccountStopped> => {
    const found = await findStop(tx, token, now, { hold: true });
    if (!found) return { ok: false, reason: "expired" };
    const { user, stop, first } = found;
    const by: By = { actor: { type: "USER", id: user.id }, now };
    const { bankName, bankAccountNo, bankAccountName } = first;
    const earlier = { bankName, bankAccountNo, bankAccountName };
    // It stood before all that is stopped, so it is not new.
    await tx
      .update(users)
      .set({ ...earlier, bankAccountChangedAt: null, updatedAt: now })
      .where(eq(users.id, user.id));
    const email = await giveBack(tx, { user, email: stop.email, now });
    await shutOut(tx, user.id);
    const before = { ...accountFields(user), email: user.email };
    const row = { actor: by.actor, action: "user.stop-bank-account", entity: "User", entityId: user.id } as const;
    await audit(tx, [{ ...row, before, after: { ...earlier, email } }], by);
    const redirectedRefunds = await redirectRefunds(tx, { userId: user.id, account: accountOf(first) }, by);
    await enqueueEmails(tx, [stoppedMail({ ...user, email }, accountOf(first), stop, now)], { now });
    const resetToken = await newResetToken(tx, user.id, { expiresAt: new Date(now.getTime() + resetLifetimeMs), now });
    return { ok: true, resetToken, redirectedRefunds };
  });
}

const accountFields = ({ bankName, bankAccountNo, bankAccountName }: Person) => ({
  bankName,
  bankAccountNo,
  bankAccountName,
});

/**
 * The link's row with its person, who is held, and the first change that can still be stopped. A stop goes back to before
 * that one: a thief who changes the account twice must not have the second link put back the first of theirs.
 */
async function findStop(tx: Transaction | Database, token: string, now: Date, { hold = false } = {}) {
  const alive = gt(bankAccountStops.expiresAt, now);
  const byToken = and(eq(bankAccountStops.tokenHash, hashOf(token)), alive);
  const [named] = await tx.select({ userId: bankAccountStops.userId }).from(bankAccountStops).where(byToken);
  if (!named) return undefined;
  const person = tx.select().from(users).where(eq(users.id, named.userId));
  const [user] = await (hold ? person.for("no key update") : person);
  // Read anew once the person is held: another press of the link may have been first.
  const [stop] = await tx.select().from(bankAccountStops).where(byToken);
  const [first] = await tx
    .select()
    .from(bankAccountStops)
    .where(and(eq(bankAccountStops.userId, named.userId), alive))
    .orderBy(asc(bankAccountStops.createdAt), asc(bankAccountStops.id))
    .limit(1);
  return user && stop && first ? { user, stop, first } : undefined;
}

/** The address that counts from now on: the link's, unless another person has it by now. */
async function giveBack(
  tx: Transaction,
  { user, email, now }: { user: Person; email: string; now: Date },
): Promise<string> {
  const isOwn = email.toLowerCase() === user.email.toLowerCase();
  if (isOwn || !(await setAddress(tx, user.id, { email, now }))) return user.email;
  // Where the account was taken to afterwards is no mailbox of its owner's: nothing more is sent there.
  const own = eq(formerEmails.userId, user.id);
  const [left] = await tx
    .select({ since: formerEmails.createdAt })
    .from(formerEmails)
    .where(and(own, eq(sql`lower(${formerEmails.email})`, email.toLowerCase())))
    .orderBy(asc(formerEmails.createdAt))
    .limit(1);
  const since = left?.since ?? now;
  await tx.delete(formerEmails).where(and(own, gte(formerEmails.createdAt, since)));
  return email;
}

/** Ends everything with which somebody is in the account, or could get in. */
async function shutOut(tx: Transaction, userId: string): Promise<void> {
  await tx.delete(sessions).where(eq(sessions.userId, userId));
  await tx.delete(accounts).where(eq(accounts.userId, userId));
  await tx.delete(bankAccountStops).where(eq(bankAccountStops.userId, userId));
  await endLinks(tx, userId);
}

function stoppedMail(user: Person, account: BankAccount | null, { id }: Stop, now: Date): NewEmail {
  return {
    template: "bank-account-stopped",
    dedupeKey: `bank-account-stopped:${id}:${now.getTime()}`,
    to: { email: user.email, locale: user.locale },
    props: { name: user.name, account },
  };
}
