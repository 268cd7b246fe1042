import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { expectLinear } from "../testing/linear.ts";
import { redactor } from "./redact.ts";

const secret = "the-cron-secret";
const redact = redactor([secret]);

const hostile: [string, string][] = [
  ["letters without a blank", "a"],
  ["letters and dots, each of which may begin a scheme", "a."],
  ["letters and plus signs", "a+"],
  ["schemes", "a://"],
  ["schemes with users and no end", "a://user:password"],
  ["schemes with a user's name", "postgresql://bakery:"],
  ["the ends of schemes", "://"],
  ["Authorization without a value", "authorization:"],
  ["Authorization and blanks", "authorization:   bearer   "],
  ["blanks", " "],
  ["blanks and lines", "\n"],
  ["Bearer", "bearer "],
  ["Bearer without a blank", "bearer"],
  ["webhooks", "discord.com/api/webhooks/"],
  ["provider keys", "re_"],
  ["passwords", "password="],
  ["passwords and blanks", "password =  "],
  ["access tokens", "access_access_"],
  ["the secret's beginning", "the-cron-secre"],
  ["the secret", secret],
  ["NUL", "\0"],
  ["half letters", "\ud83d"],
  ["quotes", `authorization":"`],
];

describe("costs four times as much for a text of four times the length", () => {
  it.each(hostile)("%s", (_what, piece) => {
    expectLinear((size) => {
      const text = piece.repeat(size / piece.length);
      return () => redact(text, size);
    }, 100_000);
  });

  it.each(hostile)("%s, once, and then blanks or letters", (_what, piece) => {
    for (const filling of [" ", "x", "="]) {
      expectLinear((size) => {
        const text = `${piece}${filling.repeat(size)}`;
        return () => redact(text, size);
      }, 100_000);
    }
  });
});

it("looks at no more of a text than it keeps and a margin", () => {
  const text = `${"kept ".repeat(400)}${"password=x ".repeat(5_000_000)}`;
  const startedMs = performance.now();
  for (let time = 0; time < 100; time++) expect(redact(text, 2000)).toHaveLength(2000);
  expect(performance.now() - startedMs).toBeLessThan(5000);
});

it("cuts a text at 80,000 characters unless told, and says so", () => {
  expect(redact("a ".repeat(1_000_000))).toHaveLength(80_000);
  expect(redact("a ".repeat(1_000_000)).endsWith("…")).toBe(true);
  expect(redact("🚨".repeat(3000), 2000).isWellFormed()).toBe(true);
  for (const lead of ["", "y"]) {
    const text = `${lead}password=${"x".repeat(1600)} ${"🚨".repeat(5000)}`;
    expect(redact(text, 500).isWellFormed()).toBe(true);
  }
});

it("shows no part of a secret that stands where the text is cut, however much was hidden before it", () => {
  const shapes = (value: string) =>
    fc.constantFrom(value, `authorization: Bearer ${value}`, `postgresql://ana:${value}@db`, `password=${value}`);
  const secrets = shapes(secret);
  fc.assert(
    fc.property(
      secrets,
      fc.integer({ min: 0, max: 3000 }),
      fc.constantFrom("x ", `${secret} `),
      (text, lead, filling) => {
        const kept = redact(`${"y".repeat(lead)} ${filling.repeat(2000)}`.slice(0, lead + 100) + text.repeat(300), 500);
        expect(kept.length).toBeLessThanOrEqual(500);
        for (let length = 6; length <= secret.length; length++) expect(kept).not.toContain(secret.slice(0, length));
      },
    ),
  );
});
