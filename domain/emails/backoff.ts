import { policy } from "#domain/policy.ts";

/**
 * When a mail that has failed once more is tried again, at most 10 % off; undefined when that was its last attempt.
 * Rule: docs/domain.md#trying-again
 */
export function nextAttempt(failedBefore: number, now: Date): Date | undefined {
  if (failedBefore + 1 >= policy.emailMaxAttempts) return undefined;
  const waits = policy.emailBackoffMs;
  const waitMs = waits[Math.min(failedBefore, waits.length - 1)]!;
  return new Date(now.getTime() + Math.round(waitMs * (0.9 + 0.2 * Math.random())));
}
