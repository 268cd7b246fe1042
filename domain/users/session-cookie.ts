import type { toCookieOptions } from "better-auth/cookies";

/** What the browser must keep, or forget, after signing in or out. */
export type SessionCookie = { name: string; value: string; options: ReturnType<typeof toCookieOptions> };
