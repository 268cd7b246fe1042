import { access, mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { waitingAtMost } from "#db/bounds.ts";
import { oldestNamed } from "#domain/files/right-store.ts";
import { privateFilesFolder, tripPhotosFolder } from "#gateways/storage/stores.ts";
import { limits } from "#limits.ts";

/** A folder of uploads, and the oldest files that the database names there. */
type Folder = { path: string; oldest: () => Promise<string[]> };

/** The folders of uploads on disk. */
export function uploadFolders(): Folder[] {
  return [
    { path: tripPhotosFolder(), oldest: () => oldestNamed("photos") },
    { path: privateFilesFolder(), oldest: () => oldestNamed("papers") },
  ];
}

/** Lies in a folder that was found to be the right one, so that nothing has to be asked again while it lies there. */
export const folderMark = ".setrip";

const markText =
  "SeTrip keeps its uploads in this folder. Please leave this file here: where it is gone, so may be the folder.\n";

/**
 * Whether a folder of uploads has lost what was in it: the database names files there, and none of the oldest is to be
 * found. A disk that is not mounted looks like that, and so does a folder that was moved or removed. Where nothing is
 * missed, the folder is there afterwards; it is marked once the database could say so.
 */
export async function hasLostFiles({ path, oldest }: Folder): Promise<boolean> {
  if (await isThere(join(path, folderMark))) return false;
  const names = await waitingAtMost(limits.ready.databaseMs, oldest).catch(() => undefined);
  const found = await Promise.all((names ?? []).map((name) => isThere(join(path, name))));
  if (found.length > 0 && !found.includes(true)) return true;
  await mkdir(path, { recursive: true });
  if (names) await writeFile(join(path, folderMark), markText, { flag: "wx" }).catch(unlessThere);
  return false;
}

function isThere(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

/** Another process was first. */
function unlessThere(error: NodeJS.ErrnoException): void {
  if (error.code !== "EEXIST") throw error;
}
