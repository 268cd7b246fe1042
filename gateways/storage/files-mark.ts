import { randomUUID } from "node:crypto";
import { lstatSync } from "node:fs";
import { mkdir, open, readFile, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { unlessMissing } from "./disk-files.ts";
import type { Bucket } from "./s3.ts";

/** The sign beside the uploads that tells of which database they are; the database has the same. */
export type FilesMark = {
  /** The installation's id, as its row in `Installation`. */
  installation: string;
  /** When both were last signed, ISO 8601. */
  stampedAt: string;
  /** The backup that is being put back here, until all of it is. */
  restoring?: string;
  /** The backup that was put back here, until the first signature after it. */
  restored?: string;
};

/** Where the sign is: a file in the folder of uploads, or an object of the bucket. */
export type FilesMarkStore = {
  /** Nothing where there is none; throws for something else under that name. */
  read: () => Promise<FilesMark | undefined>;
  /** Puts it in place of the one before, whole or not at all. */
  write: (mark: FilesMark) => Promise<void>;
};

/** There is something under the sign's name that cannot be read, or is none of ours. */
export class UnreadableMarkError extends Error {
  override name = "UnreadableMarkError";
}

/** Its name in the folder of uploads and in the bucket. */
export const markName = "installation.json";

/** The sign in a folder, which is made where it is missing. */
export function diskMark(folder: string): FilesMarkStore {
  const path = join(folder, markName);
  return {
    read: async () => parsed(await unlessMissing(() => readFile(path, "utf8").catch(unreadable))),
    write: async (mark) => {
      if (!lstatSync(folder, { throwIfNoEntry: false })) await mkdir(folder, { recursive: true, mode: 0o755 });
      // A name of its own: several jobs of one process sign at once.
      const aside = `${path}.${randomUUID()}.new`;
      try {
        const file = await open(aside, "w", 0o644);
        try {
          await file.writeFile(`${JSON.stringify(mark)}\n`);
          await file.sync();
        } finally {
          await file.close();
        }
        await rename(aside, path);
      } finally {
        await rm(aside, { force: true });
      }
    },
  };
}

/** The sign in a bucket. */
export function bucketMark(bucket: Bucket): FilesMarkStore {
  return {
    read: async () => {
      const found = await bucket.get(markName);
      return parsed(found && (await new Response(found.body).text()));
    },
    write: (mark) => bucket.replace(markName, Buffer.from(`${JSON.stringify(mark)}\n`)),
  };
}

function parsed(text: string | undefined): FilesMark | undefined {
  if (text === undefined) return undefined;
  const mark = readJson(text);
  if (typeof mark?.installation === "string" && Number.isFinite(Date.parse(mark.stampedAt))) return mark;
  throw new UnreadableMarkError(`${markName} beside the uploads is not what SeTrip has written there`);
}

/** What is not there is told of by its code. */
function unreadable(error: NodeJS.ErrnoException): never {
  if (["ENOENT", "ELOOP", "ENOTDIR"].includes(error.code ?? "")) throw error;
  throw new UnreadableMarkError(`${markName} beside the uploads cannot be read (${error.code})`);
}

function readJson(text: string): FilesMark | undefined {
  try {
    return JSON.parse(text) as FilesMark;
  } catch {
    return undefined;
  }
}
