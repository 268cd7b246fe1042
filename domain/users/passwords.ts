import { eq, sql } from "drizzle-orm";
import { db, type Transaction, transaction } from "#db/connection.ts";
import { audit } from "#domain/audit/audit.ts";
import { enqueueEmails } from "#domain/emails/emails.ts";
import { appLink } from "#domain/emails/templates/links.ts";
import { auth } from "./auth.ts";
import { callAuth, type TooMany } from "./auth-call.ts";
import { type Defer, withoutDeferring } from "./defer.ts";
import { knownBrowserCookie } from "./known-browser.ts";
import { askedTooOften, roomInMailbox } from "./limits.ts";
import { claimResetToken, endLinks, newResetToken } from "./links.ts";
import { type PasswordRefusal, refusedPassword } from "./password-choice.ts";
import type { Owner } from "./password-strength.ts";
import { confirmedName, type Person, personColumns } from "./people.ts";
import { users } from "./schema.ts";
import { logRefusal } from "./security-log.ts";
import type { SessionCookie } from "./session-cookie.ts";

/** How long the link of a reset mail opens. */
export const resetLifetimeMs = 3_600_000;

/**
 * Mails a link with which the owner of an address chooses a new password. An address that nobody has, or somebody
 * suspended, gets the same answer and no mail.
 */
export async function requestReset(
  { email }: { email: string },
  { visitor, now, defer = withoutDeferring }: { visitor: Headers; now: Date; defer?: Defer },
): Promise<{ ok: true } | TooMany> {
  const refusal = await askedTooOften({ "mail-from": visitor, "reset-mail": email }, now);
  if (refusal) return refusal;
  await defer(() => transaction((tx) => mailReset(tx, email, now)));
  return { ok: true };
}

async function mailReset(tx: Transaction, email: string, now: Date): Promise<void> {
  const [user] = await tx
    .select({ ...personColumns, suspendedAt: users.suspendedAt })
    .from(users)
    .where(eq(sql`lower(${users.email})`, email.trim().toLowerCase()))
    // Whoever changes the address meanwhile waits, and then ends the token that this mailbox gets.
    .for("no key update");
  if (!user || user.suspendedAt || !(await roomInMailbox(tx, "reset-mail", user.email, now))) return;
  const expiresAt = new Date(now.getTime() + resetLifetimeMs);
  const token = await newResetToken(tx, user.id, { expiresAt, now });
  const mail = {
    template: "reset-password",
    dedupeKey: `reset-password:${user.id}:${now.getTime()}`,
    to: { email: user.email, locale: user.locale },
    props: { name: confirmedName(user), url: appLink(`/atur-sandi?token=${token}`) },
    notAfter: expiresAt,
  } as const;
  await enqueueEmails(tx, [mail], { now });
}

/** `expired`: the link was used, is too old or never was one. */
export type SetPasswordOutcome =
  /** The cookie lets the browser sign in with it, also while somebody is guessing from elsewhere. */
  { ok: true; cookies: SessionCookie[] } | { ok: false; reason: "expired" | PasswordRefusal } | TooMany;

/**
 * Sets a password by a one-time link's token. Every session and every other link of that person ends, and the address
 * counts as verified: only its owner can have had the link.
 */
export async function setPassword(
  { token, password }: { token: string; password: string },
  { visitor, now }: { visitor: Headers; now: Date },
): Promise<SetPasswordOutcome> {
  const { internalAdapter } = await auth().$context;
  const owner = await internalAdapter.findVerificationValue(`reset-password:${token}`);
  // Before the link is used up, and only for who has one: the next try must still be possible.
  const bad = owner && (await refusedPassword(password, await ownerOf(owner.value), { visitor, now }));
  if (bad) return bad;
  if (owner && !(await claimResetToken(owner.value, token, now))) return { ok: false, reason: "expired" };
  const response = await callAuth("/reset-password", { body: { token, newPassword: password }, visitor });
  if (response.tooMany) return response.tooMany;
  if (response.ok) {
    const person = owner && (await afterReset(owner.value, now));
    return { ok: true, cookies: person ? [knownBrowserCookie(person.email)] : [] };
  }
  return { ok: false, reason: passwordRefusal(response.code) ?? "expired" };
}

/** Whether the password was changed, or why not; the cookies belong to the one session that goes on. */
export type ChangePasswordOutcome =
  | { ok: true; cookies: SessionCookie[] }
  | { ok: false; reason: "wrong" | PasswordRefusal }
  | TooMany;

/** Changes the password of somebody signed in, who must know the old one. Their sessions elsewhere end. */
export async function changePassword(
  { userId, old, password }: { userId: string; old: string; password: string },
  { visitor, now }: { visitor: Headers; now: Date },
): Promise<ChangePasswordOutcome> {
  const refusal = await askedTooOften({ password: userId }, now);
  if (refusal) return refusal;
  const bad = await refusedPassword(password, await ownerOf(userId), { visitor, now });
  if (bad) return bad;
  const body = { currentPassword: old, newPassword: password, revokeOtherSessions: true };
  const response = await callAuth("/change-password", { body, visitor, withCookies: true });
  if (response.tooMany) return response.tooMany;
  if (!response.ok) {
    logRefusal("owner not proved", { account: userId, reason: response.code, what: "password" }, now);
    return { ok: false, reason: passwordRefusal(response.code) ?? "wrong" };
  }
  await transaction((tx) => recordNewPassword(tx, userId, now));
  return { ok: true, cookies: response.cookies };
}

/** What others know of somebody, and would try as their password. */
async function ownerOf(userId: string): Promise<Owner> {
  const { name, email, phone } = users;
  const [owner] = await db().select({ name, email, phone }).from(users).where(eq(users.id, userId));
  return owner ?? {};
}

/** Whether this is somebody's password. Whoever asks counts the attempts. */
export async function knowsPassword(userId: string, password: string): Promise<boolean> {
  const { internalAdapter, password: hashes } = await auth().$context;
  const hash = (await internalAdapter.findCredentialAccount(userId))?.password;
  return hash ? hashes.verify({ hash, password }) : false;
}

/** Whether somebody has a password: who was made an administrator sets one by a link first. */
export async function hasPassword(userId: string): Promise<boolean> {
  const { internalAdapter } = await auth().$context;
  return Boolean((await internalAdapter.findCredentialAccount(userId))?.password);
}

function passwordRefusal(code: string | undefined): "too-short" | "too-long" | undefined {
  if (code === "PASSWORD_TOO_SHORT") return "too-short";
  return code === "PASSWORD_TOO_LONG" ? "too-long" : undefined;
}

function afterReset(userId: string, now: Date): Promise<Person | undefined> {
  return transaction(async (tx) => {
    await tx.update(users).set({ emailVerified: true, updatedAt: now }).where(eq(users.id, userId));
    return recordNewPassword(tx, userId, now);
  });
}

/** Writes it down, ends older links, and tells the owner, who is returned: it may not have been they. */
async function recordNewPassword(tx: Transaction, userId: string, now: Date): Promise<Person | undefined> {
  const [person] = await tx.select(personColumns).from(users).where(eq(users.id, userId));
  if (!person) return undefined;
  await endLinks(tx, userId);
  const by = { actor: { type: "USER", id: userId }, now } as const;
  const row = { actor: by.actor, action: "user.set-password", entity: "User", entityId: userId } as const;
  await audit(tx, [{ ...row, before: null, after: null }], by);
  await enqueueEmails(tx, [passwordChanged(person, now)], { now });
  return person;
}

function passwordChanged(person: Person, now: Date) {
  const { id, email, locale } = person;
  return {
    template: "password-changed",
    dedupeKey: `password-changed:${id}:${now.getTime()}`,
    to: { email, locale },
    props: { name: confirmedName(person) },
  } as const;
}
