import { defineJob } from "ronda";
import { stampFiles } from "#domain/installation/belonging.ts";
import { prune as forget } from "#domain/prune.ts";
import { filesMark, privateFiles } from "#gateways/storage/stores.ts";

/** Forgets what is of no use any more: what old mails said, ended sessions and links, private files without a row. */
export const prune = defineJob({
  name: "prune",
  schedule: "0 20 * * 0",
  description: {
    id: "Menghapus isi email lama, sesi dan tautan yang kedaluwarsa, berkas pribadi tak bertuan; tidak pernah log audit atau uang",
    en: "Forgets old mail bodies, ended sessions and links, private files of no row; never the audit log, never money",
  },
  // No catch-up: a week later it does the same, and nothing waits for it.
  run: async (context) => {
    // Before anything is removed: beside another database every file would be without a row.
    await stampFiles({ mark: filesMark(), now: context.now });
    return forget({ ...context, files: privateFiles() });
  },
});
