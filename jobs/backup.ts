import { defineJob } from "ronda";
import { makeBackup } from "#domain/backups/backup.ts";
import { backupSettings } from "#domain/backups/settings.ts";
import { release } from "#release.ts";
import { jobTexts } from "#texts/jobs.ts";

/** Backs database and uploads up, every night at 02:00 WIB when the night's other work is done; fails with what is in its way. */
export const backup = defineJob({
  ...jobTexts("backup"),
  schedule: "0 19 * * *",
  // A night without one is a night whose money nobody could bring back.
  catchUp: "once",
  // The first one copies every upload; all later ones only what is new.
  maxRunMs: 4 * 3_600_000,
  run: ({ now, signal, beat, note }) => makeBackup({ ...backupSettings(), now, signal, beat, note, release }),
  // `texts/…/system.ts` has this sentence in the reader's language.
  expect: ({ incomplete }) =>
    incomplete > 0 ? `${incomplete} uploads are not in the backup, or not complete` : undefined,
  example: {
    empty: {
      name: "20261130-190000",
      database: "pg_dump",
      encrypted: false,
      uploads: 0,
      missing: 0,
      incomplete: 0,
      bytes: 41_200,
      removed: [],
    },
    full: {
      name: "20261130-190000",
      database: "pg_dump",
      encrypted: true,
      uploads: 1240,
      missing: 0,
      incomplete: 0,
      bytes: 310_422_011,
      removed: ["20261123-190000"],
    },
  },
});
