import { defineJob } from "ronda";
import { cleanUpTripImages } from "#domain/files/cleanup.ts";
import { stampFiles } from "#domain/installation/belonging.ts";
import { filesMark, tripPhotos } from "#gateways/storage/stores.ts";
import { jobTexts } from "#texts/jobs.ts";

/** Removes the photos of trips that were never published: uploaded in the form, older than a day, referred to by nothing. */
export const cleanupTripImages = defineJob({
  ...jobTexts("cleanup-trip-images"),
  schedule: "30 18 * * *",
  run: async ({ now, log, signal, beat }) => {
    // Before anything is removed: beside another database every photo would be an orphan.
    await stampFiles({ mark: filesMark(), now });
    return cleanUpTripImages({ now, storage: tripPhotos(), log, signal, beat });
  },
  example: { empty: { scanned: 0, deleted: 0 }, full: { scanned: 12, deleted: 3 } },
});
