import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { identityOf, isAlive } from "#alive.mjs";

// An app reads its build from disk for as long as it runs, and a build begins by clearing the one before away. So whoever
// serves says so beside the build.

/** @param {string} root */
const folderIn = (root) => join(root, ".next", "serving");

/**
 * Says that this process serves the build in `root` until it ends. A folder that takes no file is one that nobody builds in.
 * @param {string} root
 * @returns {void}
 */
export function markServing(root) {
  const file = join(folderIn(root), String(process.pid));
  try {
    mkdirSync(folderIn(root), { recursive: true });
    writeFileSync(file, identityOf(process.pid));
  } catch {
    return;
  }
  process.once("exit", () => rmSync(file, { force: true }));
}

/**
 * The numbers of the living processes that serve the build in `root`.
 * @param {string} root
 * @returns {string[]}
 */
export function servingIn(root) {
  try {
    return readdirSync(folderIn(root)).filter((pid) => isAlive(readFileSync(join(folderIn(root), pid), "utf8")));
  } catch {
    return [];
  }
}
