import { FairQueue, type Place } from "#domain/images/fair-queue.ts";
import { limits } from "#limits.ts";

/** Next bundles routes and actions apart, each with modules of its own; the memory that uploads fill is the same. */
const ofProcess = globalThis as typeof globalThis & { setripUploads?: FairQueue };

/** Waits until this person may have (another) upload in memory; the place is to be left when it is no longer there. */
export function enterUpload(userId: string, signal?: AbortSignal): Promise<Place> {
  ofProcess.setripUploads ??= new FairQueue(limits.upload);
  return ofProcess.setripUploads.enter(userId, signal);
}
