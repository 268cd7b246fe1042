import { eq } from "drizzle-orm";
import { newId } from "#db/columns.ts";
import type { Transaction } from "#db/connection.ts";
import { policy } from "#domain/policy.ts";
import { tripImages } from "#domain/trips/schema.ts";
import type { PhotoStore } from "#gateways/storage/photo-store.ts";
import { filesOfPhoto, isUploadOf } from "#photo-names.ts";
import { anyTombstone, lockPhotos } from "./photo-tombstones.ts";

/**
 * `photo-expired`: ask for the upload again; `photo-used`: it belongs to a trip already, as when a form is sent twice;
 * `not-yours`: the name is not one that this person's uploads can have.
 */
export type AttachOutcome = { ok: true } | { ok: false; reason: "photo-expired" | "photo-used" | "not-yours" };

/** The photos that a form names: base names of their uploads, in the order of the gallery. */
export type PhotoForm = { userId: string; photos: readonly string[]; now: Date };

/** Those of a form's photos that may become a trip's, see {@link freshenUploads}. */
export type FreshUploads = ReadonlySet<string>;

/** A form whose uploads have been looked at in the store, and the trip that gets them. */
export type Attachment = PhotoForm & { tripId: string; fresh: FreshUploads };

/**
 * Looks the photos of a form up in the store, before the transaction that gives them to a trip: nothing asks the store
 * while a lock is held. Gives those that are this person's own, there and younger than a day. Their files are touched,
 * so that they stay for another day. Looks at nothing when there are more than a trip may have.
 */
export async function freshenUploads(form: PhotoForm & { storage: PhotoStore }): Promise<FreshUploads> {
  const { userId, photos, storage, now } = form;
  if (photos.length > policy.mostPhotos) return new Set();
  const own = [...new Set(photos)].filter((photo) => isUploadOf(userId, photo));
  const fresh = await Promise.all(own.map((photo) => freshen(storage, photo, now)));
  return new Set(own.filter((_, index) => fresh[index]));
}

/**
 * Gives a new trip its photos, in the order of `photos`, see {@link claimUploads}. Must be called in the transaction that
 * makes the trip: that one must not keep the trip when the answer is not ok.
 */
export async function attachTripImages(tx: Transaction, attachment: Attachment): Promise<AttachOutcome> {
  const { tripId, photos, now } = attachment;
  const held = await claimUploads(tx, attachment);
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
 * Makes sure that these uploads stay where they are from now on, once the transaction has given them to a trip: each must
 * have been fresh just before it, and no clean-up may have decided to remove it since.
 */
export async function claimUploads(
  tx: Transaction,
  { userId, photos, fresh }: Pick<Attachment, "userId" | "photos" | "fresh">,
): Promise<AttachOutcome> {
  if (!photos.every((photo) => isUploadOf(userId, photo))) return { ok: false, reason: "not-yours" };
  await lockPhotos(tx);
  const expired = !photos.every((photo) => fresh.has(photo)) || (await anyTombstone(tx, photos));
  return expired ? { ok: false, reason: "photo-expired" } : { ok: true };
}

/** Whether all rows are in; some may be when one of the photos belongs to a trip already. */
export async function insertImages(tx: Transaction, rows: (typeof tripImages.$inferInsert)[]): Promise<boolean> {
  const { rowCount } = await tx.insert(tripImages).values(rows).onConflictDoNothing({ target: tripImages.path });
  return rowCount === rows.length;
}

/** Whether the photo is there and young enough; then its files are as young as can be. A width that was never made is not missed. */
async function freshen(storage: PhotoStore, photo: string, now: Date): Promise<boolean> {
  const found = await storage.stat(photo);
  if (!found || now.getTime() - found.modifiedAt.getTime() > policy.orphanImageAgeMs) return false;
  const touched = await Promise.all(filesOfPhoto(photo).map((file) => storage.touch(file, now)));
  return touched[0] === true;
}
