import type { TooMany } from "./auth-call.ts";
import { askedTooOften } from "./limits.ts";
import { maxPasswordLength, minPasswordLength } from "./password-length.ts";
import { guessable, type Owner } from "./password-strength.ts";

/** What is wrong with a password that somebody chose. `own`: made of their name or address; `usual`: tried by everybody. */
export type PasswordRefusal = "too-short" | "too-long" | "own" | "usual";

/**
 * Why a password cannot be chosen, wherever one is; undefined where it can. To judge one costs time, so it is counted.
 * Passwords that people have already are not judged: they sign in as before.
 */
export async function refusedPassword(
  password: string,
  owner: Owner,
  { visitor, now }: { visitor: Headers; now: Date },
): Promise<{ ok: false; reason: PasswordRefusal } | TooMany | undefined> {
  if (password.length < minPasswordLength) return { ok: false, reason: "too-short" };
  if (password.length > maxPasswordLength) return { ok: false, reason: "too-long" };
  const refusal = await askedTooOften({ "password-choice": visitor }, now);
  if (refusal) return refusal;
  const reason = await guessable(password, owner);
  return reason && { ok: false, reason };
}
