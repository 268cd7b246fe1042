import { FairQueue, type Place } from "#domain/images/fair-queue.ts";
import { limits } from "#limits.ts";
import { onceAProcess } from "#once-a-process.ts";

/** Waits until this person may have (another) upload in memory; the place is to be left when it is no longer there. */
export function enterUpload(userId: string, signal?: AbortSignal): Promise<Place> {
  return onceAProcess("uploads", () => new FairQueue(limits.upload)).enter(userId, signal);
}
