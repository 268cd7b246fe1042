import { createHash } from "node:crypto";
import { Readable } from "node:stream";
import type { PhotoStore } from "#gateways/storage/photo-store.ts";
import { isPrivateName, type PrivateFiles } from "#gateways/storage/private-files.ts";
import type { StoredFile } from "#gateways/storage/stored-file.ts";
import { limits } from "#limits.ts";
import type { UploadFolder } from "./figures.ts";
import type { StoredPart } from "./layout.ts";
import { isCompleteWebp } from "./webp.ts";
import { type BackupWriter, partProblem } from "./writer.ts";

/** Where uploads are. */
export type UploadStores = { photos: PhotoStore; papers: PrivateFiles };

type Listed = { folder: UploadFolder; file: StoredFile };

/** All uploads, page by page, without what a save that was killed has left. */
export async function* listUploads(stores: UploadStores, signal: AbortSignal): AsyncGenerator<Listed[]> {
  for await (const page of stores.photos.list({ signal })) yield page.map((file) => ({ folder: "trips", file }));
  for await (const page of stores.papers.list({ signal }))
    yield page.filter(({ name }) => isPrivateName(name)).map((file) => ({ folder: "private", file }));
}

/** Where an upload lies in a backup, before it is encrypted. */
export function uploadPath(folder: UploadFolder, name: string): string {
  return `uploads/${folder}/${name}`;
}

type Copying = {
  writer: BackupWriter;
  /** The backup before, whose files may be linked; names are never used twice, and no upload ever changes. */
  before: { folder: string; parts: ReadonlyMap<string, StoredPart> } | undefined;
  stores: UploadStores;
  now: Date;
  signal: AbortSignal;
  beat: () => Promise<boolean>;
};

/** A run is asked whether it is still wanted after so many files. */
const filesPerBeat = 200;

/** What was found that is not as it should be. Each is a path in the backup, as it is before it is encrypted. */
export type Damage = {
  /** Damaged in the backup before, and copied anew from the store. */
  inBackup: string[];
  /** Damaged or gone in the store; the copy of the backup before was taken over. */
  inStore: string[];
  /** Damaged in the store, and nowhere else: what came is in the backup. */
  everywhere: string[];
};

/** An upload to bring into a backup; `file` is what the store has of it, nothing where it says that there is none. */
type Wanted = { folder: UploadFolder; name: string; file: StoredFile | undefined };

/** Brings every upload that the stores list into the backup that is not in it. What is gone by the time that it is read is left out. */
export async function copyUploads(copying: Copying): Promise<Damage> {
  return copyEach(copying, listed(copying));
}

/** Brings the uploads that rows name and no listing gave, each asked for by its name: a listing may be short, or old. */
export async function copyNamed(copying: Copying, named: Record<UploadFolder, string[]>): Promise<Damage> {
  return copyEach(copying, askedFor(copying, named));
}

async function* listed({ stores, signal }: Copying): AsyncGenerator<Wanted> {
  for await (const page of listUploads(stores, signal))
    for (const { folder, file } of page) yield { folder, name: file.name, file };
}

async function* askedFor(
  { stores, writer, signal }: Copying,
  named: Record<UploadFolder, string[]>,
): AsyncGenerator<Wanted> {
  for (const folder of ["trips", "private"] as const)
    for (const name of named[folder]) {
      if (writer.has(uploadPath(folder, name)) || !isPrivateName(name)) continue;
      signal.throwIfAborted();
      yield { folder, name, file: await storeOf(stores, folder).stat(name) };
    }
}

async function copyEach(copying: Copying, wanted: AsyncIterable<Wanted>): Promise<Damage> {
  let seen = 0;
  const damage: Damage = { inBackup: [], inStore: [], everywhere: [] };
  for await (const one of wanted) {
    if (seen % filesPerBeat === 0 && !(await copying.beat())) throw new Error("Another run has taken over");
    seen += 1;
    if (!copying.writer.has(uploadPath(one.folder, one.name))) await bring(copying, one, damage);
  }
  return damage;
}

/**
 * Brings one. No upload ever changes, so the copy of the backup before is the file, unless the two differ in size: then
 * the store's counts where it is a complete picture, and the backup's where it is not.
 */
async function bring(copying: Copying, wanted: Wanted, damage: Damage): Promise<void> {
  const { writer, before, now } = copying;
  const path = uploadPath(wanted.folder, wanted.name);
  const known = before?.parts.get(path);
  const isAlike = known !== undefined && !known.damaged && known.plainBytes === wanted.file?.sizeBytes;
  const linked = isAlike && (await writer.linkFrom(before!.folder, known, { isRead: isReadOn(now, path) }));
  if (linked === "linked") return;
  const copied = await copyFromStore(copying, wanted);
  if (copied === "complete") {
    if (known && (linked === "damaged" || !isAlike)) damage.inBackup.push(path);
    return;
  }
  if (known && (await isTakenOver(copying, known, copied === "damaged" ? path : undefined))) damage.inStore.push(path);
  else if (copied === "damaged") {
    writer.markDamaged(path);
    damage.everywhere.push(path);
  }
}

/** Tells two halves of a picture from the picture: read twice, since what is in between may have cut it off. */
async function copyFromStore(
  { writer, stores }: Copying,
  { folder, name, file }: Wanted,
): Promise<"complete" | "damaged" | "gone"> {
  if (!file) return "gone";
  const path = uploadPath(folder, name);
  for (let attempt = 1; ; attempt++) {
    const opened = await storeOf(stores, folder).open(name);
    if (!opened) return "gone";
    const { bytes, head } = await writer.write(path, Readable.fromWeb(opened.body as never), file.modifiedAt);
    if (bytes === file.sizeBytes && isCompleteWebp(head, bytes)) return "complete";
    if (attempt === readAttempts) return "damaged";
    await writer.discard(path);
  }
}

const readAttempts = 2;

/** Puts the copy of the backup before in the place of what the store gave, if anything; false where that copy is damaged, too. */
async function isTakenOver({ writer, before }: Copying, known: StoredPart, written?: string): Promise<boolean> {
  if (known.damaged || (await partProblem(before!.folder, known))) return false;
  if (written) await writer.discard(written);
  return (await writer.linkFrom(before!.folder, known, { isRead: false, isCopied: true })) === "linked";
}

function storeOf(stores: UploadStores, folder: UploadFolder): UploadStores["photos" | "papers"] {
  return folder === "trips" ? stores.photos : stores.papers;
}

/** Each file has its own day, the same in every round. */
function isReadOn(now: Date, path: string): boolean {
  const { readAgainDays } = limits.backup;
  const day = Math.floor(now.getTime() / 86_400_000);
  return (day + createHash("sha256").update(path).digest().readUInt32BE()) % readAgainDays === 0;
}

/** How many bytes of uploads the backup before does not have. */
export async function newUploadBytes({
  before,
  stores,
  signal,
}: Omit<Copying, "writer" | "now" | "beat">): Promise<number> {
  let bytes = 0;
  for await (const page of listUploads(stores, signal))
    for (const { folder, file } of page)
      if (before?.parts.get(uploadPath(folder, file.name))?.plainBytes !== file.sizeBytes) bytes += file.sizeBytes;
  return bytes;
}
