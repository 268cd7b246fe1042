import { lt, sql } from "drizzle-orm";
import { anyOf } from "#db/conditions.ts";
import { type Database, db, type Transaction, transaction } from "#db/connection.ts";
import { policy } from "#domain/policy.ts";
import { tripImages } from "#domain/trips/schema.ts";
import { photoOf } from "#photo-names.ts";
import { photoTombstones } from "./schema.ts";

/**
 * A photo is a file and a row, which no transaction spans, and nobody asks the store while a lock is held. So what decides
 * over a photo is in the database alone: a row of `TripImage` keeps it, a row of `DoomedPhoto` keeps every trip from
 * getting it, and it never gets the second while it has the first, nor the first while it has the second. Only files of
 * doomed photos are removed, after the transaction that doomed them.
 */

/** Any number, the same for all processes. */
const key = 7_364_873;

/** Keeps the clean-up from dooming a photo until `tx` ends; any number of forms may hold this at once. */
export async function lockPhotos(tx: Transaction): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock_shared(${key}::bigint)`);
}

/** Whether the clean-up has decided to remove one of these photos. Must be asked under {@link lockPhotos}. */
export async function anyTombstone(tx: Transaction, photos: readonly string[]): Promise<boolean> {
  return (await tx.$count(photoTombstones, anyOf(photoTombstones.photo, photos))) > 0;
}

/**
 * Decides which of these files may be removed, and says so to all forms: those whose photo no trip refers to. Waits until
 * no form is giving photos their rows, and keeps new ones waiting for some milliseconds.
 */
export function tombstoneOrphans(files: string[], now: Date): Promise<string[]> {
  return transaction(async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(${key}::bigint)`);
    const orphans = await unreferenced(tx, files);
    if (orphans.length > 0) await addTombstones(tx, orphans, now);
    return orphans;
  });
}

async function addTombstones(tx: Transaction, files: string[], now: Date): Promise<void> {
  const photos = [...new Set(files.map(photoOf))];
  await tx.execute(sql`
    insert into ${photoTombstones} ("photo", "doomedAt")
    select photo, ${now.toISOString()}::timestamptz from unnest(string_to_array(${photos.join(" ")}, ' ')) as photo
    on conflict ("photo") do update set "doomedAt" = excluded."doomedAt"
    where ${photoTombstones.doomedAt} < excluded."doomedAt"`);
}

/**
 * Forgets which photos were doomed long ago. Their files are gone by then; one that is still there,
 * because the clean-up was killed or the store refused, is doomed anew before anybody tries again.
 */
export async function forgetTombstones(now: Date): Promise<void> {
  const tombstonesBefore = new Date(now.getTime() - policy.photoTombstoneKeptMs);
  await db().delete(photoTombstones).where(lt(photoTombstones.doomedAt, tombstonesBefore));
}

/**
 * Those of the files whose photo has no row. One index lookup a name, which `limit 1` keeps it on a table of any size;
 * the names travel as one text, because they have no spaces and an array of thousands costs more to write and to read.
 */
export async function unreferenced(database: Database | Transaction, files: string[]): Promise<string[]> {
  if (files.length === 0) return [];
  const photos = files.map(photoOf);
  const { rows } = await database.execute<{ photo: string }>(sql`
    select asked.photo
    from unnest(string_to_array(${photos.join(" ")}, ' ')) as asked(photo)
    left join lateral (select true as found from ${tripImages} where "path" = asked.photo limit 1) as image on true
    where image.found is null`);
  const orphans = new Set(rows.map((row) => row.photo));
  return files.filter((_, index) => orphans.has(photos[index]!));
}
