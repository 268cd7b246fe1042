import { eq } from "drizzle-orm";
import { newId } from "#db/columns.ts";
import { type Database, db, type Transaction } from "#db/connection.ts";
import { audit } from "#domain/audit/audit.ts";
import { policy } from "#domain/policy.ts";
import { tripImages } from "#domain/trips/schema.ts";
import type { PhotoStore } from "#gateways/storage/photo-store.ts";
import {
  type Attachment,
  type AttachOutcome,
  claimUploads,
  type FreshUploads,
  freshenUploads,
  insertImages,
  type PhotoForm,
} from "./attach.ts";

/** Whether the trip has these photos now, or why it has the ones from before. */
export type Arranged = AttachOutcome | { ok: false; reason: "photo-count" };

/** Those of the photos that the trip does not have yet and may get, see {@link freshenUploads}; before its lock is taken. */
export async function freshenNewPhotos(
  form: PhotoForm & { tripId: string; storage: PhotoStore },
): Promise<FreshUploads> {
  const paths = (await imagesOf(db(), form.tripId)).map(({ path }) => path);
  return freshenUploads({ ...form, photos: form.photos.filter((photo) => !paths.includes(photo)) });
}

/**
 * Gives a trip exactly these photos in this order: those that it has already, and uploads of its organizer. A trip keeps
 * at least one; what it no longer has is an orphan, which the clean-up takes. Must be called under the trip's lock; where
 * the answer is not ok, nothing has changed. Writes nothing down when everything is as before.
 */
export async function arrangeTripImages(tx: Transaction, arrangement: Attachment): Promise<Arranged> {
  const { tripId, userId, photos, now } = arrangement;
  if (photos.length < 1 || photos.length > policy.mostPhotos) return { ok: false, reason: "photo-count" };
  if (new Set(photos).size < photos.length) return { ok: false, reason: "photo-used" };
  const before = await imagesOf(tx, tripId);
  const paths = before.map(({ path }) => path);
  if (JSON.stringify(paths) === JSON.stringify(photos)) return { ok: true };

  const added = photos.filter((photo) => !paths.includes(photo));
  const held = await claimUploads(tx, { ...arrangement, photos: added });
  if (!held.ok) return held;
  if (!(await replace(tx, before, arrangement))) return { ok: false, reason: "photo-used" };
  const change = { action: "trip.arrange-photos", entity: "Trip", entityId: tripId } as const;
  const actor = { type: "USER" as const, id: userId };
  await audit(tx, [{ ...change, actor, before: { photos: paths }, after: { photos } }], { now });
  return { ok: true };
}

function imagesOf(database: Database | Transaction, tripId: string) {
  return database.select().from(tripImages).where(eq(tripImages.tripId, tripId)).orderBy(tripImages.position);
}

/**
 * Out with all rows and in again, because no position may be taken twice at any moment. False, with the rows as they
 * were, when another trip has one of the photos.
 */
async function replace(tx: Transaction, before: (typeof tripImages.$inferSelect)[], arrangement: Attachment) {
  const { tripId, photos, now } = arrangement;
  const rowOf = new Map(before.map((row) => [row.path, row]));
  const rows = photos.map((path, position) => ({
    ...(rowOf.get(path) ?? { id: newId(), tripId, path, createdAt: now }),
    position,
    updatedAt: now,
  }));
  const ours = eq(tripImages.tripId, tripId);
  await tx.delete(tripImages).where(ours);
  if (await insertImages(tx, rows)) return true;
  await tx.delete(tripImages).where(ours);
  if (before.length > 0) await tx.insert(tripImages).values(before);
  return false;
}
