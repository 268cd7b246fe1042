import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { filesLike } from "./sources.ts";

/** The rows: English, Indonesian (by commas where several are said), the name in the code. */
const rows = readFileSync(join(import.meta.dirname, "glossary.md"), "utf8")
  .split("\n")
  .flatMap((line) => {
    const [, english, indonesian, name] = /^\| ([^|]+) \| ([^|]+) \| `([\w-]+)` \|/.exec(line) ?? [];
    return english && indonesian && name ? [{ english, indonesian: indonesian.split(", "), name }] : [];
  });

it("has about forty words or more, each once", () => {
  expect(rows.length).toBeGreaterThanOrEqual(40);
  expect(new Set(rows.map(({ english }) => english)).size).toBe(rows.length);
});

it("names what is in the code", () => {
  const code = filesLike(/\.tsx?$/).filter(
    ({ path }) => !path.startsWith("docs/") && !/\.(test|spec)\.tsx?$/.test(path),
  );
  const words = new Set(code.flatMap(({ text }) => text.match(/[\w-]+/g) ?? []));
  expect(rows.filter(({ name }) => !words.has(name))).toEqual([]);
});

it("has the Indonesian words that people read", () => {
  const read = filesLike(
    /^(texts|jobs|watches|domain\/emails\/templates|packages\/ronda\/src\/words)\/.*\.ts$|runbook\.id\.md$/,
  )
    .map(({ text }) => text.toLowerCase())
    .join("\n");
  const unread = rows.flatMap(({ indonesian }) =>
    indonesian.filter((word) => word !== "–" && !read.includes(word.toLowerCase())),
  );
  expect(unread).toEqual([]);
});
