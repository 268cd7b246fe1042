import { cookies } from "next/headers";
import type { SessionCookie } from "#domain/users/session-cookie.ts";

/** Has the browser keep, or forget, what the auth library changed. For actions only: a page cannot set cookies. */
export async function keepCookies(changed: SessionCookie[]): Promise<void> {
  const jar = await cookies();
  for (const { name, value, options } of changed) jar.set(name, value, options);
}

const signedOutCookie = "setrip-signed-out";

/** Notes that this browser has just signed out, for a minute: only the page that comes next can empty what it keeps. For actions only. */
export async function noteSignedOut(): Promise<void> {
  const options = { httpOnly: true, maxAge: 60, path: "/", sameSite: "lax" } as const;
  (await cookies()).set(signedOutCookie, "1", options);
}

/** Whether this browser has just signed out. */
export async function hasSignedOut(): Promise<boolean> {
  return (await cookies()).has(signedOutCookie);
}
