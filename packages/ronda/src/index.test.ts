import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";

it("is an interface of at most 30 names, types included", () => {
  const source = readFileSync(join(import.meta.dirname, "index.ts"), "utf8");
  expect(source).not.toMatch(/export (type )?\*/);
  const names = [...source.matchAll(/^export (?:type )?\{([^}]+)\}/gm)]
    .flatMap(([, list]) => list!.split(","))
    .filter((name) => name.trim());
  expect(names.length).toBeGreaterThan(10);
  expect(names.length).toBeLessThanOrEqual(30);
});
