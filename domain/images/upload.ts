import { newId } from "#db/columns.ts";
import { policy } from "#domain/policy.ts";
import type { PhotoStore } from "#gateways/storage/photo-store.ts";
import { tripPhotos } from "#gateways/storage/stores.ts";
import { photoAtWidth, photoHeight, photoWidth, photoWidths } from "#photo-names.ts";
import { drawApart } from "./drawing.ts";
import type { Draw, PictureRefusal } from "./picture.ts";

/** A photo that somebody uploads in the form of a trip. */
export type PhotoUpload = {
  /** Whose photo it will be; its name says so from then on. */
  userId: string;
  /** What was sent, whatever it is. */
  bytes: Uint8Array;
  /** The app's own store unless given. */
  storage?: PhotoStore;
  /** Ends it when nobody waits for it any more. */
  signal?: AbortSignal;
  /** In a process of its own unless given, as for photos that we drew ourselves. */
  draw?: Draw;
  now: Date;
};

/** The base name under which the photo is stored and its size in pixels, or why it was not taken. */
export type PhotoSaved =
  | { ok: true; photo: string; width: number; height: number }
  | { ok: false; reason: PictureRefusal };

/**
 * Stores a photo and its smaller copies, made once and for ever, all without metadata. The photo itself comes last: where
 * it stands, its copies do. Until a trip refers to it, it is an orphan that the clean-up takes after a day.
 * Rule: docs/domain.md#uploads
 */
export async function savePhotoUpload(upload: PhotoUpload): Promise<PhotoSaved> {
  const { userId, bytes, storage = tripPhotos(), signal, now } = upload;
  const draw = upload.draw ?? ((sent, into) => drawApart({ userId, bytes: sent, sizes: into, signal }));
  const drawn = await draw(bytes, sizes());
  if (!drawn.ok) return drawn;
  const { width, height, picture, copies } = drawn;
  const photo = `${userId}-${newId()}.webp`;
  const files = copies.map((copy, index) => ({ name: photoAtWidth(photo, photoWidths[index]!), bytes: copy }));
  await saveAll(storage, [...files, { name: photo, bytes: picture }], now);
  return { ok: true, photo, width, height };
}

/** On a full disk the small ones still fit: where one cannot be stored, none stays, or each try would take more of what is left. */
async function saveAll(storage: PhotoStore, files: { name: string; bytes: Uint8Array }[], now: Date): Promise<void> {
  const tried: string[] = [];
  try {
    for (const { name, bytes } of files) {
      tried.push(name);
      await storage.save(name, bytes, now);
    }
  } catch (error) {
    // They were made just now, by whatever clock the store has. What is left, the clean-up takes.
    await storage.remove(tried, { modifiedBefore: new Date(now.getTime() + dayMs) }).catch(() => {});
    throw error;
  }
}

const dayMs = 86_400_000;

const sizes = () => ({
  maxWidth: photoWidth,
  maxHeight: photoHeight,
  smallestEdge: policy.photoSmallestEdgePx,
  copies: photoWidths,
});
