import { timingSafeEqual } from "node:crypto";
import { createOTP } from "@better-auth/utils/otp";
import { APIError, createAuthMiddleware, getSessionFromCtx, isAPIError } from "better-auth/api";
import { symmetricDecrypt } from "better-auth/crypto";
import { and, eq, isNull, lt, or } from "drizzle-orm";
import { db } from "#db/connection.ts";
import { twoFactors } from "./schema.ts";

const stepMs = 30_000;

/** What the library accepts: the step of this moment and one on either side. One more, because it looks a moment later. */
const stepsAround = [-1, 0, 1, 2];

type AuthContext = Parameters<Parameters<typeof createAuthMiddleware>[0]>[0];

/**
 * A plugin of the auth library, which takes a code of the authenticator as often as it comes while it is shown: here a
 * code that was taken opens nothing a second time, nor does an older one (RFC 6238, section 5.2). Answers `CODE_USED`.
 * Of several recovery codes in one moment it takes one and ends the others' sign-in: here they can be tried again, see
 * {@link recoveryCodesChanged}.
 */
export function singleUseCodes() {
  return {
    id: "single-use-codes",
    hooks: {
      before: [
        {
          matcher: ({ path }: { path?: string }) => path !== undefined && takingCodes.includes(path),
          handler: createAuthMiddleware(async (ctx) => {
            const userId = await secondStepOf(ctx);
            if (!userId) return;
            await refuseWhileLocked(userId);
            if (ctx.path !== "/two-factor/verify-totp") return;
            const taken = await takeCode({ userId, code: String(ctx.body?.code), key: ctx.context.secretConfig });
            // A wrong code is the library's to refuse and to count.
            if (taken === "used")
              throw new APIError("UNAUTHORIZED", { code: "CODE_USED", message: "Code used already" });
          }),
        },
      ],
      after: [
        {
          matcher: ({ path }: { path?: string }) => path === "/two-factor/verify-backup-code",
          handler: createAuthMiddleware(async (ctx) => {
            const { returned } = ctx.context;
            if (!isAPIError(returned) || returned.status !== "CONFLICT") return;
            await restoreAttempts(ctx);
            throw new APIError("CONFLICT", { code: recoveryCodesChanged, message: "Another code was just used" });
          }),
        },
      ],
    },
  };
}

const takingCodes = ["/two-factor/verify-totp", "/two-factor/verify-backup-code"];

/** The library refuses, too, but says of no time when it ends; and no right code must be used up by it. */
async function refuseWhileLocked(userId: string): Promise<void> {
  const [factor] = await db()
    .select({ until: twoFactors.lockedUntil })
    .from(twoFactors)
    .where(eq(twoFactors.userId, userId));
  const leftMs = (factor?.until?.getTime() ?? 0) - Date.now();
  if (leftMs <= 0) return;
  const headers = { "x-retry-after": String(Math.ceil(leftMs / 1_000)) };
  throw new APIError("TOO_MANY_REQUESTS", { code: "ACCOUNT_LOCKED", message: "Too many wrong codes" }, headers);
}

/** A right recovery code met another one that was used up in the same moment: it can be tried again. */
export const recoveryCodesChanged = "RECOVERY_CODES_CHANGED";

/** What the library counts a sign-in's wrong codes by is gone while it looks at one. The code was right: it counts anew. */
async function restoreAttempts(ctx: AuthContext): Promise<void> {
  const { createAuthCookie, secret, internalAdapter } = ctx.context;
  const challenge = await ctx.getSignedCookie(createAuthCookie("two_factor").name, secret);
  const pending = challenge ? await internalAdapter.findVerificationValue(challenge) : null;
  if (!pending) return;
  const identifier = `2fa-attempts-${challenge}`;
  await internalAdapter.createVerificationValue({ identifier, value: "0", expiresAt: pending.expiresAt });
}

/** Whose code it must be: of the one who is signed in, else of the one whose password was right. */
export async function secondStepOf(ctx: AuthContext): Promise<string | undefined> {
  const signedIn = await getSessionFromCtx(ctx);
  if (signedIn) return signedIn.user.id;
  const { createAuthCookie, secret, internalAdapter } = ctx.context;
  const challenge = await ctx.getSignedCookie(createAuthCookie("two_factor").name, secret);
  return challenge ? (await internalAdapter.findVerificationValue(challenge))?.value : undefined;
}

type CodeOf = { userId: string; code: string; key: AuthContext["context"]["secretConfig"] };

/** Takes a right code's step for this request alone, in one statement. `used`: it, or a newer one, was taken before. */
export async function takeCode({ userId, code, key }: CodeOf): Promise<"taken" | "used" | "wrong"> {
  const [factor] = await db().select().from(twoFactors).where(eq(twoFactors.userId, userId));
  if (!factor) return "wrong";
  const secret = await symmetricDecrypt({ key, data: factor.secret });
  // The library accepts what fits the machine's clock, and so does this.
  const step = await stepOf(code, secret, Date.now());
  if (step === undefined) return "wrong";
  const unused = or(isNull(twoFactors.lastStep), lt(twoFactors.lastStep, step));
  const { rowCount } = await db()
    .update(twoFactors)
    .set({ lastStep: step })
    .where(and(eq(twoFactors.id, factor.id), unused));
  return rowCount === 0 ? "used" : "taken";
}

/** The step whose code this is, among those around this moment. The newest, should two have the same code. */
async function stepOf(code: string, secret: string, nowMs: number): Promise<number | undefined> {
  const current = Math.floor(nowMs / stepMs);
  const steps = stepsAround.map((offset) => current + offset);
  const codes = await Promise.all(steps.map((step) => createOTP(secret).hotp(step)));
  return steps.findLast((_, place) => isSame(codes[place]!, code));
}

function isSame(right: string, typed: string): boolean {
  const [one, other] = [Buffer.from(right), Buffer.from(typed)];
  return one.length === other.length && timingSafeEqual(one, other);
}
