import { mkdtempSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, it } from "vitest";
import { writeStacksBySource } from "./stacks.ts";

const nodesOwn = Error.prepareStackTrace;
afterEach(() => {
  Error.prepareStackTrace = nodesOwn;
});

/** A bundle of one line that throws; its map says that this is line 3 of domain/trips/fall.ts. */
function bundle({ withMap }: { withMap: boolean }) {
  const folder = mkdtempSync(join(tmpdir(), "setrip-stacks-"));
  const file = join(folder, "chunk.cjs");
  writeFileSync(file, 'module.exports = () => { throw new TypeError("fell"); };');
  const map = { version: 3, sources: ["../domain/trips/fall.ts"], names: [], mappings: "AAEA" };
  if (withMap) writeFileSync(`${file}.map`, JSON.stringify(map));
  const fall = createRequire(import.meta.url)(file) as () => never;
  return { folder, file, fall };
}

const stackOf = (throwing: () => void): string => {
  try {
    throwing();
  } catch (error) {
    return (error as Error).stack ?? "";
  }
  return "";
};

it("names the source of a line of the bundle, and leaves the rest as it is", () => {
  const { folder, fall } = bundle({ withMap: true });
  writeStacksBySource(folder);
  const stack = stackOf(fall);
  expect(stack).toMatch(/^TypeError: fell\n {4}at .*\/domain\/trips\/fall\.ts:3:1\)?\n/);
  expect(stack).toContain("stacks.test.ts");
  expect(stack).not.toContain("chunk.cjs");
});

it("writes a line as it is where there is no map", () => {
  const { folder, file, fall } = bundle({ withMap: false });
  writeStacksBySource(folder);
  expect(stackOf(fall)).toContain(`${file}:1:`);
});

it("writes the stack of an error that cannot say its name", () => {
  writeStacksBySource("/nowhere");
  const stack = stackOf(() => {
    throw Object.defineProperty(new Error("x"), "name", {
      get: () => {
        throw new Error("no name");
      },
    });
  });
  expect(stack).toMatch(/^Error\n {4}at /);
});
