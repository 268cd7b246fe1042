import { cookies } from "next/headers";
import type { SessionCookie } from "#domain/users/session-cookie.ts";

/** Has the browser keep, or forget, what the auth library changed. For actions only: a page cannot set cookies. */
export async function keepCookies(changed: SessionCookie[]): Promise<void> {
  const jar = await cookies();
  for (const { name, value, options } of changed) jar.set(name, value, options);
}
