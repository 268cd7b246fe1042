import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { blocksOf } from "./markdown.ts";
import { filesLike } from "./sources.ts";

const root = join(import.meta.dirname, "..");
const page = readFileSync(join(root, "docs/architecture.md"), "utf8");
const [picture, ...more] = blocksOf(page, "mermaid");
const box = String.raw`[a-z]+(?:\["[^"[\]]+"\])?`;

describe("the picture", () => {
  it("is one, such that GitHub draws it: a first line, then one arrow a line", () => {
    expect(more).toEqual([]);
    const [first, ...arrows] = picture?.text.split("\n") ?? [];
    expect(first).toBe("flowchart TD");
    expect(arrows.filter((line) => !new RegExp(`^ {4}${box} --> ${box}$`).test(line))).toEqual([]);
  });

  it("names places that are there", () => {
    const places = [...(picture?.text ?? "").matchAll(/[" ]([a-z]+(?:\/[a-z]+)*\/|[a-z]+\.ts)(?=[:,"])/g)].map(
      ([, place]) => place!,
    );
    expect(places.length).toBeGreaterThan(7);
    expect(places.filter((place) => !existsSync(join(root, place)))).toEqual([]);
  });
});

describe("the rooms of the domain", () => {
  const rows = page.split("\n").filter((line) => line.startsWith("| `domain/"));
  const roomsOf = (row: string) =>
    [...(row.split(" | ")[0] ?? "").matchAll(/`domain\/([a-z-]+)\/`/g)].map(([, room]) => room!);
  const rowOf = new Map(rows.flatMap((row, index) => roomsOf(row).map((room) => [room, index] as const)));

  it("are all in the table, each once", () => {
    const there = readdirSync(join(root, "domain"), { withFileTypes: true }).filter((entry) => entry.isDirectory());
    expect(rows.flatMap(roomsOf).sort()).toEqual(there.map(({ name }) => name).sort());
  });

  it("import only what stands above them or beside them", () => {
    const upward = filesLike(/^domain\/[a-z-]+\/.*\.ts$/)
      .filter(({ path }) => !/\.test\.ts$/.test(path))
      .flatMap(({ path, text }) => {
        const own = rowOf.get(path.split("/")[1]!)!;
        const rooms = [...text.matchAll(/from "#domain\/([a-z-]+)\//g)].map(([, room]) => room!);
        return rooms.filter((room) => rowOf.get(room)! > own).map((room) => `${path}: ${room}`);
      });
    expect(upward).toEqual([]);
  });
});

it("a link with the name of a function leads to the file that exports it", () => {
  const named = [...page.matchAll(/\[(\w+)\]\(<?\.\.\/([^)>]+\.ts)>?\)/g)];
  expect(named.length).toBeGreaterThan(1);
  const astray = named.filter(
    ([, name, path]) =>
      !new RegExp(`^export (?:async )?(?:function|const) ${name}\\b`, "m").test(
        readFileSync(join(root, path!), "utf8"),
      ),
  );
  expect(astray.map(([link]) => link)).toEqual([]);
});
