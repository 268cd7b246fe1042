import { newId } from "#db/columns.ts";
import { drawApart } from "#domain/images/drawing.ts";
import type { Draw, PictureRefusal } from "#domain/images/picture.ts";
import { policy } from "#domain/policy.ts";
import type { PrivateFiles } from "#gateways/storage/private-files.ts";
import { privateFiles } from "#gateways/storage/stores.ts";
import { isUploadOf } from "#photo-names.ts";
import { stillNamed } from "./named-files.ts";

/** Proofs of payment, identity cards, evidence: pictures that only their owner and an admin may see. */

/** A picture that somebody hands in. */
export type PrivateUpload = {
  userId: string;
  /** What was sent, whatever it is. */
  bytes: Uint8Array;
  /** The app's own store unless given. */
  files?: PrivateFiles;
  /** Ends it when nobody waits for it any more. */
  signal?: AbortSignal;
  /** In a process of its own unless given, as for pictures that we drew ourselves. */
  draw?: Draw;
  now: Date;
};

/** The base name for the row that will refer to it, or why the picture was not taken. */
export type PrivateSaved = { ok: true; path: string } | { ok: false; reason: PictureRefusal };

/** At most this wide and high: small print stays readable. */
const longestEdge = 2_000;
const sizes = () => ({
  maxWidth: longestEdge,
  maxHeight: longestEdge,
  smallestEdge: policy.paperSmallestEdgePx,
  copies: [],
});

/** Stores a picture without its metadata. Whoever's verb then refuses calls {@link discardPrivateUpload}. */
export async function savePrivateUpload(upload: PrivateUpload): Promise<PrivateSaved> {
  const { userId, bytes, files = privateFiles(), signal, now } = upload;
  const draw = upload.draw ?? ((sent, into) => drawApart({ userId, bytes: sent, sizes: into, signal }));
  const drawn = await draw(bytes, sizes());
  if (!drawn.ok) return drawn;
  const path = `${userId}-${newId()}.webp`;
  await files.save(path, drawn.picture, now);
  return { ok: true, path };
}

/**
 * Stores a picture and gives its name to the verb that it is handed in for; removes it again when that refuses. Where the
 * verb throws, nobody knows whether a row names the picture, as when the connection is lost at the commit: it stays, and
 * what no row names goes with the weekly `prune`.
 */
export async function handIn<Outcome extends { ok: boolean }>(
  upload: PrivateUpload,
  verb: (path: string) => Promise<Outcome>,
): Promise<Outcome | Exclude<PrivateSaved, { ok: true }>> {
  const saved = await savePrivateUpload(upload);
  if (!saved.ok) return saved;
  const outcome = await verb(saved.path);
  if (!outcome.ok) await discardPrivateUpload({ path: saved.path, files: upload.files });
  return outcome;
}

/** Removes a picture that nothing refers to, because what it was handed in for was refused. */
export async function discardPrivateUpload({
  path,
  files = privateFiles(),
}: {
  path: string;
  files?: PrivateFiles;
}): Promise<void> {
  await files.remove(path);
}

/**
 * Whether a form may hand in this picture, which it says was uploaded before: this person's own, still there, younger than
 * a day and named by nothing yet. The weekly `prune` leaves it alone for another day, far longer than its verb takes.
 */
export async function isFreshPrivateUpload(upload: {
  userId: string;
  path: string;
  files?: PrivateFiles;
  now: Date;
}): Promise<boolean> {
  const { userId, path, files = privateFiles(), now } = upload;
  if (!isUploadOf(userId, path)) return false;
  const found = await files.stat(path);
  if (!found?.sizeBytes || now.getTime() - found.modifiedAt.getTime() > policy.orphanImageAgeMs) return false;
  return (await stillNamed([path])).size === 0;
}
