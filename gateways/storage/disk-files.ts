import { randomUUID } from "node:crypto";
import { constants, lstatSync, type Stats } from "node:fs";
import { link, mkdir, open, rm, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Readable } from "node:stream";

/** What the stores on disk do with one file. No link is ever followed. */

/**
 * Writes a file that is there whole or not at all, also when the disk fills up or the machine stops in the middle: under
 * a name that no store knows first, then given its own. The folder is made when it is missing. Throws EEXIST for a name
 * that is taken, and ENOSPC with nothing left behind.
 */
export async function saveAtomically(
  path: { folder: string; name: string },
  bytes: Uint8Array,
  options: { folderMode: number; fileMode: number; modifiedAt?: Date },
): Promise<void> {
  await mkdir(path.folder, { recursive: true, mode: options.folderMode });
  const half = join(path.folder, `.${randomUUID()}.half`);
  try {
    await writeFile(half, bytes, { flag: "wx", mode: options.fileMode, flush: true });
    if (options.modifiedAt) await utimes(half, options.modifiedAt, options.modifiedAt);
    // A rename would write over the file that has the name already; a link refuses.
    await link(half, join(path.folder, path.name));
  } finally {
    await rm(half, { force: true });
  }
}

/** Whether the disk, or this user's share of it, has no room for what was to be written. */
export function isDiskFull(error: unknown): boolean {
  return ["ENOSPC", "EDQUOT"].includes((error as NodeJS.ErrnoException).code ?? "");
}

/** True for the name under which {@link saveAtomically} begins: one that is old was left behind by a crash. */
export function isHalf(name: string): boolean {
  return /^\.[0-9a-f-]{36}\.half$/.test(name);
}

/** The bytes of a regular file, or nothing where there is none. The caller reads or cancels the body. */
export async function openRegular(
  path: string,
): Promise<{ found: Stats; body: ReadableStream<Uint8Array> } | undefined> {
  const file = await unlessMissing(() => open(path, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0)));
  if (!file) return undefined;
  const found = await file.stat();
  if (!found.isFile()) {
    await file.close();
    return undefined;
  }
  // The stream closes the file when it ends and when its reader goes away.
  return { found, body: Readable.toWeb(file.createReadStream()) as ReadableStream<Uint8Array> };
}

/** Nothing for a link, a folder, a socket, or a file that is gone. */
export function regularFile(path: string): Stats | undefined {
  const found = lstatSync(path, { throwIfNoEntry: false });
  return found?.isFile() ? found : undefined;
}

/** What `work` gives, or nothing when the file that it wants is gone. */
export async function unlessMissing<Result>(work: () => Promise<Result>): Promise<Result | undefined> {
  try {
    return await work();
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

/** Whether `work` found its file. */
export function unlessMissingSync(work: () => void): boolean {
  try {
    work();
    return true;
  } catch (error) {
    if (isMissing(error)) return false;
    throw error;
  }
}

/** ELOOP is what opening a link answers when links are not followed, ENOTDIR what stands below no folder. */
function isMissing(error: unknown): boolean {
  return ["ENOENT", "ELOOP", "ENOTDIR"].includes((error as NodeJS.ErrnoException).code ?? "");
}
