import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

const root = join(import.meta.dirname, "..");
/** What Keep a Changelog calls the kinds of change. */
const kinds = ["Added", "Changed", "Deprecated", "Removed", "Fixed", "Security"];

describe.each(["", "packages/ronda/"])("%sCHANGELOG.md", (folder) => {
  const text = readFileSync(join(root, folder, "CHANGELOG.md"), "utf8");
  const versions = [...text.matchAll(/^## (.+)$/gm)].map(([, title]) => title ?? "");

  it("begins with what is not released, then has the versions with their days, newest first", () => {
    const [first, ...released] = versions;
    expect(first).toBe("Unreleased");
    expect(released.filter((title) => !/^\d+\.\d+\.\d+ - \d{4}-\d{2}-\d{2}$/.test(title))).toEqual([]);
    const numbers = released.map((title) => title.split(" ")[0] ?? "");
    expect(numbers).toEqual([...numbers].sort((a, b) => b.localeCompare(a, "en", { numeric: true })));
  });

  it("has the version of package.json as its newest", () => {
    expect(versions[1]?.split(" ")[0]).toBe(manifest(folder).version);
  });

  it("sorts changes by the kinds of Keep a Changelog", () => {
    const sections = [...text.matchAll(/^### (.+)$/gm)].map(([, title]) => title ?? "");
    expect(sections.filter((title) => !kinds.includes(title))).toEqual([]);
  });
});

describe("the versions", () => {
  it("are the same wherever the engine's version stands", () => {
    const { version } = manifest("packages/ronda/");
    expect(manifest("").dependencies.ronda).toBe(version);
    for (const example of ["node", "express", "fastify", "hono", "nextjs"]) {
      expect([example, manifest(`packages/ronda/examples/${example}/`).dependencies.ronda]).toEqual([
        example,
        `^${version}`,
      ]);
    }
  });
});

function manifest(folder: string): { version: string; dependencies: Record<string, string> } {
  return JSON.parse(readFileSync(join(root, folder, "package.json"), "utf8"));
}
