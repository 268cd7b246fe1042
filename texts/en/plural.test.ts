import { expect, it } from "vitest";
import { en } from "#texts/en.ts";
import { plural } from "./plural.ts";

it("one is singular, typed as a number or written; none and two are plural", () => {
  expect([0, 1, "1", 2, "1.000"].map((count) => plural(count, "mail is", "mails are"))).toEqual([
    "0 mails are",
    "1 mail is",
    "1 mail is",
    "2 mails are",
    "1.000 mails are",
  ]);
});

/** Every sentence of a part of the texts, with 1 for each number that it takes; those that want something else are left out. */
function sentencesWithOne(part: unknown, path: string): string[] {
  if (typeof part === "function") {
    try {
      return sentencesWithOne(part(...Array(part.length).fill("1")), path).concat(
        sentencesWithOne(part(...Array(part.length).fill(1)), path),
      );
    } catch {
      return [];
    }
  }
  if (typeof part === "string") return [`${path}: ${part}`];
  if (typeof part !== "object" || part === null) return [];
  return Object.entries(part).flatMap(([name, inside]) => sentencesWithOne(inside, `${path}.${name}`));
}

it("no English sentence has one of several", () => {
  const verbs = "is|was|has|comes|goes|looks|stays|needs|waits|passes";
  const severalOfOne = new RegExp(`\\b1 (people|(?!(?:${verbs})\\b)[a-z]+s)\\b`);
  const sentences = sentencesWithOne(en, "en");
  expect(sentences.length).toBeGreaterThan(500);
  expect(sentences.filter((sentence) => severalOfOne.test(sentence))).toEqual([]);
});
