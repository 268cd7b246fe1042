import { existsSync } from "node:fs";
import { join } from "node:path";
import { SetupError } from "./setup-error.mjs";

/**
 * The project runs on the Node that the lockfile brings. Where there is none for this system (macOS), the Node that is
 * installed must be new enough. Throws SetupError.
 * @param {string} root
 * @param {string} [version] of the Node that runs this
 */
export function checkNode(root, version = process.versions.node) {
  const bundled = ["node", "node.cmd"].some((name) => existsSync(join(root, "node_modules", ".bin", name)));
  if (bundled || Number(version.split(".")[0]) >= 24) return;
  throw new SetupError(
    `SeTrip needs Node 24 or newer; this is ${version}, and there is no Node package for ${process.platform}-${process.arch}.\n` +
      "Install it from https://nodejs.org, with `nvm install`, or with `brew install node@24`, then try again.",
  );
}
