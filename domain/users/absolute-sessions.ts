import type { BetterAuthPlugin } from "better-auth";
import { setShouldSkipSessionRefresh } from "better-auth/api";
import { policy } from "#domain/policy.ts";
import type { roles } from "./schema.ts";

/** When somebody signed in, and what they may do since. */
export type SessionStart = { createdAt: Date; role: (typeof roles)[number] };

/** How long a session may last at most. A role that changed meanwhile counts at once. Rule: docs/domain.md#accounts */
export function longestSessionMs(role: SessionStart["role"]): number {
  return role === "ADMIN" ? policy.adminSessionMs : policy.sessionMs;
}

/** The moment after which nobody comes on without signing in again, however busy the session is. */
export function sessionEndsAt({ createdAt, role }: SessionStart): Date {
  return new Date(createdAt.getTime() + longestSessionMs(role));
}

/** The earlier of a session's idle end, which use puts off, and its last moment, which nothing does. */
export function cappedEnd(idleEnd: Date, start: SessionStart): Date {
  return new Date(Math.min(idleEnd.getTime(), sessionEndsAt(start).getTime()));
}

/** Where signing in begins a session; everywhere else a new one takes the place of an old one and is as old as that. */
const signsIn = ["/sign-in/email", "/verify-email"];

/** Since when a session counts that takes the place of `current`, the one of the request. */
export function startOf(
  made: { userId: string; createdAt: Date },
  { path, current }: { path?: string; current?: { userId: string; createdAt: Date } | null },
): Date {
  const rotated = current?.userId === made.userId && !signsIn.includes(path ?? "");
  return rotated ? current.createdAt : made.createdAt;
}

type Found = { createdAt: Date; updatedAt: Date; user?: { role?: SessionStart["role"] } | null };

/** A session that is used is prolonged so often, and stamped as used. */
export const prolongedEveryMs = () => policy.sessionIdleMs / 7;

/**
 * A plugin of the auth library, which prolongs a session as long as it is used: here one that is over is not found, by
 * whatever endpoint of the library asks for it.
 */
export function absoluteSessions() {
  return {
    id: "absolute-sessions",
    init: ({ adapter }) => {
      const findOne: typeof adapter.findOne = async (query) => {
        const found = await adapter.findOne(query as Parameters<typeof adapter.findOne>[0]);
        if (query.model !== "session" || !found) return found as never;
        const session = found as unknown as Found;
        if (isOver(session)) return null;
        // The library goes by how much time is left, of which a capped session has little from the beginning: every page
        // of the back office would write to it.
        if (Date.now() - session.updatedAt.getTime() < prolongedEveryMs()) await setShouldSkipSessionRefresh(true);
        return found as never;
      };
      return { context: { adapter: { ...adapter, findOne } } };
    },
  } satisfies BetterAuthPlugin;
}

/** The library knows no clock but the machine's, by which it made the session. */
function isOver({ createdAt, user }: Found): boolean {
  const role = user?.role === "ADMIN" ? "ADMIN" : "USER";
  return sessionEndsAt({ createdAt, role }).getTime() <= Date.now();
}
