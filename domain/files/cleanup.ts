import { db } from "#db/connection.ts";
import { forgetTombstones, tombstoneOrphans, unreferenced } from "#domain/images/photo-tombstones.ts";
import { removableBefore } from "#domain/installation/belonging.ts";
import { policy } from "#domain/policy.ts";
import type { PhotoStore } from "#gateways/storage/photo-store.ts";
import type { StoredFile } from "#gateways/storage/stored-file.ts";
import { assertRightPhotos } from "./right-store.ts";

/** What one clean-up works with. */
export type CleanUpWork = {
  /** Files last modified less than a day before this are never removed. */
  now: Date;
  storage: PhotoStore;
  log: { info: (message: string, fields?: Record<string, unknown>) => void };
  /** Stops the walk between two files. */
  signal: AbortSignal;
  /** Says that the walk is alive; false when it must stop because another one took over. */
  beat: () => Promise<boolean>;
};

/** So many files a transaction: a form that wants its photos waits for it. */
const tombstonesAtOnce = 1_000;

/**
 * Removes photos that no trip refers to and that are older than a day. `scanned` and `deleted` count files; both are 0
 * for an empty store. A referenced photo keeps all its widths. Throws before it removes anything when the store has nothing
 * of what trips refer to: in somebody else's, every photo would be an orphan.
 *
 * A page of files is listed first and looked up in `TripImage` after, so that a photo saved in between is seen. What has
 * no row is doomed, see `photo-tombstones.ts`, then looked at once more in the store and removed, with no transaction open. A file
 * is only ever removed on the word of a transaction that succeeded after it was listed: when the database fails, the
 * error is thrown at once, and neither the page at hand nor anything behind it loses a file. What earlier pages lost were
 * orphans, and the next run begins again from the start.
 * Rule: docs/domain.md#photos-that-belong-to-nothing
 */
export async function cleanUpTripImages(work: CleanUpWork): Promise<{ scanned: number; deleted: number }> {
  const modifiedBefore = await removableBefore({ now: work.now, ageMs: policy.orphanImageAgeMs });
  let scanned = 0;
  let deleted = 0;
  await assertRightPhotos(work.storage);
  await forgetTombstones(work.now);
  try {
    const pages = work.storage.list({ signal: work.signal });
    for await (const page of whileListing(pages, (photos) => removeOrphansOf(photos, modifiedBefore, work))) {
      scanned += page.scanned;
      deleted += page.deleted;
      if (!(await work.beat())) break;
    }
  } finally {
    work.log.info("photos walked", { scanned, deleted });
  }
  return { scanned, deleted };
}

/** Works on a page while the next one is listed, and gives the results in order. Never leaves work behind when it ends. */
async function* whileListing<Page, Result>(pages: AsyncIterable<Page>, work: (page: Page) => Promise<Result>) {
  let running: Promise<Result> | undefined;
  try {
    for await (const page of pages) {
      if (running) yield await running;
      running = work(page);
      // It may fail before anybody waits for it; whoever waits still gets the error.
      running.catch(() => {});
    }
    if (running) yield await running;
  } finally {
    await running?.catch(() => {});
  }
}

async function removeOrphansOf(page: StoredFile[], modifiedBefore: Date, { now, storage, signal }: CleanUpWork) {
  const old = page.filter((photo) => photo.modifiedAt < modifiedBefore).map((photo) => photo.name);
  let deleted = 0;
  for (const slice of slices(await unreferenced(db(), old), tombstonesAtOnce)) {
    const removed = await storage.remove(await tombstoneOrphans(slice, now), { modifiedBefore, signal });
    deleted += removed;
  }
  return { scanned: page.length, deleted };
}

function* slices(names: string[], size: number): Generator<string[]> {
  for (let start = 0; start < names.length; start += size) yield names.slice(start, start + size);
}
