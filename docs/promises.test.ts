import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

const root = join(import.meta.dirname, "..");

/** The rows of all tables: number, promise, where it is kept, what holds it. */
const rows = readFileSync(join(root, "docs/promises.md"), "utf8")
  .split("\n")
  .filter((line) => /^\| \d+ \|/.test(line))
  .map((line) => {
    const [number = "", promise = "", kept = "", held = ""] = line.slice(2, -2).split(" | ");
    return { number, promise, kept, held };
  });

/** The file that a link leads to, as it is named; names of routes have brackets of their own. */
const files = (cell: string) => [...cell.matchAll(/\]\(\.\.\/([^)]+)\)/g)].map(([, file]) => file!);
const tests = (cell: string) =>
  cell.split("<br>").map((text) => {
    const [, file = "", title = ""] = /^\[.+\]\(\.\.\/([^)]+)\): \*(.+)\*$/.exec(text) ?? [];
    return { file, title };
  });

/** Whether a source has this title, as the literal of its kind. */
function hasTitle(file: string, title: string): boolean {
  if (!existsSync(join(root, file))) return false;
  const source = readFileSync(join(root, file), "utf8");
  return [`"${title}"`, `'${title}'`, `\`${title}\``].some((literal) => source.includes(literal));
}

describe("the page of promises", () => {
  it("numbers each promise once", () => {
    expect(rows.map(({ number }) => Number(number))).toEqual(rows.map((_, index) => index + 1));
    expect(rows.length).toBeGreaterThanOrEqual(45);
  });

  it.each(rows)("$number: $promise", ({ kept, held }) => {
    expect(files(kept)).not.toEqual([]);
    expect(files(kept).filter((file) => !existsSync(join(root, file)))).toEqual([]);
    expect(tests(held)).not.toEqual([]);
    for (const { file, title } of tests(held)) {
      expect(file).toMatch(/\.(test|spec)\.tsx?$/);
      expect([file, title, hasTitle(file, title)]).toEqual([file, title, true]);
    }
  });
});
