import { gt, isNull, lte, or, type SQL } from "drizzle-orm";
import { policy } from "#domain/policy.ts";
import { users } from "./schema.ts";

/**
 * How many milliseconds ago somebody's bank account was changed, while it still counts as new; undefined afterwards. Who
 * breaks into an account changes it and waits for the next transfer: an admin is to look before money goes there.
 */
export function newAccountAgeMs(changedAt: Date | null, now: Date): number | undefined {
  if (!changedAt) return undefined;
  const ageMs = now.getTime() - changedAt.getTime();
  return ageMs < policy.newBankAccountMs ? Math.max(0, ageMs) : undefined;
}

const newSince = (now: Date) => new Date(now.getTime() - policy.newBankAccountMs);

/** The condition for people whose bank account is new; see {@link newAccountAgeMs}. */
export const hasNewAccount = (now: Date): SQL => gt(users.bankAccountChangedAt, newSince(now));

/** The opposite of {@link hasNewAccount}, for people with an account or without. */
export const hasSettledAccount = (now: Date): SQL | undefined =>
  or(isNull(users.bankAccountChangedAt), lte(users.bankAccountChangedAt, newSince(now)));
