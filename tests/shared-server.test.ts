import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";

const root = join(import.meta.dirname, "..");
const places = ["*.test.ts", "{app,db,domain,gateways,health,jobs,lib,packages,scripts,server,tests,ui}/**/*.ts"];

/** What the server tells of all databases. The tests of two processes share it, and other files are at work beside each. */
const ofAllDatabases = /\bfrom\s+(pg_stat_activity|pg_locks)\b/;
const narrowed = /datname"? = (current_database\(\)|'\$\{)|application_name = |\bpid = \d/;

it("a test that looks at connections or locks looks at those of its own database", () => {
  const files = places.flatMap((place) =>
    globSync(place, { cwd: root, exclude: (path) => path.includes("node_modules") }),
  );
  const tests = files.filter((file) => /\.test\.ts$|^tests\/|\/(testing|tarball)\//.test(file));
  const statements = tests.flatMap((file) =>
    [...readFileSync(join(root, file), "utf8").matchAll(/(["`])(?:(?!\1)[\s\S])*?\1/g)]
      .map(([text]) => text)
      .filter((text) => ofAllDatabases.test(text))
      .map((text) => ({ file, text })),
  );
  expect(statements.length).toBeGreaterThan(5);
  expect(statements.filter(({ text }) => !narrowed.test(text))).toEqual([]);
});
