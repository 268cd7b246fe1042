import { eq } from "drizzle-orm";
import { newId } from "#db/columns.ts";
import type { Transaction } from "#db/connection.ts";
import type { PhotoStore } from "#gateways/storage/photo-store.ts";
import { filesOfPhoto, isUploadOf } from "#photo-names.ts";
import { policy } from "../policy.ts";
import { holdPhotos } from "./photo-lock.ts";
import { tripImages } from "./schema.ts";

/**
 * `photo-expired`: ask for the upload again; `photo-used`: it belongs to a trip already, as when a form is sent twice;
 * `not-yours`: the name is not one that this person's uploads can have.
 */
export type AttachOutcome = { ok: true } | { ok: false; reason: "photo-expired" | "photo-used" | "not-yours" };

/** What a form names: base names of his uploads, in the order of the gallery. */
export type Attachment = { tripId: string; userId: string; photos: readonly string[]; storage: PhotoStore; now: Date };

/**
 * Gives a new trip its photos, in the order of `photos`, see {@link holdUploads}. Must be called in the transaction that
 * makes the trip: that one must not keep the trip when the answer is not ok.
 */
export async function attachTripImages(tx: Transaction, attachment: Attachment): Promise<AttachOutcome> {
  const { tripId, photos, now } = attachment;
  const held = await holdUploads(tx, attachment);
  if (!held.ok) return held;
  const rows = photos.map((path, position) => ({
    id: newId(),
    tripId,
    path,
    position,
    createdAt: now,
    updatedAt: now,
  }));
  if (await insertImages(tx, rows)) return { ok: true };
  await tx.delete(tripImages).where(eq(tripImages.tripId, tripId));
  return { ok: false, reason: "photo-used" };
}

/**
 * Makes sure that these uploads stay where they are until the transaction ends: each must be this person's own, still in
 * the store and younger than a day. Their files are touched, so that a clean-up that is running leaves them alone.
 */
export async function holdUploads(
  tx: Transaction,
  { userId, photos, storage, now }: Omit<Attachment, "tripId">,
): Promise<AttachOutcome> {
  if (!photos.every((photo) => isUploadOf(userId, photo))) return { ok: false, reason: "not-yours" };
  await holdPhotos(tx);
  const held = await Promise.all(photos.map((photo) => holdPhoto(storage, photo, now)));
  return held.every(Boolean) ? { ok: true } : { ok: false, reason: "photo-expired" };
}

/** Whether all rows are in; some may be when one of the photos belongs to a trip already. */
export async function insertImages(tx: Transaction, rows: (typeof tripImages.$inferInsert)[]): Promise<boolean> {
  const { rowCount } = await tx.insert(tripImages).values(rows).onConflictDoNothing({ target: tripImages.path });
  return rowCount === rows.length;
}

/** Whether the photo is there and young enough; then its files are as young as can be. A width that was never made is not missed. */
async function holdPhoto(storage: PhotoStore, photo: string, now: Date): Promise<boolean> {
  const found = await storage.stat(photo);
  if (!found || now.getTime() - found.modifiedAt.getTime() > policy.orphanImageAgeMs) return false;
  const touched = await Promise.all(filesOfPhoto(photo).map((file) => storage.touch(file, now)));
  return touched[0] === true;
}
