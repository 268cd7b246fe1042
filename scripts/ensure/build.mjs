import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { servingIn } from "#serving.mjs";
import { ownActionsKey } from "./actions-key.mjs";
import { programPath, runWithProgress } from "./command.mjs";
import { SetupError } from "./setup-error.mjs";

/** Folders and files of the root that a build does not read. */
const notBuilt = new Set([
  "node_modules",
  "tests",
  "scripts",
  "server",
  "bench",
  "docs",
  "deploy",
  "test-results",
  "playwright-report",
  "packages/ronda/dist",
  "packages/ronda/examples",
  "packages/ronda/scripts",
  "packages/ronda/tarball",
]);

/**
 * Builds the app unless the last build was made from exactly these sources. Throws SetupError.
 * @param {string} root
 * @returns {Promise<void>}
 */
export async function buildUnlessFresh(root) {
  const stamp = join(root, ".next", "built-from");
  const sources = fingerprint(root);
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === sources) return;
  refuseBeneathAnApp(root);
  rmSync(stamp, { force: true });
  await runWithProgress("Building the app", "next", ["build"], {
    cwd: root,
    path: programPath(root, { own: true }),
    env: { NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" },
  });
  writeFileSync(stamp, sources);
}

/**
 * A build takes the pages away from whoever still serves the one before. Throws SetupError.
 * @param {string} root
 * @returns {void}
 */
export function refuseBeneathAnApp(root) {
  const [pid] = servingIn(root);
  if (pid === undefined) return;
  throw new SetupError(
    `SeTrip runs from this folder (process ${pid}), and a build would take its pages away for minutes.\n` +
      "Stop it first, or put a new release in its place without a gap: npm run deploy",
  );
}

/**
 * A hash over the names and contents of all files that a build reads, and the key that names its server actions. Times
 * do not count, so that checking out a branch and coming back builds nothing.
 * @param {string} root
 * @returns {string}
 */
export function fingerprint(root) {
  const hash = createHash("sha256");
  const visit = (/** @type {string} */ folder) => {
    for (const entry of readdirSync(join(root, folder), { withFileTypes: true }).sort((a, b) =>
      a.name < b.name ? -1 : 1,
    )) {
      const path = join(folder, entry.name);
      if (entry.name.startsWith(".") || notBuilt.has(path) || entry.name === "node_modules") continue;
      if (entry.isDirectory()) visit(path);
      else if (isSource(path))
        hash
          .update(`${path}\0`)
          .update(readFileSync(join(root, path)))
          .update("\0");
    }
  };
  visit(".");
  hash.update(ownActionsKey(root) ?? "");
  return hash.digest("hex");
}

/** @param {string} path */
function isSource(path) {
  return !/\.(test\.tsx?|md|tsbuildinfo)$|^next-env\.d\.ts$|^LICENSE$/.test(path);
}
