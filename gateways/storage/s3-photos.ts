import { isPhotoName, photoOf } from "#photo-names.ts";
import type { PhotoStore } from "./photo-store.ts";
import type { Bucket } from "./s3.ts";
import { removeOldObjects } from "./s3-removal.ts";
import type { StoredObject } from "./s3-responses.ts";
import type { StoredFile } from "./stored-file.ts";

/**
 * The photo store in a bucket, under a prefix. Nothing in the bucket is public: the app streams what it may show. The
 * store's own clock says when a file was modified, so `touch` and `save` can only say "now", whatever moment they are
 * given; nothing here works with a clock that a test moved.
 */

/** Opens the photos below `prefix`, such as `trips/`. */
export function bucketPhotos(bucket: Bucket, prefix: string): PhotoStore {
  const keyOf = (name: string) => {
    photoOf(name);
    return prefix + name;
  };
  const photoFrom = ({ key, sizeBytes, modifiedAt }: StoredObject): StoredFile => ({
    name: key.slice(prefix.length),
    sizeBytes,
    modifiedAt,
  });
  return {
    list: async function* (options) {
      for await (const page of bucket.list(prefix, options)) {
        const photos = page.map(photoFrom).filter(({ name }) => isPhotoName(name));
        if (photos.length > 0) yield photos;
      }
    },
    stat: async (name) => {
      const found = await bucket.head(keyOf(name));
      return found && photoFrom(found);
    },
    open: async (name) => {
      const found = await bucket.get(keyOf(name));
      return found && { ...photoFrom(found), body: found.body };
    },
    save: async (name, bytes) => bucket.put(keyOf(name), bytes),
    touch: async (name) => bucket.renew(keyOf(name)),
    remove: async (names, options) => removeOldObjects(bucket, names.map(keyOf), options),
  };
}
