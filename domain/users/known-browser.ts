import { randomBytes } from "node:crypto";
import { parseCookies } from "better-auth/cookies";
import { newId } from "#db/columns.ts";
import { env } from "#env.ts";
import type { SessionCookie } from "./session-cookie.ts";
import { isSigned, sign } from "./signature.ts";

/** What browsers keep about who was in them before. It opens nothing by itself. */

const known = "setrip.known_browser";
const halfAYearSeconds = 180 * 86_400;

/**
 * Kept after somebody has signed in as this address, or has set its password by a link. Attempts in that browser are
 * counted apart: whoever burns an account's attempts from elsewhere keeps out nobody but themselves and browsers that were
 * never in. Source: OWASP, "Slow Down Online Guessing Attacks with Device Cookies".
 */
export function knownBrowserCookie(email: string): SessionCookie {
  const mark = randomBytes(16).toString("base64url");
  return cookie(known, `${mark}.${sign(known, textOf(mark, email))}`, halfAYearSeconds);
}

/** By whom attempts to sign in as this address are counted: by this one browser where it is known, else by everybody together. */
export function whoSignsIn(email: string, visitor: Headers | undefined): string {
  const { text: mark, signature } = signedValueIn(visitor, known);
  return isSigned(known, textOf(mark, email), signature) ? `${email} ${mark}` : email;
}

const textOf = (mark: string, email: string) => `${mark}:${email.trim().toLowerCase()}`;

const signedUp = "setrip.signed_up";
const dayInSeconds = 86_400;

/** Kept after a sign-up. Where the address had an account already it is for nobody, and looks the same. */
export function signUpCookie(userId: string = newId()): SessionCookie {
  return cookie(signedUp, `${userId}.${sign(signedUp, userId)}`, dayInSeconds);
}

/** Whose account was made in this browser lately; undefined where none was. */
export function signedUpHere(visitor: Headers): string | undefined {
  const { text: userId, signature } = signedValueIn(visitor, signedUp);
  return isSigned(signedUp, userId, signature) ? userId : undefined;
}

function cookie(name: string, value: string, maxAge: number): SessionCookie {
  const secure = env().APP_URL.startsWith("https:");
  return {
    name,
    value,
    options: { path: "/", maxAge, sameSite: "lax", httpOnly: true, secure } as SessionCookie["options"],
  };
}

function signedValueIn(visitor: Headers | undefined, name: string): { text: string; signature: string } {
  const [text = "", signature = ""] = (parseCookies(visitor?.get("cookie") ?? "").get(name) ?? "").split(".");
  return { text, signature };
}
