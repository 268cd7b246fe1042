import { createHash } from "node:crypto";
import { Readable } from "node:stream";
import type { PhotoStore } from "#gateways/storage/photo-store.ts";
import { isPrivateName, type PrivateFiles } from "#gateways/storage/private-files.ts";
import type { StoredFile } from "#gateways/storage/stored-file.ts";
import { limits } from "#limits.ts";
import type { UploadFolder } from "./figures.ts";
import type { StoredPart } from "./layout.ts";
import type { BackupWriter } from "./writer.ts";

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

/**
 * What was found that is not as it was: `inBackup` are the files that are damaged in the backup before, and were copied anew,
 * `inStore` those that have another size in the store than there, of which the backup keeps the copy that it had.
 */
export type Damaged = { inBackup: string[]; inStore: string[] };

/** Brings every upload into the backup that is not in it. What is gone by the time that it is read is left out. */
export async function copyUploads({ writer, before, stores, now, signal, beat }: Copying): Promise<Damaged> {
  let seen = 0;
  const damaged: Damaged = { inBackup: [], inStore: [] };
  for await (const page of listUploads(stores, signal))
    for (const { folder, file } of page) {
      if (seen % filesPerBeat === 0 && !(await beat())) throw new Error("Another run has taken over");
      seen += 1;
      const path = uploadPath(folder, file.name);
      if (writer.has(path)) continue;
      const known = before?.parts.get(path);
      if (before && known) {
        // No upload ever changes: one that has another size now is no longer what somebody sent.
        const isChanged = known.plainBytes !== file.sizeBytes;
        const how = { isRead: isChanged || isReadOn(now, path), isCopied: isChanged };
        const linked = await writer.linkFrom(before.folder, known, how);
        if (linked === "linked" && isChanged) damaged.inStore.push(path);
        if (linked === "linked") continue;
        if (linked === "damaged") damaged.inBackup.push(known.path);
      }
      const opened = await (folder === "trips" ? stores.photos : stores.papers).open(file.name);
      if (opened) await writer.write(path, Readable.fromWeb(opened.body as never), file.modifiedAt);
    }
  return damaged;
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
