import type { Listing, Removal, StoredFile } from "./stored-file.ts";

/**
 * Where the photos of trips live: a folder on disk, or a bucket. Every method that takes a name throws a
 * `PhotoNameError` for one that is not a photo's; none of them follows a link or reaches outside the store.
 */
export type PhotoStore = {
  /** Every photo file, in no order. Holds one page at a time. */
  list: (options?: Listing) => AsyncIterable<StoredFile[]>;
  /** Nothing when there is no such photo. */
  stat: (name: string) => Promise<StoredFile | undefined>;
  /** The photo's bytes, or nothing when there is no such photo. The caller reads or cancels the body. */
  open: (name: string) => Promise<(StoredFile & { body: ReadableStream<Uint8Array> }) | undefined>;
  /** Writes a new file, whole or not at all, modified at `modifiedAt` or now (a bucket: always now); throws when the name is taken. */
  save: (name: string, bytes: Uint8Array, modifiedAt?: Date) => Promise<void>;
  /** Makes a file look modified at `at` (a bucket: at its own now); false when it is gone. */
  touch: (name: string, at: Date) => Promise<boolean>;
  /**
   * Removes those of `names` that, looked at again just before, are old enough. Gives how many it removed; what is
   * already gone, younger or not a regular file is left out of the count.
   */
  remove: (names: readonly string[], options: Removal) => Promise<number>;
};
