import { eq } from "drizzle-orm";
import { anyOf } from "#db/any-of.ts";
import { db, transaction } from "#db/connection.ts";
import { audit } from "#domain/audit/audit.ts";
import { enqueueEmails } from "#domain/emails/emails.ts";
import { plainCharacters } from "#typed-text.ts";
import { auth } from "./auth.ts";
import { callAuth, type TooMany } from "./auth-call.ts";
import { askedTooOften } from "./limits.ts";
import { confirmedName, personColumns } from "./people.ts";
import { asRecoveryCode } from "./recovery-codes.ts";
import { sessions, users } from "./schema.ts";
import type { SessionCookie } from "./session-cookie.ts";

/** Somebody signed in, by his own request. */
type Owner = { userId: string; visitor: Headers; now: Date };

/** What an authenticator needs to know, or why it is not told. */
export type BegunTwoFactor =
  /** `uri` is what the QR code holds; `secret` the part of it that can be typed. */
  | { ok: true; uri: string; secret: string }
  /** `unverified`: the address must be confirmed first, because its link signs in without a second step. */
  | { ok: false; reason: "wrong" | "already" | "unverified" }
  | TooMany;

/** Makes a secret for somebody's authenticator. Nothing is asked of him when signing in until he has typed a first code. */
export async function beginTwoFactor(
  { password, emailVerified }: { password: string; emailVerified: boolean },
  { userId, visitor, now }: Owner,
): Promise<BegunTwoFactor> {
  if (!emailVerified) return { ok: false, reason: "unverified" };
  const refusal = await askedTooOften({ password: userId }, now);
  if (refusal) return refusal;
  const answer = await callAuth("/two-factor/enable", { body: { password }, visitor, withCookies: true });
  if (answer.tooMany) return answer.tooMany;
  if (!answer.ok) return { ok: false, reason: answer.code === "TOTP_ALREADY_ENABLED" ? "already" : "wrong" };
  const uri = String(answer.body.totpURI);
  return { ok: true, uri, secret: new URL(uri).searchParams.get("secret") ?? "" };
}

/** Whether a code was right. `used`: right, but taken before. `expired`: the sign-in that it belongs to must begin again. */
export type CodeOutcome<Extra = object> =
  | ({ ok: true; cookies: SessionCookie[] } & Extra)
  | { ok: false; reason: "wrong" | "used" | "expired" | "suspended" }
  | TooMany;

/**
 * Takes the first code of an authenticator: from now on signing in needs a second step. Returns the recovery codes, which
 * are never shown again. Sessions that were opened without the second step end, all but this one.
 */
export async function confirmTwoFactor(
  { code }: { code: string },
  { userId, visitor, now }: Owner,
): Promise<CodeOutcome<{ recoveryCodes: string[] }>> {
  const [user] = await db().select({ on: users.twoFactorEnabled }).from(users).where(eq(users.id, userId));
  // Otherwise whoever finds an open browser could have the recovery codes shown by guessing.
  if (user?.on !== false) return { ok: false, reason: "expired" };
  const body = { code: asTotpCode(code) };
  const before = await db().select({ id: sessions.id }).from(sessions).where(eq(sessions.userId, userId));
  const answer = await callAuth("/two-factor/verify-totp", { body, visitor, withCookies: true });
  if (answer.tooMany) return answer.tooMany;
  if (answer.code === "CODE_USED") return { ok: false, reason: "used" };
  if (!answer.ok) return { ok: false, reason: answer.code === "TOTP_NOT_ENABLED" ? "expired" : "wrong" };
  const { backupCodes } = await auth().api.viewBackupCodes({ body: { userId } });
  await recordTwoFactor(userId, { on: true, end: before.map(({ id }) => id), now });
  return { ok: true, cookies: answer.cookies, recoveryCodes: backupCodes };
}

/** New recovery codes, or why there are none. */
export type RenewedCodes = { ok: true; recoveryCodes: string[] } | { ok: false; reason: "wrong" } | TooMany;

/** Makes new recovery codes; the older ones stop working. */
export async function renewRecoveryCodes(
  { password }: { password: string },
  { userId, visitor, now }: Owner,
): Promise<RenewedCodes> {
  const refusal = await askedTooOften({ password: userId }, now);
  if (refusal) return refusal;
  const path = "/two-factor/generate-backup-codes";
  const answer = await callAuth(path, { body: { password }, visitor, withCookies: true });
  if (answer.tooMany) return answer.tooMany;
  if (!answer.ok) return { ok: false, reason: "wrong" };
  return { ok: true, recoveryCodes: answer.body.backupCodes as string[] };
}

/** Goes back to signing in with the password alone. */
export async function turnOffTwoFactor(
  { password }: { password: string },
  { userId, visitor, now }: Owner,
): Promise<CodeOutcome> {
  const refusal = await askedTooOften({ password: userId }, now);
  if (refusal) return refusal;
  const answer = await callAuth("/two-factor/disable", { body: { password }, visitor, withCookies: true });
  if (answer.tooMany) return answer.tooMany;
  if (!answer.ok) return { ok: false, reason: "wrong" };
  await recordTwoFactor(userId, { on: false, now });
  return { ok: true, cookies: answer.cookies };
}

/** The second step of signing in: a code of the authenticator, or one of the recovery codes, which is then used up. */
export async function signInWithCode(
  { code, recovery }: { code: string; recovery: boolean },
  visitor: Headers,
): Promise<CodeOutcome> {
  const path = recovery ? "/two-factor/verify-backup-code" : "/two-factor/verify-totp";
  const body = { code: recovery ? asRecoveryCode(code) : asTotpCode(code) };
  const answer = await callAuth(path, { body, visitor, withCookies: true });
  if (answer.ok) return { ok: true, cookies: answer.cookies };
  if (answer.tooMany) return answer.tooMany;
  if (answer.code === "ACCOUNT_SUSPENDED") return { ok: false, reason: "suspended" };
  if (answer.code === "CODE_USED") return { ok: false, reason: "used" };
  const wrong = ["INVALID_CODE", "INVALID_BACKUP_CODE"].includes(answer.code ?? "");
  return { ok: false, reason: wrong ? "wrong" : "expired" };
}

/** An authenticator's code, however its digits were parted. */
const asTotpCode = (typed: string) => plainCharacters(typed).replace(/[ -]/g, "");

/** Ends the sessions that know nothing of the second step, writes the change down and tells the owner: it may not have been he. */
function recordTwoFactor(
  userId: string,
  { on, end = [], now }: { on: boolean; end?: string[]; now: Date },
): Promise<void> {
  const by = { actor: { type: "USER", id: userId }, now } as const;
  return transaction(async (tx) => {
    await tx.delete(sessions).where(anyOf(sessions.id, end));
    const row = { actor: by.actor, action: `user.two-factor-${on ? "on" : "off"}`, entity: "User", entityId: userId };
    await audit(tx, [{ ...row, before: { twoFactorEnabled: !on }, after: { twoFactorEnabled: on } }], by);
    const [person] = await tx.select(personColumns).from(users).where(eq(users.id, userId));
    if (!person) return;
    const mail = {
      template: on ? "two-factor-on" : "two-factor-off",
      dedupeKey: `two-factor-${on ? "on" : "off"}:${userId}:${now.getTime()}`,
      to: { email: person.email, locale: person.locale },
      props: { name: confirmedName(person) },
    } as const;
    await enqueueEmails(tx, [mail], { now });
  });
}
