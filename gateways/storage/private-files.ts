import { PhotoNameError, photoOf } from "#photo-names.ts";

/**
 * Where the files live that only their owner and an admin may see: proofs of payment, identity cards, evidence. Names are
 * those of uploads, `<userId>-<id>.webp`; every method throws a `PhotoNameError` for any other, so that nothing outside
 * the store can be reached. Nothing here has a public address.
 */
export type PrivateFiles = {
  /** Writes a new file, whole or not at all, modified at `modifiedAt` or now (a bucket: always now); throws when the name is taken. */
  save: (name: string, bytes: Uint8Array, modifiedAt?: Date) => Promise<void>;
  /** The file's bytes, or nothing when there is no such file. The caller reads or cancels the body. */
  open: (name: string) => Promise<{ sizeBytes: number; body: ReadableStream<Uint8Array> } | undefined>;
  /** False when there was no such file. */
  remove: (name: string) => Promise<boolean>;
};

/** Gives the name back. Private files have no widths; throws a `PhotoNameError` for those and for what is no upload's. */
export function privateName(name: string): string {
  if (photoOf(name) !== name) throw new PhotoNameError(`${JSON.stringify(name)} is not the name of a private file`);
  return name;
}
