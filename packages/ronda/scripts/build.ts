/**
 * Makes `dist`, what the tarball carries: `npm run build`. The workspace imports the sources and needs none of it.
 *
 * TypeScript makes the ES modules with their types and source maps. Beside them, `dist/commonjs` is for `require`: a file for
 * each entry of the package, which loads the same ES module, and the same types once more, since TypeScript takes a file of
 * types for CommonJS or not by the package.json above it.
 */
import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, relative } from "node:path";
import { oldestNode } from "../src/required-node.ts";
import { readManifest } from "./manifest.ts";

const root = join(import.meta.dirname, "..");
const dist = join(root, "dist");
const commonjs = join(dist, "commonjs");

rmSync(dist, { recursive: true, force: true });
compile();
for (const path of readdirSync(dist, { recursive: true, encoding: "utf8" })) {
  if (path.endsWith(".d.ts")) cpSync(join(dist, path), join(commonjs, path));
}
writeFileSync(join(commonjs, "package.json"), '{ "type": "commonjs" }\n');
for (const source of Object.values(readManifest(root).exports)) {
  if (source.endsWith(".ts")) writeWrapper(source.replace("./src/", "").replace(/\.ts$/, ".js"));
}

/** Not the shim in node_modules/.bin, which is another kind of file on each system. */
function compile(): void {
  const manifest = createRequire(import.meta.url).resolve("typescript/package.json");
  const { bin } = JSON.parse(readFileSync(manifest, "utf8")) as { bin: { tsc: string } };
  const args = [join(dirname(manifest), bin.tsc), "--project", join(root, "tsconfig.build.json")];
  execFileSync(process.execPath, args, { stdio: "inherit" });
}

/** The wrapper looks at the version first: where `require` cannot load an ES module, Node's own words help nobody. */
function writeWrapper(module: string): void {
  const file = join(commonjs, module);
  mkdirSync(dirname(file), { recursive: true });
  const target = relative(dirname(file), join(dist, module)).replaceAll("\\", "/");
  writeFileSync(
    file,
    `"use strict";
const [major, minor] = process.versions.node.split(".").map(Number);
const [oldestMajor, oldestMinor] = "${oldestNode}".split(".").map(Number);
if (major < oldestMajor || (major === oldestMajor && minor < oldestMinor)) {
  throw new Error("Ronda needs Node ${oldestNode} or newer, and this is Node " + process.versions.node + ".");
}
module.exports = require(${JSON.stringify(target)});
`,
  );
}
