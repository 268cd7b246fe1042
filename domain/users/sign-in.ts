import { callAuth, type TooMany } from "./auth-call.ts";
import { knownBrowserCookie } from "./known-browser.ts";
import type { SessionCookie } from "./session-cookie.ts";

/** `wrong` does not tell whether the address is known. */
export type SignInOutcome =
  /** `secondStep`: the cookies open nothing yet but the page that asks for a code. */
  { ok: true; cookies: SessionCookie[]; secondStep: boolean } | { ok: false; reason: "wrong" | "suspended" } | TooMany;

/** Signs somebody in. `visitor` are their own headers. Unknown address and wrong password are one answer. */
export async function signIn(
  credentials: { email: string; password: string },
  visitor: Headers,
): Promise<SignInOutcome> {
  const response = await callAuth("/sign-in/email", { body: credentials, visitor, withCookies: true });
  if (response.ok) {
    const cookies = [...response.cookies, knownBrowserCookie(credentials.email)];
    return { ok: true, cookies, secondStep: response.body.twoFactorRedirect === true };
  }
  if (response.tooMany) return response.tooMany;
  return { ok: false, reason: response.code === "ACCOUNT_SUSPENDED" ? "suspended" : "wrong" };
}

/** Ends the visitor's session. Does nothing when there is none. */
export async function signOut(visitor: Headers): Promise<SessionCookie[]> {
  return (await callAuth("/sign-out", { body: {}, visitor, withCookies: true })).cookies;
}
