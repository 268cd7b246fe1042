import { type Dir, lutimesSync, type Stats, unlinkSync } from "node:fs";
import { opendir } from "node:fs/promises";
import { join } from "node:path";
import { setImmediate as nextTurn } from "node:timers/promises";
import { isPhotoName, photoOf } from "#photo-names.ts";
import { openRegular, regularFile, saveWhole, unlessMissing, unlessMissingSync } from "./disk-files.ts";
import type { PhotoStore, StoredPhoto } from "./photo-store.ts";

/**
 * The photo store in one folder of this machine. Looking at a local file takes microseconds, a round trip through the
 * thread pool five times as long: so files are looked at in place, in slices short enough that requests do not notice.
 */

const pageSize = 10_000;
/** Directory entries between two turns of the event loop. */
const entriesPerTurn = 256;
const removalsPerTurn = 64;

/** Opens the store in `folder`, which is made on the first save; until then the store is empty. */
export function diskPhotos(folder: string): PhotoStore {
  return {
    list: (options) => list(folder, options),
    stat: async (name) => look(folder, name),
    open: (name) => openPhoto(folder, name),
    save: async (name, bytes, modifiedAt) => {
      photoOf(name);
      await saveWhole({ folder, name }, bytes, { folderMode: 0o755, fileMode: 0o644, modifiedAt });
    },
    touch: async (name, at) => touch(folder, name, at),
    remove: (names, options) => remove(folder, names, options),
  };
}

async function* list(
  folder: string,
  options: { pageSize?: number; signal?: AbortSignal } = {},
): AsyncGenerator<StoredPhoto[]> {
  const size = options.pageSize ?? pageSize;
  const entries = await unlessMissing(() => opendir(folder, { bufferSize: entriesPerTurn }));
  if (!entries) return;
  try {
    yield* pages(folder, entries, { size, signal: options.signal });
  } finally {
    await entries.close();
  }
}

async function* pages(folder: string, entries: Dir, { size, signal }: { size: number; signal?: AbortSignal }) {
  let page: StoredPhoto[] = [];
  for (let read = 1, entry = entries.readSync(); entry; read++, entry = entries.readSync()) {
    if (read % entriesPerTurn === 0) await nextTurn();
    signal?.throwIfAborted();
    if (!entry.isFile() || !isPhotoName(entry.name)) continue;
    const found = regularFile(join(folder, entry.name));
    if (found) page.push(photoFrom(entry.name, found));
    if (page.length === size) {
      yield page;
      page = [];
    }
  }
  if (page.length > 0) yield page;
}

async function remove(
  folder: string,
  names: readonly string[],
  { modifiedBefore, signal }: { modifiedBefore: Date; signal?: AbortSignal },
): Promise<number> {
  const paths = names.map((name) => pathOf(folder, name));
  let removed = 0;
  for (const [index, path] of paths.entries()) {
    if (index % removalsPerTurn === 0) await nextTurn();
    signal?.throwIfAborted();
    // The second look and the removal are two calls in a row, with nothing of this process in between.
    const found = regularFile(path);
    if (!found || found.mtimeMs >= modifiedBefore.getTime()) continue;
    if (unlessMissingSync(() => unlinkSync(path))) removed += 1;
  }
  return removed;
}

async function openPhoto(folder: string, name: string) {
  const opened = await openRegular(pathOf(folder, name));
  return opened && { ...photoFrom(name, opened.found), body: opened.body };
}

function touch(folder: string, name: string, at: Date): boolean {
  const path = pathOf(folder, name);
  return regularFile(path) !== undefined && unlessMissingSync(() => lutimesSync(path, at, at));
}

function look(folder: string, name: string): StoredPhoto | undefined {
  const found = regularFile(pathOf(folder, name));
  return found && photoFrom(name, found);
}

function photoFrom(name: string, found: Stats): StoredPhoto {
  return { name, sizeBytes: found.size, modifiedAt: found.mtime };
}

function pathOf(folder: string, name: string): string {
  photoOf(name);
  return join(folder, name);
}
