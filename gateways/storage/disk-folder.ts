import { type Dir, type Stats, unlinkSync } from "node:fs";
import { opendir } from "node:fs/promises";
import { join } from "node:path";
import { setImmediate as nextTurn } from "node:timers/promises";
import { regularFile, unlessMissing, unlessMissingSync } from "./disk-files.ts";
import type { Listing, Removal, StoredFile } from "./stored-file.ts";

/**
 * What the stores on disk do with a folder full of files. Looking at a local file takes microseconds, a round trip through
 * the thread pool five times as long: so files are looked at in place, in slices short enough that requests do not notice.
 */

const usualPageSize = 10_000;
/** Directory entries between two turns of the event loop. */
const entriesPerTurn = 256;
const removalsPerTurn = 64;

/** The regular files of a folder whose name is `ours`; none where the folder was never made. */
export async function* listFolder(
  folder: string,
  ours: (name: string) => boolean,
  { pageSize = usualPageSize, signal }: Listing = {},
): AsyncGenerator<StoredFile[]> {
  const entries = await unlessMissing(() => opendir(folder, { bufferSize: entriesPerTurn }));
  if (!entries) return;
  try {
    yield* pages(folder, entries, { ours, pageSize, signal });
  } finally {
    await entries.close();
  }
}

type Paging = { ours: (name: string) => boolean; pageSize: number; signal?: AbortSignal };

async function* pages(folder: string, entries: Dir, { ours, pageSize, signal }: Paging) {
  let page: StoredFile[] = [];
  for (let read = 1, entry = entries.readSync(); entry; read++, entry = entries.readSync()) {
    if (read % entriesPerTurn === 0) await nextTurn();
    signal?.throwIfAborted();
    if (!entry.isFile() || !ours(entry.name)) continue;
    const found = regularFile(join(folder, entry.name));
    if (found) page.push(storedFile(entry.name, found));
    if (page.length === pageSize) {
      yield page;
      page = [];
    }
  }
  if (page.length > 0) yield page;
}

/** Removes those of the files that are old enough when they are looked at again. Gives how many. */
export async function removeOld(paths: string[], { modifiedBefore, signal }: Removal): Promise<number> {
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

/** What the disk says of a file, as a store says it. */
export function storedFile(name: string, found: Stats): StoredFile {
  return { name, sizeBytes: found.size, modifiedAt: found.mtime };
}
