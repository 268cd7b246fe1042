/**
 * Lets `npm pack` pack the package.json of the tarball: `prepack` writes it (`write`), `postpack` puts the workspace's back
 * (`restore`). Where packing was interrupted, the next `write` or `restore` finds the workspace's beside it.
 */
import { existsSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { publishedManifest, readManifest } from "./manifest.ts";

const root = join(import.meta.dirname, "..");
const manifest = join(root, "package.json");
const kept = join(root, "package.json.workspace");

if (existsSync(kept)) renameSync(kept, manifest);
if (process.argv[2] === "write") {
  const published = publishedManifest(readManifest(root));
  renameSync(manifest, kept);
  writeFileSync(manifest, `${JSON.stringify(published, null, 2)}\n`);
}
