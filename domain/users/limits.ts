import { consumeAttempt, type Limited } from "./attempts.ts";
import type { TooMany } from "./auth-call.ts";
import { networkAddress } from "./network-address.ts";
import { logRefusal } from "./security-log.ts";

/** Who asks, limit by limit: the visitor's headers where their network address counts, otherwise addresses or ids. */
type Asking = Partial<Record<Limited, Headers | string | string[]>>;

/** Counts one attempt against each limit. Returns the refusal with the longest wait, or nothing when all let it pass. */
export async function askedTooOften(asking: Asking, now: Date): Promise<TooMany | undefined> {
  const attempts = await Promise.all(
    Object.entries(asking)
      .flatMap(([what, who]) => [who].flat().map((one) => ({ what: what as Limited, who: one })))
      .map((one) => attempt(one, now)),
  );
  const waits = attempts.filter(({ allowed }) => !allowed).map(({ retryAfterSeconds }) => retryAfterSeconds);
  return waits.length > 0 ? { ok: false, reason: "too-many", retryAfterSeconds: Math.max(...waits) } : undefined;
}

async function attempt({ what, who }: { what: Limited; who: Headers | string }, now: Date) {
  const isNetwork = typeof who !== "string";
  const counted = isNetwork ? networkAddress(who) : who;
  const result = await consumeAttempt(what, counted, now);
  if (!result.allowed) logRefusal("limit reached", { [isNetwork ? "network" : "account"]: counted, what }, now);
  return result;
}
