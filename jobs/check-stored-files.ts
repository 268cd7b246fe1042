import { defineJob } from "ronda";
import { checkStoredFiles } from "#domain/images/check.ts";
import { stampFiles } from "#domain/installation/belonging.ts";
import { filesMark, privateFiles, tripPhotos } from "#gateways/storage/stores.ts";

/** Looks for the photos and private files that the database names, a share of them a night and all within a week. */
export const checkStoredFilesJob = defineJob({
  name: "check-stored-files",
  schedule: "15 19 * * *",
  description: {
    id: "Memeriksa apakah foto dan berkas pribadi yang tercatat masih ada di penyimpanan",
    en: "Checks that photos and private files which the database names are still in the store",
  },
  // No catch-up: what a night did not look at comes first in the next.
  run: async (context) => {
    await stampFiles({ mark: filesMark(), now: context.now });
    return checkStoredFiles({ ...context, photos: tripPhotos(), papers: privateFiles() });
  },
});
