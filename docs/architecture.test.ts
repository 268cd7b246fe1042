import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { blocksOf } from "./markdown.ts";

const root = join(import.meta.dirname, "..");
const [picture, ...more] = blocksOf(readFileSync(join(root, "docs/architecture.md"), "utf8"), "mermaid");
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
