import { defineJob } from "ronda";
import { checkStoredFiles } from "#domain/files/check.ts";
import { stampFiles } from "#domain/installation/belonging.ts";
import { filesMark, privateFiles, tripPhotos } from "#gateways/storage/stores.ts";
import { jobTexts } from "#texts/jobs.ts";

/** Looks for the photos and private files that the database names, a share of them a night and all within a week. */
export const checkStoredFilesJob = defineJob({
  ...jobTexts("check-stored-files"),
  schedule: "15 19 * * *",
  // No catch-up: what a night did not look at comes first in the next.
  run: async (context) => {
    await stampFiles({ mark: filesMark(), now: context.now });
    return checkStoredFiles({ ...context, photos: tripPhotos(), papers: privateFiles() });
  },
  example: {
    empty: { checked: 0, missing: 0, back: 0, names: [] },
    full: { checked: 31, missing: 1, back: 0, names: ["…"] },
  },
});
