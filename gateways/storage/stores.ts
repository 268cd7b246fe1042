import { join } from "node:path";
import { env } from "#env.ts";
import { onceAProcess } from "#once-a-process.ts";
import { diskPhotos } from "./disk.ts";
import { diskPrivateFiles } from "./disk-private.ts";
import { bucketMark, diskMark, type FilesMarkStore } from "./files-mark.ts";
import type { PhotoStore } from "./photo-store.ts";
import type { PrivateFiles } from "./private-files.ts";
import { type Bucket, openBucket } from "./s3.ts";
import { bucketPhotos } from "./s3-photos.ts";
import { bucketPrivateFiles } from "./s3-private.ts";

/** The folder of everything that people have uploaded, and of the sign that tells of which database it is. */
export function uploadsFolder(dataDir: string = env().SETRIP_DATA_DIR): string {
  return join(dataDir, "uploads");
}

/** The folder of trip photos, the only public one; `uploads/private/` stands beside it and is never served from here. */
export function tripPhotosFolder(dataDir: string = env().SETRIP_DATA_DIR): string {
  return join(uploadsFolder(dataDir), "trips");
}

/** The folder of proofs, identity cards and evidence. */
export function privateFilesFolder(dataDir: string = env().SETRIP_DATA_DIR): string {
  return join(uploadsFolder(dataDir), "private");
}

/** The store that holds the photos of trips: the bucket of `S3_BUCKET` where one is set, else the disk. */
export function tripPhotos(): PhotoStore {
  const bucket = ownBucket();
  return bucket ? bucketPhotos(bucket, "trips/") : diskPhotos(tripPhotosFolder());
}

/** The store that holds what only its owner and an admin may see, in the same place. */
export function privateFiles(): PrivateFiles {
  const bucket = ownBucket();
  return bucket ? bucketPrivateFiles(bucket, "private/") : diskPrivateFiles(privateFilesFolder());
}

/** The sign that lies with the files, in the same place as they. */
export function filesMark(): FilesMarkStore {
  const bucket = ownBucket();
  return bucket ? bucketMark(bucket) : diskMark(uploadsFolder());
}

/** The environment has all of its variables or none; nothing is ever signed with an empty key. */
function ownBucket(): Bucket | undefined {
  const { S3_ENDPOINT, S3_BUCKET, S3_REGION, S3_ACCESS_KEY_ID, S3_SECRET_ACCESS_KEY } = env();
  if (!S3_ENDPOINT || !S3_BUCKET || !S3_REGION || !S3_ACCESS_KEY_ID || !S3_SECRET_ACCESS_KEY) return undefined;
  const bucket = {
    endpoint: S3_ENDPOINT,
    bucket: S3_BUCKET,
    region: S3_REGION,
    accessKeyId: S3_ACCESS_KEY_ID,
    secretAccessKey: S3_SECRET_ACCESS_KEY,
  };
  return onceAProcess("bucket", () => openBucket(bucket));
}
