import { policy } from "#domain/policy.ts";

/**
 * How many milliseconds ago somebody's bank account was changed, while it still counts as new; undefined afterwards. Who
 * breaks into an account changes it and waits for the next transfer: an admin is to look before money goes there.
 */
export function newAccountAgeMs(changedAt: Date | null, now: Date): number | undefined {
  if (!changedAt) return undefined;
  const ageMs = now.getTime() - changedAt.getTime();
  return ageMs < policy.newBankAccountMs ? Math.max(0, ageMs) : undefined;
}
