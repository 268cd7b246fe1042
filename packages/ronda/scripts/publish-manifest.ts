/**
 * Lets `npm pack` pack the package.json of the tarball: `prepack` writes it (`write`), `postpack` puts the workspace's back
 * (`restore`). Where packing was interrupted, the next `write` or `restore` finds the workspace's beside it.
 *
 * `npm publish` of the folder would send the registry what it reads after `postpack`, the workspace's: it is refused.
 */
import { existsSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { publishedManifest, readManifest } from "./manifest.ts";

const root = join(import.meta.dirname, "..");
const manifest = join(root, "package.json");
const kept = join(root, "package.json.workspace");

if (process.argv[2] === "refuse") {
  console.error(
    "Publish the packed file, whose package.json is the right one: npm pack, then npm publish ronda-<version>.tgz",
  );
  process.exit(1);
}
if (existsSync(kept)) renameSync(kept, manifest);
if (process.argv[2] === "write") {
  const published = publishedManifest(readManifest(root));
  renameSync(manifest, kept);
  writeFileSync(manifest, `${JSON.stringify(published, null, 2)}\n`);
}
