import { createEmailVerificationToken } from "better-auth/api";
import { and, eq, notInArray, sql } from "drizzle-orm";
import { z } from "zod";
import { db, transaction } from "#db/connection.ts";
import { audit } from "#domain/audit/audit.ts";
import { enqueueEmails, type NewEmail } from "#domain/emails/emails.ts";
import { appLink } from "#domain/emails/templates/links.ts";
import { auth } from "./auth.ts";
import { callAuth, type TooMany } from "./auth-call.ts";
import { signedUpHere } from "./known-browser.ts";
import { atOnce, type Later } from "./later.ts";
import { askedTooOften } from "./limits.ts";
import { knowsPassword, newResetToken, resetLifetimeMs } from "./passwords.ts";
import { type Person, personColumns } from "./people.ts";
import { accounts, sessions, users } from "./schema.ts";
import type { SessionCookie } from "./session-cookie.ts";

/** How long the link of a verification mail opens. */
export const verificationLifetimeMs = 24 * 3_600_000;

/** The mail with which somebody proves that an address is his. `wanted` is the path to which its link leads in the end. */
export async function verificationMail(
  { id, name, email, locale }: Person,
  { wanted, now }: { wanted?: string; now: Date },
): Promise<NewEmail> {
  return {
    template: "verify-email",
    dedupeKey: `verify-email:${id}:${now.getTime()}`,
    to: { email, locale },
    props: { name, url: await confirmationLink({ userId: id, email, wanted }) },
    notAfter: new Date(now.getTime() + verificationLifetimeMs),
  };
}

/** The library signs it with `AUTH_SECRET`, so that nothing about it has to be kept. */
async function confirmationLink(link: { userId: string; email: string; newEmail?: string; wanted?: string }) {
  const { userId, email, newEmail, wanted } = link;
  const { secret } = await auth().$context;
  const requestType = newEmail && "change-email-verification";
  const lifetimeSeconds = verificationLifetimeMs / 1000;
  const token = await createEmailVerificationToken(secret, email, newEmail, lifetimeSeconds, { userId, requestType });
  return appLink(`/konfirmasi-email?${new URLSearchParams({ token, ...(wanted && { lanjut: wanted }) })}`);
}

/** Sends the verification mail once more. An address that needs none gets the same answer and no mail. */
export async function resendVerification(
  { email, wanted }: { email: string; wanted?: string },
  { visitor, now, later = atOnce }: { visitor: Headers; now: Date; later?: Later },
): Promise<{ ok: true } | TooMany> {
  const refusal = await askedTooOften({ "mail-from": visitor, "verification-mail": email }, now);
  if (refusal) return refusal;
  await later(() => mailAgain({ email, wanted }, now));
  return { ok: true };
}

async function mailAgain({ email, wanted }: { email: string; wanted?: string }, now: Date): Promise<void> {
  const [user] = await db()
    .select({ ...personColumns, emailVerified: users.emailVerified, suspendedAt: users.suspendedAt })
    .from(users)
    .where(eq(sql`lower(${users.email})`, email.trim().toLowerCase()));
  if (!user || user.emailVerified || user.suspendedAt) return;
  await enqueueEmails(db(), [await verificationMail(user, { wanted, now })], { now });
}

/** Whether the address counts as its owner's now. */
export type ConfirmOutcome =
  /**
   * `cookies` sign him in the first time, and are empty later. With `resetToken` he chooses a password first: it was
   * typed in another browser, and whoever did that may not be the one who reads the mails.
   */
  | { ok: true; cookies: SessionCookie[]; resetToken?: string }
  | { ok: false; reason: "expired" | "suspended" }
  | TooMany;

/** Takes the token of a verification mail, or of a changed address. */
export async function confirmEmail(
  token: string,
  { visitor, now }: { visitor: Headers; now: Date },
): Promise<ConfirmOutcome> {
  const answer = await callAuth(`/verify-email?${new URLSearchParams({ token })}`, { visitor });
  if (answer.tooMany) return answer.tooMany;
  if (!answer.ok) return { ok: false, reason: answer.code === "ACCOUNT_SUSPENDED" ? "suspended" : "expired" };
  await recordNewAddress(answer.body.user, now);
  const opened = answer.cookies.find(({ name }) => name.endsWith("session_token"))?.value;
  // Nothing is opened but the first time.
  if (!opened) return { ok: true, cookies: [] };
  const [session] = await db()
    .select()
    .from(sessions)
    .where(eq(sessions.token, decodeURIComponent(opened).split(".")[0] ?? ""));
  return session ? confirmedFirst(session, { cookies: answer.cookies, visitor, now }) : { ok: true, cookies: [] };
}

/** Writes it down where the link made another address his; the library names the person only then. */
async function recordNewAddress(changed: unknown, now: Date): Promise<void> {
  const person = z.object({ id: z.string(), email: z.string() }).safeParse(changed).data;
  if (!person) return;
  const { id, email } = person;
  const row = { actor: { type: "USER", id }, action: "user.change-email", entity: "User", entityId: id } as const;
  await transaction((tx) => audit(tx, [{ ...row, before: null, after: { email } }], { now }));
}

type Session = typeof sessions.$inferSelect;

/**
 * Anybody may sign up with an address that is not his, and wait for its owner to open the link: then he would have the
 * password to her account. Sessions elsewhere end, and where it was not she who signed up here, so does the password.
 */
async function confirmedFirst(
  { userId, token }: Session,
  { cookies, visitor, now }: { cookies: SessionCookie[]; visitor: Headers; now: Date },
): Promise<ConfirmOutcome> {
  const before = (await auth().api.getSession({ headers: visitor }))?.session;
  const isOwn = signedUpHere(visitor) === userId || before?.userId === userId;
  const kept = isOwn ? [token, ...(before ? [before.token] : [])] : [];
  await transaction(async (tx) => {
    await tx.delete(sessions).where(and(eq(sessions.userId, userId), notInArray(sessions.token, kept)));
    if (!isOwn) await tx.delete(accounts).where(eq(accounts.userId, userId));
    const row = { actor: { type: "USER", id: userId }, action: "user.verify-email", entity: "User" } as const;
    const [was, is] = [{ emailVerified: false }, { emailVerified: true, signedUpHere: isOwn }];
    await audit(tx, [{ ...row, entityId: userId, before: was, after: is }], { now });
  });
  if (isOwn) return { ok: true, cookies };
  const resetToken = await newResetToken(userId, new Date(now.getTime() + resetLifetimeMs));
  return { ok: true, cookies: [], resetToken };
}

/** Whether a link is on its way to the new address; `wrong` is the password. An address that somebody has gets the same answer and no mail. */
export type ChangeEmailOutcome = { ok: true } | { ok: false; reason: "same" | "wrong" } | TooMany;

/**
 * Asks for another address: nothing changes until its owner has opened the link. The old address is told, so that
 * nobody loses an account without notice.
 */
export async function requestEmailChange(
  { userId, email, password }: { userId: string; email: string; password: string },
  { visitor, now }: { visitor: Headers; now: Date },
): Promise<ChangeEmailOutcome> {
  const newEmail = email.trim().toLowerCase();
  const refusal = await askedTooOften({ "mail-from": visitor, "verification-mail": userId, password: userId }, now);
  if (refusal) return refusal;
  // Whoever has the address can have the password reset: an open browser must not be enough.
  if (!(await knowsPassword(userId, password))) return { ok: false, reason: "wrong" };
  const [person] = await db().select(personColumns).from(users).where(eq(users.id, userId));
  if (!person || person.email.toLowerCase() === newEmail) return { ok: false, reason: "same" };
  const taken = await db().$count(users, eq(sql`lower(${users.email})`, newEmail));
  if (taken === 0) await enqueueEmails(db(), await changeMails(person, newEmail, now), { now });
  return { ok: true };
}

async function changeMails(person: Person, newEmail: string, now: Date): Promise<NewEmail[]> {
  const { id, name, email, locale } = person;
  const url = await confirmationLink({ userId: id, email, newEmail, wanted: "/akun" });
  const notAfter = new Date(now.getTime() + verificationLifetimeMs);
  return [
    {
      template: "change-email",
      dedupeKey: `change-email:${id}:${now.getTime()}`,
      to: { email: newEmail, locale },
      props: { name, url },
      notAfter,
    },
    {
      template: "email-change-asked",
      dedupeKey: `email-change-asked:${id}:${now.getTime()}`,
      to: { email, locale },
      props: { name, newEmail },
    },
  ];
}
