import { drizzleAdapter } from "better-auth/adapters/drizzle";
import { APIError, createAuthMiddleware, isAPIError } from "better-auth/api";
import { betterAuth } from "better-auth/minimal";
import { twoFactor } from "better-auth/plugins/two-factor";
import { desc, eq, inArray, sql } from "drizzle-orm";
import { newId } from "#db/columns.ts";
import { db } from "#db/connection.ts";
import { policy } from "#domain/policy.ts";
import { authSecret, env } from "#env.ts";
import { limits } from "#limits.ts";
import { onceAProcess } from "#once-a-process.ts";
import { absoluteSessions, cappedEnd, prolongedEveryMs, startOf } from "./absolute-sessions.ts";
import { consumeAttempt, forgetAttempts } from "./attempts.ts";
import { logOfAuthLibrary } from "./auth-log.ts";
import { whoSignsIn } from "./known-browser.ts";
import { ipAddress, networkAddress } from "./network-address.ts";
import { maxPasswordLength, minPasswordLength } from "./password-length.ts";
import { newRecoveryCodes } from "./recovery-codes.ts";
import { accounts, rateLimits, sessions, twoFactors, users, verifications } from "./schema.ts";
import { logRefusal } from "./security-log.ts";
import { recoveryCodesChanged, secondStepOf, singleUseCodes } from "./single-use-codes.ts";

/** What the names of the library's cookies begin with. */
export const cookiePrefix = "setrip";

const minutes = (count: number) => count * 60;
const seconds = (ms: number) => ms / 1000;

/** The library forgets counts that are older than the longest window that it knows; ours stand in the same table. */
const longestWindow = Math.max(...Object.values(policy.attempts).map(({ windowMs }) => windowMs)) / 1000;

/** The auth library, made on first use: a build has neither environment nor database. Throws `NoAuthSecretError`. */
export function auth(): ReturnType<typeof makeAuth> {
  return onceAProcess("auth", makeAuth);
}

function makeAuth() {
  return betterAuth({
    appName: "SeTrip",
    baseURL: env().APP_URL,
    secret: authSecret(),
    telemetry: { enabled: false },
    logger: { log: logOfAuthLibrary },
    database: drizzleAdapter(db(), {
      provider: "pg",
      schema: {
        user: users,
        session: sessions,
        account: accounts,
        verification: verifications,
        rateLimit: rateLimits,
        twoFactor: twoFactors,
      },
      transaction: true,
    }),
    user: {
      additionalFields: {
        role: { type: "string", input: false, required: true },
        locale: { type: "string", input: false, required: true },
        suspendedAt: { type: "date", input: false, required: false },
      },
    },
    emailAndPassword: {
      enabled: true,
      // `signUp` makes accounts, so that an account and its mail are one transaction.
      disableSignUp: true,
      minPasswordLength,
      maxPasswordLength,
      revokeSessionsOnPasswordReset: true,
    },
    emailVerification: { autoSignInAfterVerification: true },
    plugins: [
      twoFactor({ backupCodeOptions: { customBackupCodesGenerate: newRecoveryCodes } }),
      singleUseCodes(),
      absoluteSessions(),
    ],
    // A one-time link that leaks with a backup of the database must not open anything.
    verification: { storeIdentifier: "hashed" },
    session: { expiresIn: seconds(policy.sessionIdleMs), updateAge: seconds(prolongedEveryMs()) },
    rateLimit: {
      enabled: true,
      storage: "database",
      window: 60,
      max: 120,
      customRules: {
        "/sign-in/email": { window: minutes(1), max: 10 },
        "/reset-password": { window: longestWindow, max: 30 },
        "/change-password": { window: minutes(1), max: 10 },
        "/two-factor/*": { window: minutes(1), max: 10 },
      },
    },
    hooks: {
      before: createAuthMiddleware(async ({ path, body, headers }) => {
        if (path === "/sign-in/email") await countAttempt(body?.email, headers);
      }),
      after: createAuthMiddleware(async (call) => {
        const { path, context, headers } = call;
        if (path === "/sign-in/email" && context.newSession)
          await forgetAttempts("sign-in", whoSignsIn(context.newSession.user.email, headers));
        const { returned } = context;
        if (isAPIError(returned)) await tellRefusal(call, String(returned.body?.code ?? returned.status));
      }),
    },
    databaseHooks: {
      session: { create: { before: beginSession, after: endSurplusSessions }, update: { before: prolongSession } },
      user: { update: { before: ({ email }) => refuseTaken(email) } },
    },
    advanced: {
      cookiePrefix,
      database: { generateId: newId },
      ipAddress,
    },
  });
}

/** The library counts by address only; somebody with many addresses must not get many guesses at one account. */
async function countAttempt(email: unknown, visitor: Headers | undefined): Promise<void> {
  if (typeof email !== "string") return;
  // The library calls this and has no moment to pass on: its own limits and sessions go by the machine's time, too.
  const [who, now] = [whoSignsIn(email, visitor), new Date()];
  const guess = await consumeAttempt("sign-in", who, now);
  // A right password clears the first count and not the second, which what was refused already does not add to.
  const { allowed, retryAfterSeconds } = guess.allowed ? await consumeAttempt("sign-in-at-all", who, now) : guess;
  if (allowed) return;
  logRefusal("sign-in locked", { account: email, network: visitor && networkAddress(visitor) }, new Date());
  throw new APIError(
    "TOO_MANY_REQUESTS",
    { code: "TOO_MANY_ATTEMPTS", message: "Too many attempts" },
    { "X-Retry-After": String(retryAfterSeconds) },
  );
}

/** Of what the library tells its hooks, the path that was called and the session of the request. */
type Call = { path?: string; context: { session: { session: Session; user: Record<string, unknown> } | null } } | null;
type Session = { userId: string; createdAt: Date; expiresAt: Date };

type RefusedCall = Parameters<typeof secondStepOf>[0] & { body?: { email?: unknown } };

/** One line for who was not let in, by our form or by the library's own route. */
async function tellRefusal(call: RefusedCall, reason: string): Promise<void> {
  const { path, body, headers } = call;
  const network = headers && networkAddress(headers);
  if (path === "/sign-in/email") {
    const account = typeof body?.email === "string" ? body.email : undefined;
    logRefusal("sign-in refused", { account, network, reason }, new Date());
  }
  // Two right recovery codes in one moment: the second is tried again at once.
  if (reason === "CONFLICT" || reason === recoveryCodesChanged) return;
  if (path === "/two-factor/verify-totp" || path === "/two-factor/verify-backup-code")
    logRefusal("second step refused", { account: await secondStepOf(call), network, reason }, new Date());
}

/** Nobody who is suspended signs in. A session that takes another's place is as old as that: only signing in begins anew. */
async function beginSession<Made extends Session>(made: Made, call: Call): Promise<{ data: Made }> {
  const [user] = await db()
    .select({ suspendedAt: users.suspendedAt, role: users.role })
    .from(users)
    .where(eq(users.id, made.userId));
  if (user?.suspendedAt) throw new APIError("FORBIDDEN", { code: "ACCOUNT_SUSPENDED", message: "Account suspended" });
  const createdAt = startOf(made, { path: call?.path, current: call?.context.session?.session });
  const expiresAt = cappedEnd(made.expiresAt, { createdAt, role: user?.role ?? "USER" });
  return { data: { ...made, createdAt, expiresAt } };
}

/** Signing in is free, so that somebody could otherwise fill the list of their own sessions without end. */
async function endSurplusSessions({ userId }: Session): Promise<void> {
  const surplus = db()
    .select({ id: sessions.id })
    .from(sessions)
    .where(eq(sessions.userId, userId))
    .orderBy(desc(sessions.updatedAt), desc(sessions.id))
    .offset(limits.session.mostOfOnePerson)
    .for("update", { skipLocked: true });
  await db().delete(sessions).where(inArray(sessions.id, surplus));
}

/** Use puts a session's end off, never past its last moment. */
async function prolongSession<Changed extends { expiresAt?: Date }>(
  changed: Changed,
  call: Call,
): Promise<{ data: Changed }> {
  const current = call?.context.session;
  if (!changed.expiresAt || !current) return { data: changed };
  const role = current.user.role === "ADMIN" ? "ADMIN" : "USER";
  const expiresAt = cappedEnd(changed.expiresAt, { createdAt: current.session.createdAt, role });
  return { data: { ...changed, expiresAt } };
}

/** Somebody may have taken the address since the link to it was asked for. */
async function refuseTaken(email: string | undefined): Promise<void> {
  if (email === undefined) return;
  const taken = await db().$count(users, eq(sql`lower(${users.email})`, email.toLowerCase()));
  if (taken > 0) throw new APIError("CONFLICT", { code: "EMAIL_TAKEN", message: "Address taken" });
}
