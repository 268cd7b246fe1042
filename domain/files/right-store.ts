import { sql } from "drizzle-orm";
import { db } from "#db/connection.ts";
import { payments } from "#domain/bookings/schema/payments.ts";
import { tripImages } from "#domain/trips/schema.ts";
import type { PhotoStore } from "#gateways/storage/photo-store.ts";
import { isPrivateName, type PrivateFiles } from "#gateways/storage/private-files.ts";
import { isPhotoName } from "#photo-names.ts";

/**
 * Whether a store is the one that the database speaks of. A data folder that was never mounted, a bucket of another
 * installation: each looks like a store in which everything is missing, or in which everything may go.
 */

/** The store has nothing of what the database names. */
export class WrongStoreError extends Error {
  override name = "WrongStoreError";
}

type Stores = { photos: PhotoStore; papers: PrivateFiles };

/** So many of the oldest files that rows name are looked for, and so many of the newest. */
const sampled = 10;
/** That fewer are missing may be an accident of theirs, unless the store is empty. */
const fewest = 5;

/** Throws a {@link WrongStoreError} when the photos are not where the database expects them; or what asking it threw. */
export async function assertRightPhotos(photos: PhotoStore): Promise<void> {
  await assertHolds(await ends(namedPhotos), {
    what: "photos",
    isThere: async (name) => isPhotoName(name) && (await photos.stat(name)) !== undefined,
    list: () => photos.list({ pageSize: 1 }),
  });
}

/** The same for both stores. */
export async function assertRightStores(stores: Stores): Promise<void> {
  await assertRightPhotos(stores.photos);
  await assertHolds(await ends(namedProofs), {
    what: "private files",
    isThere: async (name) => isPrivateName(name) && (await stores.papers.stat(name)) !== undefined,
    list: () => stores.papers.list({ pageSize: 1 }),
  });
}

/** Throws what asking the stores throws: settings that lead nowhere fail here, and not with the first upload. */
export async function assertAnswering({ photos, papers }: Stores): Promise<void> {
  for (const store of [photos, papers]) await isEmpty(store.list({ pageSize: 1 }));
}

/**
 * A look at the oldest and the newest photos and proofs that rows name, `most` of each kind at each end: how many were
 * looked for, and the names of those that are not there or are empty. Throws what asking a store throws.
 */
export async function lookForSome(
  { photos, papers }: Stores,
  most: number,
): Promise<{ looked: number; missing: string[] }> {
  const [named, proofs] = await Promise.all([ends(namedPhotos, most), ends(namedProofs, most)]);
  const missing: string[] = [];
  for (const name of named) if (!isPhotoName(name) || !(await photos.stat(name))?.sizeBytes) missing.push(name);
  for (const name of proofs) if (!isPrivateName(name) || !(await papers.stat(name))?.sizeBytes) missing.push(name);
  return { looked: named.length + proofs.length, missing };
}

/** So many of the oldest files tell whether a folder is the one that it was; some of them may be lost by an accident. */
const oldest = 50;

/** The names of the oldest photos of trips, or of the oldest proofs, that rows name; none where none is named. */
export async function oldestNamed(kind: "photos" | "papers"): Promise<string[]> {
  const rows = kind === "photos" ? namedPhotos : namedProofs;
  const { rows: found } = await db().execute<{ name: string }>(sql`${rows} order by id limit ${oldest}`);
  return found.map(({ name }) => name);
}

const namedPhotos = sql`select "path" as name, "id" from ${tripImages}`;
const namedProofs = sql`select "proofPath" as name, "id" from ${payments} where "proofPath" is not null`;

async function ends(rows: ReturnType<typeof sql>, most = sampled): Promise<string[]> {
  const { rows: found } = await db().execute<{ name: string }>(sql`
    with named as (${rows})
    (select name from named order by id limit ${most}) union (select name from named order by id desc limit ${most})`);
  return found.map(({ name }) => name);
}

type Look = {
  what: string;
  isThere: (name: string) => Promise<boolean>;
  list: () => AsyncIterable<unknown[]>;
};

async function assertHolds(names: string[], { what, isThere, list }: Look): Promise<void> {
  for (const name of names) if (await isThere(name)) return;
  if (names.length === 0) return;
  if (names.length < fewest && !(await isEmpty(list()))) return;
  throw new WrongStoreError(
    `The database names ${what}, and the store has none of the ${names.length} that were looked for. Is it the right one, and mounted? See SETRIP_DATA_DIR, or S3_ENDPOINT and S3_BUCKET`,
  );
}

async function isEmpty(pages: AsyncIterable<unknown[]>): Promise<boolean> {
  for await (const _ of pages) return false;
  return true;
}
