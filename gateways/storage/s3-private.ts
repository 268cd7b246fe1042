import { isPrivateName, type PrivateFiles, privateName } from "./private-files.ts";
import type { Bucket } from "./s3.ts";
import { removeOldObjects } from "./s3-removal.ts";

/** Keeps private files in a bucket below `prefix`, such as `private/`. Nothing in the bucket is public. */
export function bucketPrivateFiles(bucket: Bucket, prefix: string): PrivateFiles {
  const keyOf = (name: string) => prefix + privateName(name);
  return {
    save: async (name, bytes) => bucket.put(keyOf(name), bytes),
    stat: async (name) => {
      const found = await bucket.head(keyOf(name));
      return found && { name, sizeBytes: found.sizeBytes, modifiedAt: found.modifiedAt };
    },
    open: async (name) => {
      const found = await bucket.get(keyOf(name));
      return found && { sizeBytes: found.sizeBytes, body: found.body };
    },
    remove: async (name) => {
      const key = keyOf(name);
      if (!(await bucket.head(key))) return false;
      await bucket.remove(key);
      return true;
    },
    list: async function* (options) {
      for await (const page of bucket.list(prefix, options)) {
        const files = page.map(({ key, ...object }) => ({ name: key.slice(prefix.length), ...object }));
        const ours = files.filter(({ name }) => isPrivateName(name));
        if (ours.length > 0) yield ours;
      }
    },
    removeOld: async (names, options) => removeOldObjects(bucket, names.map(keyOf), options),
  };
}
