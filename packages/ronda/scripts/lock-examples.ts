/**
 * Writes `examples/package-lock.json` anew after a version in one of the examples has changed. Ronda itself is not in it: the
 * tests install the tarball of this very tree.
 */
import { execFileSync } from "node:child_process";
import { copyFileSync, cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { changeManifests } from "../tarball/manifests.ts";

const examples = join(import.meta.dirname, "..", "examples");
const copy = mkdtempSync(join(tmpdir(), "ronda-lock-"));
try {
  cpSync(examples, copy, { recursive: true, filter: (path) => !/\/(node_modules|\.next)$/.test(path) });
  changeManifests(copy, ({ dependencies }) => {
    delete dependencies.ronda;
  });
  const options = ["--package-lock-only", "--omit-lockfile-registry-resolved", "--no-audit", "--no-fund"];
  execFileSync("npm", ["install", ...options], { cwd: copy, stdio: "inherit" });
  copyFileSync(join(copy, "package-lock.json"), join(examples, "package-lock.json"));
} finally {
  rmSync(copy, { recursive: true, force: true });
}
