import { join } from "node:path";
import { env } from "#env.ts";
import { diskPhotos } from "./disk.ts";
import { diskPrivateFiles } from "./disk-private.ts";
import type { PhotoStore } from "./photo-store.ts";
import type { PrivateFiles } from "./private-files.ts";

/** The folder of trip photos, the only public one; `uploads/private/` stands beside it and is never served from here. */
export function tripPhotosFolder(dataDir: string = env().SETRIP_DATA_DIR): string {
  return join(dataDir, "uploads", "trips");
}

/** The folder of proofs, identity cards and evidence. */
export function privateFilesFolder(dataDir: string = env().SETRIP_DATA_DIR): string {
  return join(dataDir, "uploads", "private");
}

/** The store that holds the photos of trips. */
export function tripPhotos(): PhotoStore {
  return diskPhotos(tripPhotosFolder());
}

/** The store that holds what only its owner and an admin may see. */
export function privateFiles(): PrivateFiles {
  return diskPrivateFiles(privateFilesFolder());
}
