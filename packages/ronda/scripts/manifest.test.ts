import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { nodeProblem, oldestNode } from "../src/required-node.ts";
import { builtEntry, publishedManifest, readManifest } from "./manifest.ts";

const root = join(import.meta.dirname, "..");
const manifest = readManifest(root);

it("publishes the build of every entry that the workspace imports as a source", () => {
  const built = Object.fromEntries(
    Object.entries(manifest.exports).map(([name, source]) => [name, builtEntry(source)]),
  );
  // A new entry is a line in `exports` and these lines in `publishConfig.exports`.
  expect(manifest.publishConfig?.exports).toEqual(built);
});

it.each(Object.values(manifest.exports).filter((source) => source.endsWith(".ts")))(
  "%s looks at Node before all else",
  (source) => {
    expect(readFileSync(join(root, source), "utf8")).toMatch(/^import "[./]+\/check-node\.ts";$/m);
  },
);

it("gives the tarball nothing that only the workspace needs", () => {
  const published = publishedManifest(manifest);
  expect(JSON.stringify(published)).not.toContain("./src/");
  expect(published).not.toHaveProperty("scripts");
  expect(published).not.toHaveProperty("devDependencies");
  expect(published).not.toHaveProperty("publishConfig");
});

it("names the oldest Node in one place for npm and for itself", () => {
  expect(manifest.engines.node).toBe(`>=${oldestNode}`);
});

it.each(["18.20.8", "20.20.2", "22.11.0", "22.14.1"])("tells who runs Node %s what it needs", (version) => {
  expect(nodeProblem(version)).toBe(
    `Ronda needs Node ${oldestNode} or newer, and this is Node ${version}. Install a newer one from https://nodejs.org, or with: nvm install 24`,
  );
});

it.each(["22.15.0", "22.23.5", "24.0.0", "26.1.0-nightly"])("runs on Node %s", (version) => {
  expect(nodeProblem(version)).toBeUndefined();
});
