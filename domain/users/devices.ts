import { and, desc, eq, gt, ne } from "drizzle-orm";
import { db, transaction } from "#db/connection.ts";
import { audit } from "#domain/audit/audit.ts";
import { limits } from "#limits.ts";
import { auth } from "./auth.ts";
import { sessions } from "./schema.ts";

/** One browser in which somebody is signed in. */
export type Device = {
  id: string;
  /** Names such as `Firefox` and `Android`; undefined where the browser does not say. */
  browser?: string;
  system?: string;
  signedInAt: Date;
  /** To the day: a session is stamped once a day at most. */
  seenAt: Date;
  /** True for the one that asks. */
  here: boolean;
};

/** Where somebody is signed in, this browser first, then the one used last. */
export async function devicesOf(userId: string, { visitor, now }: { visitor: Headers; now: Date }): Promise<Device[]> {
  const current = await auth().api.getSession({ headers: visitor });
  const rows = await db()
    .select()
    .from(sessions)
    .where(and(eq(sessions.userId, userId), gt(sessions.expiresAt, now)))
    .orderBy(desc(eq(sessions.id, current?.session.id ?? "")), desc(sessions.updatedAt))
    // Signing in keeps to that, too; a release before it did not.
    .limit(limits.session.mostOfOnePerson);
  return rows.map(({ id, userAgent, createdAt, updatedAt }) => ({
    id,
    ...namesIn(userAgent ?? ""),
    signedInAt: createdAt,
    seenAt: updatedAt,
    here: id === current?.session.id,
  }));
}

/** Signs somebody out everywhere but in the browser that asks. Returns how many sessions ended. */
export async function endOtherSessions(
  userId: string,
  { visitor, now }: { visitor: Headers; now: Date },
): Promise<number> {
  const current = await auth().api.getSession({ headers: visitor });
  if (current?.session.userId !== userId) return 0;
  return transaction(async (tx) => {
    const others = and(eq(sessions.userId, userId), ne(sessions.id, current.session.id));
    const ended = (await tx.delete(sessions).where(others)).rowCount ?? 0;
    const row = { actor: { type: "USER", id: userId }, action: "user.end-sessions", entity: "User" } as const;
    if (ended > 0) await audit(tx, [{ ...row, entityId: userId, before: null, after: { ended } }], { now });
    return ended;
  });
}

/**
 * Signs somebody out in one other browser. Returns false when it is not a session of theirs, is over already, or is the one
 * that asks: that one signs out.
 */
export async function endSession(
  userId: string,
  { sessionId, visitor, now }: { sessionId: string; visitor: Headers; now: Date },
): Promise<boolean> {
  const current = await auth().api.getSession({ headers: visitor });
  if (current?.session.userId !== userId || current.session.id === sessionId) return false;
  return transaction(async (tx) => {
    const his = and(eq(sessions.id, sessionId), eq(sessions.userId, userId));
    const [ended] = await tx.delete(sessions).where(his).returning({ userAgent: sessions.userAgent });
    if (!ended) return false;
    const { browser = null, system = null } = namesIn(ended.userAgent ?? "");
    const row = { actor: { type: "USER", id: userId }, action: "user.end-session", entity: "User" } as const;
    await audit(tx, [{ ...row, entityId: userId, before: { browser, system }, after: null }], { now });
    return true;
  });
}

/** Those that call themselves by another's name, too, stand first. */
const browsers = {
  Edg: "Edge",
  OPR: "Opera",
  SamsungBrowser: "Samsung Internet",
  Firefox: "Firefox",
  FxiOS: "Firefox",
  CriOS: "Chrome",
  Chrome: "Chrome",
  Safari: "Safari",
};
const systems = {
  Android: "Android",
  iPhone: "iPhone",
  iPad: "iPad",
  Windows: "Windows",
  "Mac OS X": "macOS",
  CrOS: "ChromeOS",
  Linux: "Linux",
};

function namesIn(userAgent: string): Pick<Device, "browser" | "system"> {
  const first = (names: Record<string, string>) =>
    names[Object.keys(names).find((mark) => userAgent.includes(mark)) ?? ""];
  return { browser: first(browsers), system: first(systems) };
}
