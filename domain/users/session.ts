import { getSessionCookie } from "better-auth/cookies";
import { eq } from "drizzle-orm";
import { db } from "#db/connection.ts";
import { env } from "#env.ts";
import type { Locale } from "#texts/languages.ts";
import { longestSessionMs, sessionEndsAt } from "./absolute-sessions.ts";
import { auth, cookiePrefix } from "./auth.ts";
import { type roles, sessions, users } from "./schema.ts";

/** Who is asking. */
export type Visitor = {
  id: string;
  email: string;
  name: string;
  /** What they may do now: an administrator without a second step is a user until they have turned it on. */
  role: (typeof roles)[number];
  /** True for an administrator who is kept from being one by that. Never in the demo, whose passwords everybody knows. */
  lacksSecondStep: boolean;
  locale: Locale;
  /** False until they have opened the link of a verification mail; then they can neither book nor apply. */
  emailVerified: boolean;
  /** True where signing in takes a second step. */
  twoFactorEnabled: boolean;
};

/** The signed-in person of a request, or nothing. Somebody suspended meanwhile counts as signed out. */
export async function visitorOf(
  headers: Headers,
  { demo = env().SETRIP_DEMO === "on" }: { demo?: boolean } = {},
): Promise<Visitor | undefined> {
  // Most people who look around are signed out, and the library does a good deal before it finds that.
  if (!getSessionCookie(headers, { cookiePrefix })) return undefined;
  const found = await auth().api.getSession({ headers });
  if (!found || found.user.suspendedAt) return undefined;
  const { id, email, name, locale, emailVerified } = found.user;
  const twoFactorEnabled = found.user.twoFactorEnabled === true;
  const lacksSecondStep = found.user.role === "ADMIN" && !twoFactorEnabled && !demo;
  return {
    id,
    email,
    name,
    role: lacksSecondStep ? "USER" : (found.user.role as Visitor["role"]),
    lacksSecondStep,
    locale: locale as Visitor["locale"],
    emailVerified,
    twoFactorEnabled,
  };
}

/**
 * Why somebody is signed out whose browser still has a session's cookie: it lasted as long as any may (`afterMs`), or it
 * was ended, or nobody used it for long. Undefined for a browser that has none.
 */
export async function signedOutReason(
  headers: Headers,
): Promise<{ over: true; afterMs: number } | { over: false } | undefined> {
  const token = getSessionCookie(headers, { cookiePrefix });
  if (!token) return undefined;
  const [session] = await db()
    .select({ createdAt: sessions.createdAt, role: users.role })
    .from(sessions)
    .innerJoin(users, eq(users.id, sessions.userId))
    // The cookie is the token with a signature behind it. It opens nothing here, so the signature is not looked at.
    .where(eq(sessions.token, token.split(".")[0] ?? ""));
  const isOver = session && sessionEndsAt(session).getTime() <= Date.now();
  return isOver ? { over: true, afterMs: longestSessionMs(session.role) } : { over: false };
}
