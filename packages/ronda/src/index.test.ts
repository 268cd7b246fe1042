import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";

it("is an interface of at most 30 names, types included", () => {
  const source = readFileSync(join(import.meta.dirname, "index.ts"), "utf8");
  expect(source).not.toContain("*");
  const names = [...source.matchAll(/\{([^}]+)\}/g)]
    .flatMap(([, list]) => list!.split(","))
    .filter((name) => name.trim());
  expect(names.length).toBeLessThanOrEqual(30);
});
