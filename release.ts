import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** The file in a release's folder that says which one it is; `scripts/release/folders.ts` writes it once all else is there. */
const file = ".release";

/**
 * The id of the release in whose folder this process runs, such as `20261130-064200-3aa6256`; undefined where nobody
 * deployed it, as on a developer's machine. Read once: a folder never becomes another release.
 */
export const release: string | undefined = readRelease(import.meta.dirname ?? process.cwd());

/** The same of any folder. Undefined also where the folder is not finished. */
export function readRelease(folder: string): string | undefined {
  const path = join(/* turbopackIgnore: true */ folder, file);
  if (!existsSync(path)) return undefined;
  return readFileSync(path, "utf8").trim() || undefined;
}
