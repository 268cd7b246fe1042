import { newId } from "#db/columns.ts";
import type { PhotoStore } from "#gateways/storage/photo-store.ts";
import { tripPhotos } from "#gateways/storage/stores.ts";
import { photoAtWidth, photoHeight, photoWidth, photoWidths } from "#photo-names.ts";
import { policy } from "../policy.ts";
import { encodeWebp, type PictureRefusal, readPicture } from "./picture.ts";

/** A photo that somebody uploads in the form of a trip. */
export type PhotoUpload = {
  /** Whose photo it will be; the name says so from then on. */
  userId: string;
  /** What was sent, whatever it is. */
  bytes: Uint8Array;
  /** The app's own store unless given. */
  storage?: PhotoStore;
  now: Date;
};

/** The base name under which the photo is stored and its size in pixels, or why it was not taken. */
export type PhotoSaved =
  | { ok: true; photo: string; width: number; height: number }
  | { ok: false; reason: PictureRefusal };

/**
 * Stores a photo and its smaller copies, made once and for ever, all without metadata. The photo itself comes last: where
 * it stands, its copies do. Until a trip refers to it, it is an orphan that the clean-up takes after a day.
 */
export async function savePhotoUpload(upload: PhotoUpload): Promise<PhotoSaved> {
  const { userId, bytes, storage = tripPhotos(), now } = upload;
  const limits = { maxWidth: photoWidth, maxHeight: photoHeight, smallestEdge: policy.photoSmallestEdgePx };
  const read = await readPicture(bytes, limits);
  if (!read.ok) return read;
  const { picture } = read;
  const photo = `${userId}-${newId()}.webp`;
  for (const width of photoWidths) {
    await storage.save(photoAtWidth(photo, width), await encodeWebp(picture, width), now);
  }
  await storage.save(photo, await encodeWebp(picture), now);
  return { ok: true, photo, width: picture.width, height: picture.height };
}
