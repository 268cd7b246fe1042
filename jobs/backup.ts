import { defineJob } from "ronda";
import { makeBackup } from "#domain/backups/backup.ts";
import { backupSettings } from "#domain/backups/settings.ts";
import { release } from "#release.ts";

/** Backs database and uploads up, every night at 02:00 WIB when the night's other work is done; fails with what is in its way. */
export const backup = defineJob({
  name: "backup",
  schedule: "0 19 * * *",
  description: {
    id: "Mencadangkan database dan berkas unggahan, lalu membuang cadangan lama",
    en: "Backs up the database and the uploads, then removes old backups",
  },
  // A night without one is a night whose money nobody could bring back.
  catchUp: "once",
  // The first one copies every upload; all later ones only what is new.
  maxRunMs: 4 * 3_600_000,
  run: ({ now, signal, beat, note }) => makeBackup({ ...backupSettings(), now, signal, beat, note, release }),
});
