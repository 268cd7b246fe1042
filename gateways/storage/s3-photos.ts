import { isPhotoName, photoOf } from "#photo-names.ts";
import type { PhotoStore, StoredPhoto } from "./photo-store.ts";
import type { Bucket } from "./s3.ts";
import type { StoredObject } from "./s3-answers.ts";

/**
 * The photo store in a bucket, under a prefix. Nothing in the bucket is public: the app streams what it may show. The
 * store's own clock says when a file was modified, so `touch` and `save` can only say "now", whatever moment they are
 * given; nothing here works with a clock that a test moved.
 */

/** Questions to the store at the same time. */
const atOnce = 16;

/** Opens the photos below `prefix`, such as `trips/`. */
export function bucketPhotos(bucket: Bucket, prefix: string): PhotoStore {
  const keyOf = (name: string) => {
    photoOf(name);
    return prefix + name;
  };
  const photoFrom = ({ key, sizeBytes, modifiedAt }: StoredObject): StoredPhoto => ({
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
    remove: async (names, options) => remove(bucket, names.map(keyOf), options),
  };
}

async function remove(
  bucket: Bucket,
  keys: string[],
  { modifiedBefore, signal }: { modifiedBefore: Date; signal?: AbortSignal },
): Promise<number> {
  let removed = 0;
  const queue = keys.values();
  const worker = async () => {
    for (const key of queue) {
      signal?.throwIfAborted();
      const found = await bucket.head(key);
      if (!found || !isBefore(found.modifiedAt, modifiedBefore)) continue;
      await bucket.remove(key);
      removed += 1;
    }
  };
  const ended = await Promise.allSettled(Array.from({ length: atOnce }, worker));
  // Only now that none of them works on: whoever called thinks that all is over.
  for (const end of ended) if (end.status === "rejected") throw end.reason;
  return removed;
}

/** The header cuts the fraction of a second off, so a file may be up to a second younger than it says. */
function isBefore(modifiedAt: Date, moment: Date): boolean {
  return modifiedAt.getTime() + 999 < moment.getTime();
}
