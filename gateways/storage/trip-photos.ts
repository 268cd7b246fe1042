import { join } from "node:path";
import { env } from "#env.ts";
import { diskPhotos } from "./disk.ts";
import type { PhotoStore } from "./photo-store.ts";

/** The folder of trip photos, the only public one; `uploads/private/` stands beside it and is never served from here. */
export function tripPhotosFolder(dataDir: string = env().SETRIP_DATA_DIR): string {
  return join(dataDir, "uploads", "trips");
}

/** The store that holds the photos of trips. */
export function tripPhotos(): PhotoStore {
  return diskPhotos(tripPhotosFolder());
}
