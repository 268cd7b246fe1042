import { afterEach, expect, it } from "vitest";
import { policy } from "#domain/policy.ts";
import { dataKinds } from "#domain/privacy/data-kinds.ts";
import { change } from "#tests/policy/scenario.ts";
import { locales, textsFor } from "#texts/index.ts";
import { keptParts, periodWords } from "./retention-words.ts";

const day = 24 * 3_600_000;

/** The numbers of the policy by which something on the page is forgotten, as they stood. */
const numbers = Object.entries(policy).filter(
  (entry): entry is [string, number] =>
    typeof entry[1] === "number" && Object.values(dataKinds).some(({ kept }) => follows(kept, entry[0])),
);
function follows(kept: unknown, name: string): boolean {
  if (typeof kept !== "object" || kept === null) return false;
  const before = policy[name as keyof typeof policy] as number;
  const told = (kept as { forMs: () => number }).forMs();
  change(name, before + 1);
  const isOther = (kept as { forMs: () => number }).forMs() !== told;
  change(name, before);
  return isOther;
}

afterEach(() => {
  for (const [name, value] of numbers) change(name, value);
});

const pageIn = (locale: (typeof locales)[number]) =>
  keptParts(locale).flatMap(({ items }) => items.map(({ title, until }) => `${title}: ${until}`));

it("knows the numbers that it follows", () => {
  expect(numbers.map(([name]) => name)).toContain("emailBodyKeptMs");
  expect(numbers.length).toBeGreaterThan(6);
});

it.each(numbers)("says another time when %s is another, and nothing else changes", (name, value) => {
  for (const locale of locales) {
    const before = pageIn(locale);
    change(name, value + 41 * day);
    const after = pageIn(locale);
    change(name, value);
    const changed = after.filter((line, at) => line !== before[at]);
    expect(changed).toHaveLength(1);
    expect(changed[0]).toContain(periodWords(value + 41 * day, textsFor(locale).privacy.period));
  }
});

it.each(locales)("everything has a title, what it is, why and until when (%s)", (locale) => {
  const items = keptParts(locale).flatMap((part) => part.items);
  expect(items).toHaveLength(Object.keys(dataKinds).length);
  for (const { title, what, why, until } of items) expect([title, what, why, until].every((text) => text)).toBe(true);
  expect(new Set(items.map(({ title }) => title)).size).toBe(items.length);
});

it("times are said in the largest unit that fits", () => {
  const { period } = textsFor("en").privacy;
  expect(
    [24 * 3_600_000, 2 * day, 30 * day, 365 * day, 730 * day, 36 * 3_600_000].map((ms) => periodWords(ms, period)),
  ).toEqual(["24 hours", "2 days", "30 days", "1 year", "2 years", "36 hours"]);
});
