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

/**
 * Gives a trip its photos, in the order of `photos` (1 to 8 base names). Each must be this person's own upload, still
 * in the store and younger than a day; its files are touched, so that a clean-up that is running leaves them alone.
 * Must be called in the transaction that makes the trip: that one must not keep the trip when the answer is not ok.
 */
export async function attachTripImages(
  tx: Transaction,
  options: { tripId: string; userId: string; photos: readonly string[]; storage: PhotoStore; now: Date },
): Promise<AttachOutcome> {
  const { userId, photos, storage, now } = options;
  if (!photos.every((photo) => isUploadOf(userId, photo))) return { ok: false, reason: "not-yours" };
  await holdPhotos(tx);
  const held = await Promise.all(photos.map((photo) => holdPhoto(storage, photo, now)));
  if (!held.every(Boolean)) return { ok: false, reason: "photo-expired" };
  return insertRows(tx, options);
}

async function insertRows(
  tx: Transaction,
  { tripId, photos, now }: { tripId: string; photos: readonly string[]; now: Date },
): Promise<AttachOutcome> {
  const { rowCount } = await tx
    .insert(tripImages)
    .values(photos.map((path, position) => ({ id: newId(), tripId, path, position, createdAt: now, updatedAt: now })))
    .onConflictDoNothing({ target: tripImages.path });
  if (rowCount === photos.length) return { ok: true };
  await tx.delete(tripImages).where(eq(tripImages.tripId, tripId));
  return { ok: false, reason: "photo-used" };
}

/** Whether the photo is there and young enough; then its files are as young as can be. A width that was never made is not missed. */
async function holdPhoto(storage: PhotoStore, photo: string, now: Date): Promise<boolean> {
  const found = await storage.stat(photo);
  if (!found || now.getTime() - found.modifiedAt.getTime() > policy.orphanImageAgeMs) return false;
  const touched = await Promise.all(filesOfPhoto(photo).map((file) => storage.touch(file, now)));
  return touched[0] === true;
}
