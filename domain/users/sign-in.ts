import { type CookieAttributes, parseSetCookieHeader, toCookieOptions } from "better-auth/cookies";
import { env } from "#env.ts";
import { auth } from "./auth.ts";

/** What the browser must keep, or forget, after signing in or out. */
export type SessionCookie = { name: string; value: string; options: ReturnType<typeof toCookieOptions> };

/** `wrong` does not tell whether the address is known. */
export type SignInOutcome =
  | { ok: true; cookies: SessionCookie[] }
  | { ok: false; reason: "wrong" | "suspended" }
  | { ok: false; reason: "too-many"; retryAfterSeconds: number };

/**
 * Signs somebody in through the library's HTTP handler, where its rate limit stands: direct calls would pass by it.
 * `headers` are the visitor's own. Unknown address and wrong password are one answer.
 */
export async function signIn(
  credentials: { email: string; password: string },
  headers: Headers,
): Promise<SignInOutcome> {
  const response = await callAuth("/sign-in/email", credentials, headers);
  if (response.ok) return { ok: true, cookies: cookiesOf(response) };
  if (response.status === 429) return tooMany(response);
  if (response.status === 403 && (await codeOf(response)) === "ACCOUNT_SUSPENDED") {
    return { ok: false, reason: "suspended" };
  }
  if (response.status < 500) return { ok: false, reason: "wrong" };
  throw new AuthCallError(`Signing in answered ${response.status}`);
}

/** Ends the visitor's session. Does nothing when there is none. */
export async function signOut(headers: Headers): Promise<SessionCookie[]> {
  return cookiesOf(await callAuth("/sign-out", {}, headers, { cookie: headers.get("cookie") ?? "" }));
}

/** `expired`: the link was used, is too old or never was one. */
export type SetPasswordOutcome =
  | { ok: true }
  | { ok: false; reason: "expired" | "too-short" | "too-long" }
  | { ok: false; reason: "too-many"; retryAfterSeconds: number };

/** Sets a password by a one-time link's token, which is then used up. Ends every session of that person. */
export async function setPassword(
  { token, password }: { token: string; password: string },
  headers: Headers,
): Promise<SetPasswordOutcome> {
  const response = await callAuth("/reset-password", { token, newPassword: password }, headers);
  if (response.ok) return { ok: true };
  if (response.status === 429) return tooMany(response);
  const code = await codeOf(response);
  if (code === "PASSWORD_TOO_SHORT") return { ok: false, reason: "too-short" };
  if (code === "PASSWORD_TOO_LONG") return { ok: false, reason: "too-long" };
  if (response.status < 500) return { ok: false, reason: "expired" };
  throw new AuthCallError(`Setting a password answered ${response.status}`);
}

/** The auth library failed in a way that the visitor cannot mend. */
export class AuthCallError extends Error {
  override name = "AuthCallError";
}

function callAuth(path: string, body: object, visitor: Headers, more: Record<string, string> = {}): Promise<Response> {
  const { APP_URL } = env();
  // The form's own origin was checked by the framework; the handler wants to see the app's.
  const headers = new Headers({ "content-type": "application/json", origin: APP_URL, ...more });
  for (const name of ["x-real-ip", "user-agent"]) {
    const value = visitor.get(name);
    if (value) headers.set(name, value);
  }
  return auth().handler(
    new Request(`${APP_URL}/api/auth${path}`, { method: "POST", headers, body: JSON.stringify(body) }),
  );
}

function tooMany(response: Response): { ok: false; reason: "too-many"; retryAfterSeconds: number } {
  return { ok: false, reason: "too-many", retryAfterSeconds: Number(response.headers.get("x-retry-after")) || 60 };
}

async function codeOf(response: Response): Promise<string | undefined> {
  const body = (await response.json().catch(() => ({}))) as { code?: string };
  return body.code;
}

function cookiesOf(response: Response): SessionCookie[] {
  const entries = response.headers
    .getSetCookie()
    .flatMap((line): [string, CookieAttributes][] => [...parseSetCookieHeader(line)]);
  return entries.map(([name, attributes]) => ({ name, value: attributes.value, options: toCookieOptions(attributes) }));
}
