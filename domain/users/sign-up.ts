import { hashPassword } from "better-auth/crypto";
import { eq, sql } from "drizzle-orm";
import { newId } from "#db/columns.ts";
import { type Transaction, transaction } from "#db/connection.ts";
import { audit } from "#domain/audit/audit.ts";
import { enqueueEmails, type NewEmail } from "#domain/emails/emails.ts";
import type { Locale } from "#texts/languages.ts";
import type { TooMany } from "./auth-call.ts";
import { signUpCookie } from "./known-browser.ts";
import { askedTooOften } from "./limits.ts";
import { mailboxOf } from "./mailbox.ts";
import { type PasswordRefusal, refusedPassword } from "./password-choice.ts";
import { confirmedName, type Person, personColumns } from "./people.ts";
import { accounts, users } from "./schema.ts";
import type { SessionCookie } from "./session-cookie.ts";
import { verificationMail } from "./verification.ts";

/** What somebody tells who wants an account. */
export type SignUp = {
  name: string;
  email: string;
  /** International form, `+62…`. */
  phone: string;
  password: string;
  /** The language of the page, which their mails take on. */
  locale: Locale;
  /** The path to which the link in their mail leads in the end. */
  wanted?: string;
};

/** `ok` says only that a mail is on its way, whether the address was new or not. */
export type SignUpOutcome =
  /** The cookie says to whoever opens the mail's link in this browser that the password is their own. */
  { ok: true; cookies: SessionCookie[] } | { ok: false; reason: PasswordRefusal } | TooMany;

/**
 * Makes an account, and queues the mail that verifies its address in the same transaction: no account is ever left
 * without one. The owner of an address that has an account already is told so by mail; whoever typed it learns nothing.
 */
export async function signUp(asked: SignUp, { visitor, now }: { visitor: Headers; now: Date }): Promise<SignUpOutcome> {
  const { password } = asked;
  const email = asked.email.trim().toLowerCase();
  const bad = await refusedPassword(password, asked, { visitor, now });
  if (bad) return bad;
  // A mail goes out for every address, known or not, so that the mailbox counts at once.
  const refusal = await askedTooOften({ "sign-up-from": visitor, "sign-up": mailboxOf(email) }, now);
  if (refusal) return refusal;
  // Also for an address that is known: the time that an answer takes must not tell.
  const hash = await hashPassword(password);
  const userId = await transaction(async (tx) => {
    const person = await addUser(tx, { ...asked, email }, { hash, now });
    const mail = person
      ? await verificationMail({ ...person, linkVersion: 0 }, { wanted: asked.wanted, now })
      : await knownMail(tx, email, now);
    await enqueueEmails(tx, mail ? [mail] : [], { now });
    return person?.id;
  });
  return { ok: true, cookies: [signUpCookie(userId)] };
}

/** The new person, or nothing when the address has an account. */
async function addUser(
  tx: Transaction,
  { name, email, phone, locale }: SignUp,
  { hash, now }: { hash: string; now: Date },
): Promise<Person | undefined> {
  const stamps = { createdAt: now, updatedAt: now };
  const [person] = await tx
    .insert(users)
    .values({ id: newId(), name, email, emailVerified: false, phone, locale, ...stamps })
    .onConflictDoNothing()
    .returning(personColumns);
  if (!person) return undefined;
  const { id } = person;
  await tx
    .insert(accounts)
    .values({ id: newId(), userId: id, accountId: id, providerId: "credential", password: hash, ...stamps });
  const row = { actor: { type: "USER", id }, action: "user.sign-up", entity: "User", entityId: id } as const;
  await audit(tx, [{ ...row, before: null, after: { locale } }], { now });
  return person;
}

async function knownMail(tx: Transaction, email: string, now: Date): Promise<NewEmail | undefined> {
  const [owner] = await tx
    .select({ ...personColumns, suspendedAt: users.suspendedAt })
    .from(users)
    .where(eq(sql`lower(${users.email})`, email));
  if (!owner || owner.suspendedAt) return undefined;
  return {
    template: "account-exists",
    dedupeKey: `account-exists:${owner.id}:${now.getTime()}`,
    to: { email: owner.email, locale: owner.locale },
    props: { name: confirmedName(owner) },
  };
}
