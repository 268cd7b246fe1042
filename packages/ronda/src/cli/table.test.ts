import { stripVTControlCharacters, styleText } from "node:util";
import { expect, it } from "vitest";
import { fitted, table } from "./table.ts";

it("a line of a table is cut to the terminal, colours counted as nothing, and never elsewhere", () => {
  const text = table(
    ["JOB", "STATUS", "WHY"],
    [["prune", styleText("red", "FAILED", { validateStream: false }), "x".repeat(100)]],
  );
  const [, line = ""] = fitted(text, 40).split("\n").map(stripVTControlCharacters);
  expect(line).toBe(`prune  FAILED  ${"x".repeat(24)}…`);
  expect(fitted(text, undefined)).toBe(text);
  expect(fitted("short", 40)).toBe("short");
});
