import { eq } from "drizzle-orm";
import { anyOf } from "#db/conditions.ts";
import { db, transaction } from "#db/connection.ts";
import { audit } from "#domain/audit/audit.ts";
import { enqueueEmails } from "#domain/emails/emails.ts";
import { auth } from "./auth.ts";
import { type AuthResponse, callAuth, type TooMany } from "./auth-call.ts";
import { askedTooOften } from "./limits.ts";
import { asTotpCode, proveCode } from "./owner-proof.ts";
import { knowsPassword } from "./passwords.ts";
import { confirmedName, personColumns } from "./people.ts";
import { asRecoveryCode, isRecoveryCode } from "./recovery-codes.ts";
import { sessions, users } from "./schema.ts";
import { logRefusal } from "./security-log.ts";
import type { SessionCookie } from "./session-cookie.ts";
import { recoveryCodesChanged } from "./single-use-codes.ts";

/** Somebody signed in, by their own request. */
type Owner = { userId: string; visitor: Headers; now: Date };

/** What an authenticator needs to know, or why it is not told. */
export type BegunTwoFactor =
  /** `uri` is what the QR code holds; `secret` the part of it that can be typed. */
  | { ok: true; uri: string; secret: string }
  /** `unverified`: the address must be confirmed first, because its link signs in without a second step. */
  | { ok: false; reason: "wrong" | "already" | "unverified" }
  | TooMany;

/** Makes a secret for somebody's authenticator. Nothing is asked of them when signing in until they have typed a first code. */
export async function beginTwoFactor(
  { password, emailVerified }: { password: string; emailVerified: boolean },
  { userId, visitor, now }: Owner,
): Promise<BegunTwoFactor> {
  if (!emailVerified) return { ok: false, reason: "unverified" };
  const refusal = await askedTooOften({ password: userId }, now);
  if (refusal) return refusal;
  const call = () => callAuth("/two-factor/enable", { body: { password }, visitor, withCookies: true });
  // Pressed twice at once, both make the person's one row, and the library fails for the second: now it is there.
  const response = await call().catch(call);
  if (response.tooMany) return response.tooMany;
  if (!response.ok) return { ok: false, reason: response.code === "TOTP_ALREADY_ENABLED" ? "already" : "wrong" };
  const uri = String(response.body.totpURI);
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
  const response = await callAuth("/two-factor/verify-totp", { body, visitor, withCookies: true });
  if (response.tooMany) return response.tooMany;
  if (response.code === "CODE_USED") return { ok: false, reason: "used" };
  if (!response.ok) return { ok: false, reason: response.code === "TOTP_NOT_ENABLED" ? "expired" : "wrong" };
  const { backupCodes } = await auth().api.viewBackupCodes({ body: { userId } });
  await recordTwoFactor(userId, { on: true, end: before.map(({ id }) => id), now });
  return { ok: true, cookies: response.cookies, recoveryCodes: backupCodes };
}

/**
 * With what somebody weakens their second step: the password, and a fresh code of the authenticator or one of the recovery
 * codes, which is then used up. The password alone must not open what the second step guards.
 */
export type BothSteps = { password: string; code: string };

/** `wrong` is the password. `used`: the code was right, but taken before. */
export type NotBothSteps = { ok: false; reason: "wrong" | "wrong-code" | "used" } | TooMany;

/** New recovery codes, or why there are none. */
export type RenewedCodes = { ok: true; recoveryCodes: string[] } | NotBothSteps;

/** Makes new recovery codes; the older ones stop working. */
export async function renewRecoveryCodes(
  { password, code }: BothSteps,
  { userId, visitor, now }: Owner,
): Promise<RenewedCodes> {
  const refusal = await proveBoth({ password, code }, { userId, visitor, now });
  if (refusal) return refusal;
  const path = "/two-factor/generate-backup-codes";
  const response = await callAuth(path, { body: { password }, visitor, withCookies: true });
  if (response.tooMany) return response.tooMany;
  if (!response.ok) return { ok: false, reason: "wrong" };
  return { ok: true, recoveryCodes: response.body.backupCodes as string[] };
}

/** Goes back to signing in with the password alone. */
export async function turnOffTwoFactor(
  { password, code }: BothSteps,
  { userId, visitor, now }: Owner,
): Promise<{ ok: true; cookies: SessionCookie[] } | NotBothSteps> {
  const refusal = await proveBoth({ password, code }, { userId, visitor, now });
  if (refusal) return refusal;
  const response = await callAuth("/two-factor/disable", { body: { password }, visitor, withCookies: true });
  if (response.tooMany) return response.tooMany;
  if (!response.ok) return { ok: false, reason: "wrong" };
  await recordTwoFactor(userId, { on: false, now });
  return { ok: true, cookies: response.cookies };
}

/** The password first: a code is used up once it was right. */
async function proveBoth({ password, code }: BothSteps, owner: Owner): Promise<NotBothSteps | undefined> {
  const { userId, now } = owner;
  const refusal = await askedTooOften({ password: userId }, now);
  if (refusal) return refusal;
  const refuse = (reason: "wrong" | "wrong-code" | "used") => {
    logRefusal("owner not proved", { account: userId, reason, what: "two-factor" }, now);
    return { ok: false, reason } as const;
  };
  if (!(await knowsPassword(userId, password))) return refuse("wrong");
  if (!isRecoveryCode(code)) {
    const proved = await proveCode(userId, code);
    return proved.ok ? undefined : refuse(proved.reason);
  }
  const response = await takeRecoveryCode({ code, disableSession: true }, owner.visitor);
  return response.ok ? undefined : (response.tooMany ?? refuse("wrong-code"));
}

/** The second step of signing in: a code of the authenticator, or one of the recovery codes, which is then used up. */
export async function signInWithCode(
  { code, recovery }: { code: string; recovery: boolean },
  visitor: Headers,
): Promise<CodeOutcome> {
  const response = recovery
    ? await takeRecoveryCode({ code }, visitor)
    : await callAuth("/two-factor/verify-totp", { body: { code: asTotpCode(code) }, visitor, withCookies: true });
  if (response.ok) return { ok: true, cookies: response.cookies };
  if (response.tooMany) return response.tooMany;
  if (response.code === "ACCOUNT_SUSPENDED") return { ok: false, reason: "suspended" };
  if (response.code === "CODE_USED") return { ok: false, reason: "used" };
  const wrong = ["INVALID_CODE", "INVALID_BACKUP_CODE"].includes(response.code ?? "");
  return { ok: false, reason: wrong ? "wrong" : "expired" };
}

/** As many as somebody has: of that many at once, each in turn meets one less. */
const mostTurns = 10;

/**
 * Uses a recovery code up. The library takes one at a time and refuses whoever comes in the same moment, also with another
 * code that is right: they have their turn after it.
 */
async function takeRecoveryCode(
  { code, disableSession = false }: { code: string; disableSession?: boolean },
  visitor: Headers,
): Promise<AuthResponse> {
  const body = { code: asRecoveryCode(code), disableSession };
  const call = () => callAuth("/two-factor/verify-backup-code", { body, visitor, withCookies: true });
  let response = await call();
  for (let turns = 1; response.code === recoveryCodesChanged && turns < mostTurns; turns++) response = await call();
  return response;
}

/** Ends the sessions that know nothing of the second step, writes the change down and tells the owner: it may not have been them. */
function recordTwoFactor(
  userId: string,
  { on, end = [], now }: { on: boolean; end?: string[]; now: Date },
): Promise<void> {
  const by = { actor: { type: "USER", id: userId }, now } as const;
  return transaction(async (tx) => {
    await tx.delete(sessions).where(anyOf(sessions.id, end));
    const action = on ? "user.two-factor-on" : "user.two-factor-off";
    const row = { actor: by.actor, action, entity: "User", entityId: userId } as const;
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
