import { defineJob } from "ronda";
import { cleanUpTripImages } from "#domain/images/cleanup.ts";
import { tripPhotos } from "#gateways/storage/stores.ts";

/** Removes the photos of trips that were never published: uploaded in the form, older than a day, referred to by nothing. */
export const cleanupTripImages = defineJob({
  name: "cleanup-trip-images",
  schedule: "30 18 * * *",
  description: {
    id: "Menghapus foto yatim: diunggah di form, tapi trip-nya batal dibuat",
    en: "Removes orphan photos: uploaded in the form of a trip that was never published",
  },
  run: ({ now, log, signal, beat }) => cleanUpTripImages({ now, storage: tripPhotos(), log, signal, beat }),
});
