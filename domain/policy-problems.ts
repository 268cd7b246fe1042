import { policy } from "./policy.ts";

type Numbers<Value> = Value extends number
  ? number
  : Value extends readonly number[]
    ? readonly number[]
    : { readonly [Name in keyof Value]: Numbers<Value[Name]> };

/** The policy with other numbers in it. */
export type Policy = Numbers<typeof policy>;

/** The policy's numbers do not fit each other; the message says which and how. */
export class PolicyError extends Error {
  override name = "PolicyError";
}

const hour = 3_600_000;
const day = 24 * hour;

/** Throws a {@link PolicyError} that names every number in `domain/policy.ts` that cannot be. */
export function checkPolicy(numbers: Policy = policy): void {
  const problems = policyProblems(numbers);
  if (problems.length > 0) throw new PolicyError(problems.map((problem) => `- ${problem}`).join("\n"));
}

/** Every number that cannot be, each as a sentence that begins with its name. Empty when all is well. */
export function policyProblems(numbers: Policy): string[] {
  return [...leavesOf(numbers).flatMap(([name, value]) => wrongAlone(name, value)), ...wrongTogether(numbers)];
}

/** Every number of the policy by its path, such as `attempts.book.max` or `emailBackoffMs.0`. */
export function leavesOf(numbers: object, path = ""): [name: string, value: number][] {
  return Object.entries(numbers).flatMap(([name, value]: [string, number | object]) =>
    typeof value === "number" ? [[`${path}${name}`, value] as [string, number]] : leavesOf(value, `${path}${name}.`),
  );
}

function wrongAlone(name: string, value: number): string[] {
  const least = name === "shortToleranceRupiah" || name === "feeBasisPoints" || name === "halfRefundFromDays" ? 0 : 1;
  return Number.isSafeInteger(value) && value >= least
    ? []
    : [`${name} is ${value}, but must be a whole number from ${least}`];
}

function wrongTogether(numbers: Policy): string[] {
  const n = numbers;
  const longestWindow = Math.max(...Object.values(n.attempts).map(({ windowMs }) => windowMs));
  const waits = Array.from(
    { length: n.emailMaxAttempts - 1 },
    (_, at) => n.emailBackoffMs[at] ?? n.emailBackoffMs.at(-1) ?? 0,
  );
  const lastAttemptMs = waits.reduce((sum, waitMs) => sum + waitMs * 1.1, 0);
  const rules: [holds: boolean, problem: string][] = [
    [n.feeBasisPoints <= 10_000, "feeBasisPoints is more than everything (10,000)"],
    [n.halfRefundFromDays < n.fullRefundFromDays, "halfRefundFromDays must be less than fullRefundFromDays"],
    [
      n.paymentReminderBeforeMs < n.paymentDeadlineMs,
      "paymentReminderBeforeMs must be less than paymentDeadlineMs: nobody would be reminded in time",
    ],
    [
      n.stalePaymentAfterMs > n.paymentDeadlineMs,
      "stalePaymentAfterMs must be more than paymentDeadlineMs: every payment would be an alarm",
    ],
    [n.stalePayoutAfterMs > day, "stalePayoutAfterMs must be more than 24 h: payouts are released once a day"],
    [n.tripLeadDays < n.tripHorizonDays, "tripLeadDays must be less than tripHorizonDays"],
    [
      n.bookingClosesBeforeStartMs < n.tripLeadDays * day,
      "bookingClosesBeforeStartMs must be less than tripLeadDays: nobody could book a new trip",
    ],
    [n.sessionIdleMs <= n.sessionMs, "sessionIdleMs must be at most sessionMs: a session that is over cannot idle"],
    [n.adminSessionMs <= n.sessionMs, "adminSessionMs must be at most sessionMs"],
    [
      n.bankAccountStopMs >= n.newBankAccountMs,
      "bankAccountStopMs must be at least newBankAccountMs: the link has to open as long as the account is new",
    ],
    [n.emailBackoffMs.length > 0, "emailBackoffMs needs a wait"],
    [
      n.emailUnknownOutcomeMs < day,
      "emailUnknownOutcomeMs must be less than 24 h, for which the provider remembers what it sent",
    ],
    [
      lastAttemptMs < n.emailUnknownOutcomeMs,
      "the waits of emailMaxAttempts together must be less than emailUnknownOutcomeMs: the last attempts would never come",
    ],
    [n.rateLimitKeptMs >= longestWindow, "rateLimitKeptMs must be at least the longest windowMs of attempts"],
    [n.photoTombstoneKeptMs >= day, "photoTombstoneKeptMs must be at least 24 h, which no form takes"],
    [n.unownedPaperKeptMs >= day, "unownedPaperKeptMs must be at least 24 h, which no request takes"],
    [n.orphanImageAgeMs >= hour, "orphanImageAgeMs must be at least an hour: somebody fills in a form meanwhile"],
    [
      Math.max(n.photoSmallestEdgePx, n.paperSmallestEdgePx) ** 2 <= n.uploadMostPixels,
      "uploadMostPixels must hold a picture of photoSmallestEdgePx and paperSmallestEdgePx",
    ],
  ];
  return rules.flatMap(([holds, problem]) => (holds ? [] : [problem]));
}
