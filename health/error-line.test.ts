import { DrizzleQueryError } from "drizzle-orm/errors";
import { expect, it } from "vitest";
import { lineOf } from "./error-line.ts";

const ofDatabase = (code: string, message: string) =>
  new DrizzleQueryError("select 1", ["ana@setrip.test"], Object.assign(new Error(message), { code }));

it.each<[string, unknown, string]>([
  ["a table that is gone", ofDatabase("42P01", 'relation "Trip" does not exist'), 'relation "Trip" does not exist'],
  [
    "a value that somebody typed",
    ofDatabase("22P02", 'invalid input syntax for type uuid: "Ana\'s secret"'),
    "invalid input syntax for type uuid",
  ],
  [
    "a mistake of ours",
    new TypeError("Cannot read properties of undefined (reading 'slug')"),
    "TypeError: Cannot read properties of undefined (reading 'slug')",
  ],
  [
    "somebody's address, key and amount",
    new Error("no seat for ana@setrip.test in 0192f3aa-11aa-7bcd and 1250000"),
    "no seat for [mail] in … and …",
  ],
  ["the innermost cause", new Error("outer", { cause: new Error("inner\nsecond line") }), "inner"],
  ["a text", "just words", "just words"],
  ["what is no error", { some: "thing" }, "something that is no error was thrown"],
  ["an error without words", new Error(""), "an error without words"],
])("%s is one line without what a visitor said", (_what, error, line) => {
  expect(lineOf(error)).toBe(line);
});

it("the longest error makes a short line, soon", () => {
  const begunMs = performance.now();
  expect(lineOf(new Error("a1".repeat(5_000_000)))).toHaveLength(1);
  expect(lineOf(new Error("word ".repeat(1_000_000)))).toHaveLength(200);
  expect(performance.now() - begunMs).toBeLessThan(1_000);
});
