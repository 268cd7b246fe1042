import { existsSync, readFileSync, statfsSync } from "node:fs";
import { join } from "node:path";
import { programPath, runWithProgress } from "./command.mjs";
import { SetupError } from "./setup-error.mjs";

const neededBytes = 2_000_000_000;

/**
 * Installs exactly what the lockfile says unless node_modules already fits it. Throws SetupError.
 * @param {string} root
 * @returns {Promise<void>}
 */
export async function installUnlessFresh(root) {
  if (fitsLockfile(root)) return;
  const { bavail, bsize } = statfsSync(root);
  if (bavail * bsize < neededBytes) {
    throw new SetupError(
      `Only ${Math.round((bavail * bsize) / 1_000_000)} MB are free below ${root}; installing and building need about 2 GB.`,
    );
  }
  await runWithProgress(
    "Installing the packages of package-lock.json (the first time takes one to three minutes)",
    "npm",
    ["ci", "--no-audit", "--no-fund", "--loglevel=error", "--include=dev", "--include=optional"],
    { cwd: root, path: programPath(root, { own: false }) },
  );
}

/**
 * True when every package that the lockfile wants stands in node_modules in that version. npm keeps the list of what it
 * installed beside it; optional packages of other systems are rightly absent.
 * @param {string} root
 * @returns {boolean}
 */
export function fitsLockfile(root) {
  const installedList = join(root, "node_modules", ".package-lock.json");
  if (!existsSync(installedList)) return false;
  const wanted = packagesIn(join(root, "package-lock.json"));
  const installed = packagesIn(installedList);
  return Object.entries(wanted).every(([path, want]) => {
    if (!path.includes("node_modules/")) return true;
    const have = installed[path];
    return have ? have.version === want.version && Boolean(have.link) === Boolean(want.link) : want.optional === true;
  });
}

/**
 * @param {string} path
 * @returns {Record<string, { version?: string, link?: boolean, optional?: boolean }>}
 */
function packagesIn(path) {
  return JSON.parse(readFileSync(path, "utf8")).packages;
}
