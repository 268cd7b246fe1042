import { eq } from "drizzle-orm";
import { db } from "#db/connection.ts";
import { plainCharacters } from "#typed-text.ts";
import { auth } from "./auth.ts";
import type { TooMany } from "./auth-call.ts";
import { askedTooOften } from "./limits.ts";
import { hasPassword, knowsPassword } from "./passwords.ts";
import { users } from "./schema.ts";
import { logRefusal } from "./security-log.ts";
import { takeCode } from "./single-use-codes.ts";

/** With what somebody who is signed in shows that they are the owner: a code where signing in takes one, else the password. */
export type ProofKind = "code" | "password" | "none";

/** Which proof is asked of somebody. `none`: they have no password yet, and get one by a link first. */
export async function proofKindOf(userId: string): Promise<ProofKind> {
  const [user] = await db()
    .select({ twoFactorEnabled: users.twoFactorEnabled })
    .from(users)
    .where(eq(users.id, userId));
  if (user?.twoFactorEnabled) return "code";
  return (await hasPassword(userId)) ? "password" : "none";
}

/** `used`: the code was right, but taken before. `no-password`: there is nothing yet to prove it with. */
export type OwnerProved =
  | { ok: true }
  | { ok: false; reason: "wrong-password" | "wrong-code" | "used" | "no-password" }
  | TooMany;

/**
 * Whether it is the owner of the account who asks: an open browser, or a cookie that somebody took, must not be enough
 * to send money or links elsewhere. `typed` is the code or the password, see {@link proofKindOf}; attempts are limited.
 */
export async function proveOwner(
  { what, ...asked }: { userId: string; typed: string; what: "bank-account" | "email" | "export" | "deletion" },
  now: Date,
): Promise<OwnerProved> {
  const proved = await prove(asked, now);
  if (!proved.ok && proved.reason !== "too-many")
    logRefusal("owner not proved", { account: asked.userId, reason: proved.reason, what }, now);
  return proved;
}

async function prove({ userId, typed }: { userId: string; typed: string }, now: Date): Promise<OwnerProved> {
  const refusal = await askedTooOften({ password: userId }, now);
  if (refusal) return refusal;
  const kind = await proofKindOf(userId);
  if (kind === "none") return { ok: false, reason: "no-password" };
  if (kind === "password") {
    return (await knowsPassword(userId, typed)) ? { ok: true } : { ok: false, reason: "wrong-password" };
  }
  return proveCode(userId, typed);
}

/** Whether a code is the one that somebody's authenticator shows now; it is used up by that. Whoever asks counts the attempts. */
export async function proveCode(
  userId: string,
  typed: string,
): Promise<{ ok: true } | { ok: false; reason: "wrong-code" | "used" }> {
  const { secretConfig } = await auth().$context;
  const taken = await takeCode({ userId, code: asTotpCode(typed), key: secretConfig });
  if (taken === "taken") return { ok: true };
  return { ok: false, reason: taken === "used" ? "used" : "wrong-code" };
}

/** An authenticator's code, however its digits were parted. */
export const asTotpCode = (typed: string): string => plainCharacters(typed).replace(/[ -]/g, "");
