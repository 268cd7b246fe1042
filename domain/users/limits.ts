import type { Transaction } from "#db/connection.ts";
import { consumeAttempt, type Limited } from "./attempts.ts";
import type { TooMany } from "./auth-call.ts";
import { mailboxOf } from "./mailbox.ts";
import { networkAddress } from "./network-address.ts";
import { logRefusal } from "./security-log.ts";

/** Who asks, limit by limit: the visitor's headers where their network address counts, otherwise an address or an id. */
type Asking = Partial<Record<Limited, Headers | string>>;

/**
 * Counts one attempt against each limit in turn, until one refuses it: what a network's limit refuses uses up nothing of
 * the address that it names, or a stranger could keep anybody from asking. Returns that refusal, or nothing when all let
 * it pass.
 */
export async function askedTooOften(asking: Asking, now: Date): Promise<TooMany | undefined> {
  for (const [what, who] of Object.entries(asking)) {
    const { allowed, retryAfterSeconds } = await attempt({ what: what as Limited, who }, now);
    if (!allowed) return { ok: false, reason: "too-many", retryAfterSeconds };
  }
  return undefined;
}

/**
 * Counts one mail to a mailbox that did not ask for it; false where it has had as many as it may, under however many
 * addresses. Called where the mail is really queued, in its transaction: an address that nobody has uses up nothing of its owner's.
 */
export async function roomInMailbox(tx: Transaction, what: Limited, email: string, now: Date): Promise<boolean> {
  const { allowed } = await consumeAttempt(what, `mailbox of ${mailboxOf(email)}`, now, tx);
  if (!allowed) logRefusal("limit reached", { account: email, what }, now);
  return allowed;
}

async function attempt({ what, who }: { what: Limited; who: Headers | string }, now: Date) {
  const isNetwork = typeof who !== "string";
  const counted = isNetwork ? networkAddress(who) : who;
  const result = await consumeAttempt(what, counted, now);
  if (!result.allowed) logRefusal("limit reached", { [isNetwork ? "network" : "account"]: counted, what }, now);
  return result;
}
