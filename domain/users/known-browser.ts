import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import { parseCookies } from "better-auth/cookies";
import { env } from "#env.ts";
import type { SessionCookie } from "./auth-call.ts";

/**
 * A browser in which somebody has signed in is known by a cookie, and its attempts at his account are counted apart:
 * whoever burns an account's attempts from elsewhere keeps out nobody but himself and browsers that were never in.
 * It opens nothing by itself. Source: OWASP, "Slow Down Online Guessing Attacks with Device Cookies".
 */

const name = "setrip.known_browser";
const halfAYearSeconds = 180 * 86_400;

/** What the browser keeps after somebody has signed in as this address, or has set its password by a link. */
export function knownBrowserCookie(email: string): SessionCookie {
  const mark = randomBytes(16).toString("base64url");
  const secure = env().APP_URL.startsWith("https:");
  const options = { path: "/", maxAge: halfAYearSeconds, sameSite: "lax", httpOnly: true, secure } as const;
  return { name, value: `${mark}.${sign(mark, email)}`, options } as SessionCookie;
}

/** By whom attempts to sign in as this address are counted: by this one browser where it is known, else by everybody together. */
export function whoSignsIn(email: string, visitor: Headers | undefined): string {
  const [mark = "", signature = ""] = (parseCookies(visitor?.get("cookie") ?? "").get(name) ?? "").split(".");
  const [sent, right] = [Buffer.from(signature), Buffer.from(sign(mark, email))];
  return sent.length === right.length && timingSafeEqual(sent, right) ? `${email} ${mark}` : email;
}

function sign(mark: string, email: string): string {
  const key = env().AUTH_SECRET ?? "";
  return createHmac("sha256", key).update(`known-browser:${mark}:${email.trim().toLowerCase()}`).digest("base64url");
}
