import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

const folder = import.meta.dirname;
const files = readdirSync(folder)
  .filter((file) => file.endsWith(".md") && file !== "README.md")
  .sort();

/** What a page says of itself at its top, in the words of the index. */
function headOf(file: string) {
  const [title = "", , status = ""] = readFileSync(join(folder, file), "utf8").split("\n");
  const [, number, name] = /^# (\d+)\. (.+)$/.exec(title) ?? [];
  const [, state, date] = /^(Accepted|Superseded by \[\d+\]\([\w.-]+\)), (\d{4}-\d{2}-\d{2})\.$/.exec(status) ?? [];
  return { file, number, name, state, date };
}

describe("the decisions", () => {
  it("are numbered one after the other, by their file's name and their title", () => {
    const expected = files.map((_, at) => String(at + 1));
    expect(files.map((file) => /^(\d{4})-[a-z0-9-]+\.md$/.exec(file)?.[1])).toEqual(
      expected.map((number) => number.padStart(4, "0")),
    );
    expect(files.map((file) => headOf(file).number)).toEqual(expected);
  });

  it("say when they were taken and whether they stand", () => {
    expect(files.map(headOf).filter(({ state, date }) => !state || !date)).toEqual([]);
  });

  it("stand in the index, each in its row", () => {
    const rows = readFileSync(join(folder, "README.md"), "utf8")
      .split("\n")
      .filter((line) => /^\| \d/.test(line))
      .map((line) => line.slice(2, -2).split(" | "))
      .map(([number, decision, , date, state]) => [number, decision, date, state].join(" | "));
    const expected = files
      .map(headOf)
      .map(({ file, number, name, state, date }) => [number, `[${name}](${file})`, date, state].join(" | "));
    expect(rows).toEqual(expected);
  });
});
