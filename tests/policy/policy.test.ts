import { afterEach, describe, expect, it } from "vitest";
import { policy } from "#domain/policy.ts";
import { checkPolicy, leavesOf, type Policy, policyProblems } from "#domain/policy-problems.ts";
import { ownDatabase } from "#tests/database.ts";
import { bookings } from "./bookings.ts";
import { emails } from "./emails.ts";
import { files } from "./files.ts";
import { amounts } from "./money.ts";
import { people } from "./people.ts";
import { change } from "./scenario.ts";

ownDatabase();

/** What depends on each number. A number without its scenario fails here. */
const scenarios = { ...bookings, ...amounts, ...emails, ...files, ...people };
const scenarioOf = (path: string) =>
  scenarios[path] ??
  Object.entries(scenarios).find(([key]) => key.endsWith("*") && path.startsWith(key.slice(0, -1)))?.[1];

const leaves = leavesOf(policy);
const original = new Map(leaves);

afterEach(() => {
  for (const [path, value] of original) change(path, value);
});

/** Half and twice as much and next to it; without those that do not fit the other numbers. */
function otherValues(path: string, value: number): number[] {
  const wanted = value === 0 ? [1, 1_000] : [Math.ceil(value / 2), value * 2, value - 1, value + 1];
  const fitting = wanted.filter((other) => other !== value && fits(path, other));
  return fitting.slice(0, 3);
}

function fits(path: string, value: number): boolean {
  change(path, value);
  const problems = policyProblems(policy);
  change(path, original.get(path)!);
  return problems.length === 0;
}

const changes = leaves.flatMap(([path, value]) =>
  otherValues(path, value).map((other) => [path, value, other] as const),
);

describe("every number of the policy can be changed", () => {
  it("has something that runs what depends on it, and another value that fits the rest", () => {
    expect(leaves.filter(([path]) => !scenarioOf(path)).map(([path]) => path)).toEqual([]);
    expect([...new Set(changes.map(([path]) => path))]).toEqual(leaves.map(([path]) => path));
  });

  it.each(changes)("%s from %d to %d", async (path, _before, value) => {
    change(path, value);
    await scenarioOf(path)!(value, path);
  });
});

describe("numbers that do not fit each other stop the start, with their names", () => {
  const withNumbers = (numbers: Partial<Policy>) => () => checkPolicy({ ...policy, ...numbers });

  it("fits as it is", () => expect(withNumbers({})).not.toThrow());

  it.each<[Partial<Policy>, RegExp]>([
    [{ halfRefundFromDays: 14 }, /halfRefundFromDays must be less than fullRefundFromDays/],
    [{ paymentReminderBeforeMs: 86_400_000 }, /paymentReminderBeforeMs must be less than paymentDeadlineMs/],
    [{ paymentDeadlineMs: 30 * 3_600_000 }, /stalePaymentAfterMs must be more than paymentDeadlineMs/],
    [{ stalePayoutAfterMs: 3_600_000 }, /stalePayoutAfterMs must be more than 24 h/],
    [{ feeBasisPoints: 10_001 }, /feeBasisPoints/],
    [{ feeBasisPoints: 2.5 }, /feeBasisPoints is 2.5, but must be a whole number from 0/],
    [{ mostPhotos: 0 }, /mostPhotos is 0, but must be a whole number from 1/],
    [{ payoutHoldDays: Number.NaN }, /payoutHoldDays is NaN/],
    [{ emailBackoffMs: [] }, /emailBackoffMs needs a wait/],
    [
      { emailBackoffMs: [24 * 3_600_000] },
      /waits of emailMaxAttempts together must be less than emailUnknownOutcomeMs/,
    ],
    [{ emailMaxAttempts: 10 }, /waits of emailMaxAttempts together must be less than emailUnknownOutcomeMs/],
    [{ emailUnknownOutcomeMs: 24 * 3_600_000 }, /the provider remembers/],
    [{ rateLimitKeptMs: 60_000 }, /longest windowMs/],
    [{ uploadMostPixels: 10_000 }, /uploadMostPixels must hold/],
    [{ unownedPaperKeptMs: 3_600_000 }, /unownedPaperKeptMs/],
  ])("%j", (numbers, message) => expect(withNumbers(numbers)).toThrow(message));
});
