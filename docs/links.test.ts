import { existsSync, readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { anchorsOf, linksOf } from "./markdown.ts";
import { filesLike } from "./sources.ts";

const root = join(import.meta.dirname, "..");
const pages = filesLike(/\.md$/);
const names = new Set(filesLike(/\.ts$/).map(({ path }) => basename(path)));
const known = new Map<string, Set<string>>();

/** The anchors of a page, which is read once. */
function anchorsIn(path: string): Set<string> {
  const anchors = known.get(path) ?? anchorsOf(readFileSync(join(root, path), "utf8"));
  known.set(path, anchors);
  return anchors;
}

/** Whether a page may speak of this place: by its path from the root, or of a file by its name alone. */
function isPlace(place: string): boolean {
  return existsSync(join(root, place)) || (!place.includes("/") && names.has(place));
}

/** Whether a path from the root, perhaps with an anchor, leads somewhere. */
function leadsSomewhere(target: string): boolean {
  const [path = "", anchor] = target.split("#");
  if (!existsSync(join(root, path))) return false;
  return anchor === undefined || !path.endsWith(".md") || anchorsIn(path).has(anchor);
}

describe("links", () => {
  it("lead to files and headings that are there, in every page", () => {
    const astray = pages.flatMap(({ path, text }) =>
      linksOf(text)
        .filter((href) => !/^[a-z]+:/i.test(href))
        .map((href) => (href.startsWith("#") ? path + href : join(dirname(path), decodeURI(href))))
        .filter((target) => !leadsSomewhere(target))
        .map((target) => `${path}: ${target}`),
    );
    expect(astray).toEqual([]);
  });

  it("in code lead to documents that are here", () => {
    // The engine's own tests and texts speak of the documents of whoever uses it.
    const sources = filesLike(/\.(ts|tsx|mjs|cjs|sh|conf|css|sql|yml)$/).filter(
      ({ path }) => !path.startsWith("packages/ronda/") && !/\.(test|spec)\.tsx?$/.test(path),
    );
    const cited = sources.flatMap(({ path, text }) =>
      [...text.matchAll(/\bdocs\/[\w./-]+\.md(?:#[\w-]+)?/g)].map(([target]) => ({ path, target })),
    );
    expect(cited.length).toBeGreaterThan(50);
    expect(cited.filter(({ target }) => !leadsSomewhere(target))).toEqual([]);
  });

  it("are not needed where a page names a place of the repository: it is there", () => {
    const named = ["README.md", "docs/architecture.md"].flatMap((page) => {
      const text = readFileSync(join(root, page), "utf8").replace(/^```[\s\S]*?^```/gm, "");
      return [...text.matchAll(/`((?:[\w.()[\]-]+\/)+[\w.()[\]-]*|\w[\w.-]*\.ts)`/g)].map(([, place]) => ({
        page,
        place: place!,
      }));
    });
    expect(named.length).toBeGreaterThan(20);
    // What the app makes as it runs is in no clone.
    expect(named.filter(({ place }) => place !== ".data/" && !isPlace(place))).toEqual([]);
  });

  it("are noticed when they lead nowhere", () => {
    expect(leadsSomewhere("docs/domain.md#seats")).toBe(true);
    expect(leadsSomewhere("docs/domain.md#sofas")).toBe(false);
    expect(leadsSomewhere("docs/nowhere.md")).toBe(false);
  });
});
