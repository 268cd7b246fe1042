import { defineJob } from "ronda";
import { stampFiles } from "#domain/installation/belonging.ts";
import { prune as forget } from "#domain/office/prune.ts";
import { filesMark, privateFiles } from "#gateways/storage/stores.ts";
import { jobTexts } from "#texts/jobs.ts";

/** Forgets what is of no use any more: what old mails said, ended sessions and links, private files without a row. */
export const prune = defineJob({
  ...jobTexts("prune"),
  schedule: "0 20 * * 0",
  // No catch-up: a week later it does the same, and nothing waits for it.
  run: async (context) => {
    // Before anything is removed: beside another database every file would be without a row.
    await stampFiles({ mark: filesMark(), now: context.now });
    return forget({ ...context, files: privateFiles() });
  },
  example: {
    empty: {
      mailBodies: 0,
      sessions: 0,
      verifications: 0,
      bankAccountStops: 0,
      formerEmails: 0,
      rateLimits: 0,
      tripPapers: 0,
      identityCards: 0,
      privateFiles: 0,
    },
    full: {
      mailBodies: 310,
      sessions: 12,
      verifications: 4,
      bankAccountStops: 1,
      formerEmails: 1,
      rateLimits: 25,
      tripPapers: 40,
      identityCards: 2,
      privateFiles: 43,
    },
  },
});
