import { eq } from "drizzle-orm";
import { db } from "#db/connection.ts";
import { tripPhotos } from "#gateways/storage/stores.ts";
import { isPhotoName, photoOf } from "#photo-names.ts";
import { tripImages } from "./schema.ts";

/**
 * A file of a published photo, or one of its widths, by name. Nothing where no trip refers to the photo: uploads of a
 * form that was never sent are nobody's business. The caller reads or cancels the body.
 */
export async function openTripPhoto(name: string): Promise<{ sizeBytes: number; body: ReadableStream } | undefined> {
  if (!isPhotoName(name)) return undefined;
  const found = await db().$count(tripImages, eq(tripImages.path, photoOf(name)));
  return found > 0 ? tripPhotos().open(name) : undefined;
}
