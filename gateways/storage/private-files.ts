import { isPhotoName, PhotoNameError, photoOf } from "#photo-names.ts";
import type { Listing, Removal, StoredFile } from "./stored-file.ts";

/**
 * Where the files live that only their owner and an admin may see: proofs of payment, identity cards, evidence. Names are
 * those of uploads, `<userId>-<id>.webp`; every method throws a `PhotoNameError` for any other, so that nothing outside
 * the store can be reached. Nothing here has a public address.
 */
export type PrivateFiles = {
  /** Writes a new file, whole or not at all, modified at `modifiedAt` or now (a bucket: always now); throws when the name is taken. */
  save: (name: string, bytes: Uint8Array, modifiedAt?: Date) => Promise<void>;
  /** Nothing when there is no such file. */
  stat: (name: string) => Promise<StoredFile | undefined>;
  /** The file's bytes, or nothing when there is no such file. The caller reads or cancels the body. */
  open: (name: string) => Promise<{ sizeBytes: number; body: ReadableStream<Uint8Array> } | undefined>;
  /** False when there was no such file. */
  remove: (name: string) => Promise<boolean>;
  /** Every file, in no order, also what a save that was killed left half written. Holds one page at a time. */
  list: (options?: Listing) => AsyncIterable<StoredFile[]>;
  /**
   * Removes those of the listed `names` that, looked at again just before, are old enough. Gives how many it removed;
   * what is already gone, younger or not a regular file is left out of the count.
   */
  removeOld: (names: readonly string[], options: Removal) => Promise<number>;
};

/** True for the name of a private file; they have no widths. */
export function isPrivateName(name: string): boolean {
  return isPhotoName(name) && photoOf(name) === name;
}

/** Gives the name back. Throws a `PhotoNameError` for one that is not a private file's. */
export function privateName(name: string): string {
  if (!isPrivateName(name)) throw new PhotoNameError(`${JSON.stringify(name)} is not the name of a private file`);
  return name;
}
