import { type CookieAttributes, parseSetCookieHeader, toCookieOptions } from "better-auth/cookies";
import { env } from "#env.ts";
import { auth } from "./auth.ts";
import type { SessionCookie } from "./session-cookie.ts";

/** Somebody tried too often; the next attempt counts in so many seconds. */
export type TooMany = { ok: false; reason: "too-many"; retryAfterSeconds: number };

/** The auth library failed in a way that the visitor cannot mend. */
export class AuthCallError extends Error {
  override name = "AuthCallError";
}

/** What the library said. `code` names a refusal. */
export type AuthResponse = {
  ok: boolean;
  code?: string;
  body: Record<string, unknown>;
  cookies: SessionCookie[];
  /** Set when it was asked too often. */
  tooMany?: TooMany;
};

type AuthCall = {
  /** Posted as JSON; without one the call is a GET. */
  body?: object;
  /** The visitor's own headers. */
  visitor: Headers;
  /** True where the library must know whose session it is, or whose browser. */
  withCookies?: boolean;
};

/**
 * Calls an endpoint of the auth library through its HTTP handler, where its rate limits stand: direct calls would pass
 * by them. Throws {@link AuthCallError} when the library itself fails.
 */
export async function callAuth(path: string, { body, visitor, withCookies = false }: AuthCall): Promise<AuthResponse> {
  const { APP_URL } = env();
  // The form's own origin was checked by the framework; the handler wants to see the app's.
  const headers = new Headers({ "content-type": "application/json", origin: APP_URL });
  for (const name of ["x-real-ip", "user-agent", ...(withCookies ? ["cookie"] : [])]) {
    const value = visitor.get(name);
    if (value) headers.set(name, value);
  }
  const request = { method: body ? "POST" : "GET", headers, body: body && JSON.stringify(body) };
  const response = await auth().handler(new Request(`${APP_URL}/api/auth${path}`, request));
  if (response.status >= 500) throw new AuthCallError(`${path.split("?")[0]} answered ${response.status}`);
  const json = ((await response.json().catch(() => null)) ?? {}) as Record<string, unknown>;
  const code = typeof json.code === "string" ? json.code : undefined;
  return { ok: response.ok, code, body: json, cookies: cookiesOf(response), tooMany: tooMany(response) };
}

function tooMany({ status, headers }: Response): TooMany | undefined {
  if (status !== 429) return undefined;
  return { ok: false, reason: "too-many", retryAfterSeconds: Number(headers.get("x-retry-after")) || 60 };
}

/** A cookie that is set twice keeps its last value, as in a browser. */
function cookiesOf(response: Response): SessionCookie[] {
  const entries = response.headers
    .getSetCookie()
    .flatMap((line): [string, CookieAttributes][] => [...parseSetCookieHeader(line)]);
  return [...new Map(entries)].map(([name, attributes]) => ({
    name,
    value: attributes.value,
    options: toCookieOptions(attributes),
  }));
}
