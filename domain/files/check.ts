import type { Sweep } from "#domain/sweep.ts";
import type { PhotoStore } from "#gateways/storage/photo-store.ts";
import { isPrivateName, type PrivateFiles } from "#gateways/storage/private-files.ts";
import { limits } from "#limits.ts";
import { isPhotoName } from "#photo-names.ts";
import { filesToCheck, forgetUnnamed, type NamedFile, recordChecks, stillNamed } from "./named-files.ts";
import { assertAnswering, assertRightStores } from "./right-store.ts";

/** What a check found; zeros and no names when nothing is named, or all of it is there. */
export type FilesChecked = {
  /** How many files were looked for. */
  checked: number;
  /** How many of them are not there, or empty. */
  missing: number;
  /** How many of those that had been missing are there again. */
  back: number;
  /** Base names of the missing ones, the first hundred. */
  names: string[];
};

const mostNames = 100;

/**
 * Looks for the files that the database names in their stores: the missing ones again, and of the others those that
 * nobody has looked for the longest, a sixth a night and whatever was not looked at for six days. So each is looked for
 * within a week, also when a night is missed; what one night has no time for comes first in the next.
 *
 * Throws when a store cannot be asked, or cannot be the one that the database speaks of: then nothing is said to be missing.
 */
export async function checkStoredFiles(
  sweep: Sweep & { photos: PhotoStore; papers: PrivateFiles },
): Promise<FilesChecked> {
  const { now, photos, papers, signal, beat, note } = sweep;
  // With no names in the database nothing else would ask.
  await assertAnswering({ photos, papers });
  await assertRightStores({ photos, papers });
  await forgetUnnamed();
  const until = performance.now() + limits.fileCheck.mostMs;
  const result: FilesChecked = { checked: 0, missing: 0, back: 0, names: [] };
  const files = await filesToCheck(now);
  for (let start = 0; start < files.length; start += limits.fileCheck.batch) {
    if (signal.aborted || !(await beat()) || performance.now() > until) {
      note(`${files.length - start} files were left for the next night`);
      break;
    }
    const batch = files.slice(start, start + limits.fileCheck.batch);
    const absent = await absentOf(batch, { photos, papers, signal });
    // Somebody may have replaced a picture since it was read that a row names it.
    const named = await stillNamed(absent);
    await recordChecks({ files: batch, missing: named, now });
    result.checked += batch.length;
    result.missing += named.size;
    result.back += batch.filter(({ name, isMissing }) => isMissing && !absent.includes(name)).length;
    result.names.push(...[...named].slice(0, mostNames - result.names.length));
  }
  return result;
}

type Stores = { photos: PhotoStore; papers: PrivateFiles; signal: AbortSignal };

async function absentOf(files: NamedFile[], { photos, papers, signal }: Stores): Promise<string[]> {
  const absent: string[] = [];
  const queue = files.values();
  const worker = async () => {
    for (const { name, kind } of queue) {
      signal.throwIfAborted();
      const isName = kind === "foto" ? isPhotoName(name) : isPrivateName(name);
      const found = isName ? await (kind === "foto" ? photos : papers).stat(name) : undefined;
      if (!found?.sizeBytes) absent.push(name);
    }
  };
  const ended = await Promise.allSettled(Array.from({ length: limits.fileCheck.atOnce }, worker));
  // Only now that none of them works on: whoever called thinks that all is over.
  for (const end of ended) if (end.status === "rejected") throw end.reason;
  return absent;
}
