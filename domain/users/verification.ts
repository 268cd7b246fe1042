import { and, eq, notInArray, sql } from "drizzle-orm";
import { db, type Transaction, transaction } from "#db/connection.ts";
import { audit } from "#domain/audit/audit.ts";
import { enqueueEmails, type NewEmail } from "#domain/emails/emails.ts";
import { auth } from "./auth.ts";
import { callAuth, type TooMany } from "./auth-call.ts";
import { confirmationUrl, openConfirmation, verificationLifetimeMs } from "./confirmation.ts";
import { type Defer, withoutDeferring } from "./defer.ts";
import { signedUpHere } from "./known-browser.ts";
import { askedTooOften, roomInMailbox } from "./limits.ts";
import { endLinks, newResetToken } from "./links.ts";
import { takeNewAddress } from "./new-address.ts";
import { type OwnerProved, proveOwner } from "./owner-proof.ts";
import { resetLifetimeMs } from "./passwords.ts";
import { confirmedName, type Person, personColumns } from "./people.ts";
import { accounts, sessions, users } from "./schema.ts";
import type { SessionCookie } from "./session-cookie.ts";

/** Whom a link is for, as they stand when it is made. */
type LinkOwner = Pick<Person, "id" | "email" | "locale"> & { linkVersion: number };

/**
 * The mail with which somebody proves that an address is theirs. `wanted` is the path to which its link leads in the
 * end. It does not call them by name: until the link is opened, a stranger may have typed it.
 */
export async function verificationMail(
  { id, email, locale, linkVersion: version }: LinkOwner,
  { wanted, now }: { wanted?: string; now: Date },
): Promise<NewEmail> {
  return {
    template: "verify-email",
    dedupeKey: `verify-email:${id}:${now.getTime()}`,
    to: { email, locale },
    props: { url: await confirmationUrl({ userId: id, email, version, wanted }) },
    notAfter: new Date(now.getTime() + verificationLifetimeMs),
  };
}

/** Sends the verification mail once more. An address that needs none gets the same answer and no mail. */
export async function resendVerification(
  { email, wanted }: { email: string; wanted?: string },
  { visitor, now, defer = withoutDeferring }: { visitor: Headers; now: Date; defer?: Defer },
): Promise<{ ok: true } | TooMany> {
  const refusal = await askedTooOften({ "mail-from": visitor, "verification-mail": email }, now);
  if (refusal) return refusal;
  await defer(() => transaction((tx) => mailAgain(tx, { email, wanted }, now)));
  return { ok: true };
}

async function mailAgain(
  tx: Transaction,
  { email, wanted }: { email: string; wanted?: string },
  now: Date,
): Promise<void> {
  const [user] = await tx
    .select({ ...personColumns, linkVersion: users.linkVersion, suspendedAt: users.suspendedAt })
    .from(users)
    .where(eq(sql`lower(${users.email})`, email.trim().toLowerCase()));
  if (!user || user.emailVerified || user.suspendedAt) return;
  if (!(await roomInMailbox(tx, "verification-mail", user.email, now))) return;
  await enqueueEmails(tx, [await verificationMail(user, { wanted, now })], { now });
}

/** Whether the address counts as its owner's now. */
export type ConfirmOutcome =
  /**
   * `cookies` sign them in the first time, and are empty later. With `resetToken` they choose a password first: it was
   * typed in another browser, and whoever did that may not be the one who reads the mails. `wanted` is where the link leads.
   */
  | { ok: true; cookies: SessionCookie[]; resetToken?: string; wanted?: string }
  | { ok: false; reason: "expired" | "suspended" }
  | TooMany;

/** Takes the token of a verification mail, or of a changed address. */
export async function confirmEmail(
  token: string,
  { visitor, now }: { visitor: Headers; now: Date },
): Promise<ConfirmOutcome> {
  const link = await openConfirmation(token);
  if (!link) return { ok: false, reason: "expired" };
  const { newEmail, wanted } = link;
  if (newEmail) {
    const taken = await takeNewAddress({ ...link, newEmail }, now);
    return taken.ok ? { ok: true, cookies: [], wanted } : taken;
  }
  const [owner] = await db().select({ version: users.linkVersion }).from(users).where(eq(users.id, link.userId));
  if (owner?.version !== link.version) return { ok: false, reason: "expired" };
  const verified = await verify(token, { visitor, now });
  return verified.ok ? { ...verified, ...(wanted && { wanted }) } : verified;
}

/** Has the library verify the address, which signs in the first time. */
async function verify(token: string, { visitor, now }: { visitor: Headers; now: Date }): Promise<ConfirmOutcome> {
  const response = await callAuth(`/verify-email?${new URLSearchParams({ token })}`, { visitor });
  if (response.tooMany) return response.tooMany;
  if (!response.ok) return { ok: false, reason: response.code === "ACCOUNT_SUSPENDED" ? "suspended" : "expired" };
  const opened = response.cookies.find(({ name }) => name.endsWith("session_token"))?.value;
  // Nothing is opened but the first time.
  if (!opened) return { ok: true, cookies: [] };
  const [session] = await db()
    .select()
    .from(sessions)
    .where(eq(sessions.token, decodeURIComponent(opened).split(".")[0] ?? ""));
  return session ? confirmedFirst(session, { cookies: response.cookies, visitor, now }) : { ok: true, cookies: [] };
}

type Session = typeof sessions.$inferSelect;

/**
 * Anybody may sign up with an address that is not theirs, and wait for its owner to open the link: then they would have
 * the password to the owner's account. Sessions elsewhere end, and where it was not the owner who signed up here, so do
 * the password and every link that was asked for before, such as one to another address.
 */
async function confirmedFirst(
  { userId, token }: Session,
  { cookies, visitor, now }: { cookies: SessionCookie[]; visitor: Headers; now: Date },
): Promise<ConfirmOutcome> {
  const before = (await auth().api.getSession({ headers: visitor }))?.session;
  const isOwn = signedUpHere(visitor) === userId || before?.userId === userId;
  const kept = isOwn ? [token, ...(before ? [before.token] : [])] : [];
  const resetToken = await transaction(async (tx) => {
    await tx.delete(sessions).where(and(eq(sessions.userId, userId), notInArray(sessions.token, kept)));
    const row = { actor: { type: "USER", id: userId }, action: "user.verify-email", entity: "User" } as const;
    const [was, is] = [{ emailVerified: false }, { emailVerified: true, signedUpHere: isOwn }];
    await audit(tx, [{ ...row, entityId: userId, before: was, after: is }], { now });
    if (isOwn) return undefined;
    await tx.delete(accounts).where(eq(accounts.userId, userId));
    await endLinks(tx, userId);
    return newResetToken(tx, userId, { expiresAt: new Date(now.getTime() + resetLifetimeMs), now });
  });
  return resetToken ? { ok: true, cookies: [], resetToken } : { ok: true, cookies };
}

/** Whether a link is on its way to the new address, or why not. An address that somebody has gets the same answer and no mail. */
export type ChangeEmailOutcome = OwnerProved | { ok: false; reason: "same" };

/**
 * Asks for another address: nothing changes until its owner has opened the link. The old address is told, so that
 * nobody loses an account without notice. `proof` is the password or the code, see {@link proveOwner}.
 */
export async function requestEmailChange(
  { userId, email, proof }: { userId: string; email: string; proof: string },
  { visitor, now }: { visitor: Headers; now: Date },
): Promise<ChangeEmailOutcome> {
  const newEmail = email.trim().toLowerCase();
  const refusal = await askedTooOften({ "mail-from": visitor, "verification-mail": userId }, now);
  if (refusal) return refusal;
  // Whoever has the address can have the password reset: an open browser must not be enough.
  const proved = await proveOwner({ userId, typed: proof, what: "email" }, now);
  if (!proved.ok) return proved;
  const [person] = await db()
    .select({ ...personColumns, linkVersion: users.linkVersion })
    .from(users)
    .where(eq(users.id, userId));
  if (!person || person.email.toLowerCase() === newEmail) return { ok: false, reason: "same" };
  const taken = await db().$count(users, eq(sql`lower(${users.email})`, newEmail));
  if (taken === 0) await transaction((tx) => mailChange(tx, { person, newEmail }, now));
  return { ok: true };
}

/** By the mailbox that gets it, too: many accounts together must not fill a stranger's. */
async function mailChange(
  tx: Transaction,
  { person, newEmail }: { person: Person & LinkOwner; newEmail: string },
  now: Date,
): Promise<void> {
  if (!(await roomInMailbox(tx, "verification-mail", newEmail, now))) return;
  await enqueueEmails(tx, await changeMails(person, newEmail, now), { now });
}

async function changeMails(person: Person & LinkOwner, newEmail: string, now: Date): Promise<NewEmail[]> {
  const { id, email, locale, emailVerified, linkVersion: version } = person;
  const url = await confirmationUrl({ userId: id, email, newEmail, version, wanted: "/akun" });
  const notAfter = new Date(now.getTime() + verificationLifetimeMs);
  return [
    {
      template: "change-email",
      dedupeKey: `change-email:${id}:${now.getTime()}`,
      to: { email: newEmail, locale },
      props: { url },
      notAfter,
    },
    {
      template: "email-change-asked",
      dedupeKey: `email-change-asked:${id}:${now.getTime()}`,
      to: { email, locale },
      // An address that nobody has confirmed may be a stranger's mailbox, and the new one an advertisement.
      props: { name: confirmedName(person), newEmail: emailVerified ? newEmail : undefined },
    },
  ];
}
