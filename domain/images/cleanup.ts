import { sql } from "drizzle-orm";
import { type Database, db, type Transaction, transaction } from "#db/connection.ts";
import type { PhotoStore, StoredPhoto } from "#gateways/storage/photo-store.ts";
import { photoOf } from "#photo-names.ts";
import { policy } from "../policy.ts";
import { lockPhotos } from "./photo-lock.ts";

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

/**
 * Removes photos that no trip refers to and that are older than a day. `scanned` and `deleted` count files; both are 0
 * for an empty store. A referenced photo keeps all its widths.
 *
 * A page of files is listed first and looked up in `TripImage` after, so that a photo saved in between is seen. A file
 * is only ever removed on the word of a query that succeeded after it was listed: when the database fails, the error
 * is thrown at once, and neither the page at hand nor anything behind it loses a file. What earlier pages lost were
 * orphans, and the next run begins again from the start.
 */
export async function cleanUpTripImages(work: CleanUpWork): Promise<{ scanned: number; deleted: number }> {
  const modifiedBefore = new Date(work.now.getTime() - policy.orphanImageAgeMs);
  let scanned = 0;
  let deleted = 0;
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

async function removeOrphansOf(page: StoredPhoto[], modifiedBefore: Date, work: CleanUpWork) {
  const old = page.filter((photo) => photo.modifiedAt < modifiedBefore).map((photo) => photo.name);
  let deleted = 0;
  const orphans = await unreferenced(db(), old);
  // A form that wants the photo lock waits for one slice.
  for (const slice of slices(orphans, work.storage.removesAtOnce)) deleted += await remove(slice, modifiedBefore, work);
  return { scanned: page.length, deleted };
}

/** Asks once more under the lock, which forms take too, and removes what is still an orphan then. */
function remove(names: string[], modifiedBefore: Date, { storage, signal }: CleanUpWork): Promise<number> {
  return transaction(async (tx) => {
    await lockPhotos(tx);
    return storage.remove(await unreferenced(tx, names), { modifiedBefore, signal });
  });
}

/**
 * Those of the files whose photo has no row. One index lookup a name, which `limit 1` keeps it on a table of any size;
 * the names travel as one text, because they have no spaces and an array of thousands costs more to write and to read.
 */
async function unreferenced(database: Database | Transaction, names: string[]): Promise<string[]> {
  if (names.length === 0) return [];
  const photos = names.map(photoOf);
  const { rows } = await database.execute<{ photo: string }>(sql`
    select asked.photo
    from unnest(string_to_array(${photos.join(" ")}, ' ')) as asked(photo)
    left join lateral (select true as found from "TripImage" where "path" = asked.photo limit 1) as image on true
    where image.found is null`);
  const orphans = new Set(rows.map((row) => row.photo));
  return names.filter((_, index) => orphans.has(photos[index]!));
}

function* slices(names: string[], size: number): Generator<string[]> {
  for (let start = 0; start < names.length; start += size) yield names.slice(start, start + size);
}
