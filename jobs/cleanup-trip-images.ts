import { defineJob } from "ronda";
import { cleanUpTripImages } from "#domain/images/cleanup.ts";
import { stampFiles } from "#domain/installation/belonging.ts";
import { filesMark, tripPhotos } from "#gateways/storage/stores.ts";

/** Removes the photos of trips that were never published: uploaded in the form, older than a day, referred to by nothing. */
export const cleanupTripImages = defineJob({
  name: "cleanup-trip-images",
  schedule: "30 18 * * *",
  description: {
    id: "Menghapus foto yatim: diunggah di form, tapi trip-nya batal dibuat",
    en: "Removes orphan photos: uploaded in the form of a trip that was never published",
  },
  run: async ({ now, log, signal, beat }) => {
    // Before anything is removed: beside another database every photo would be an orphan.
    await stampFiles({ mark: filesMark(), now });
    return cleanUpTripImages({ now, storage: tripPhotos(), log, signal, beat });
  },
});
