import { defineJob } from "ronda";
import { forgetOldMails } from "#domain/emails/prune.ts";
import { removeExpired } from "#domain/users/prune.ts";

/** Forgets what is of no use any more: what old mails said, ended sessions and links. Never an audit row, never money. */
export const prune = defineJob({
  name: "prune",
  schedule: "0 20 * * 0",
  description: {
    id: "Menghapus isi email lama, sesi dan tautan yang kedaluwarsa; tidak pernah log audit atau uang",
    en: "Forgets old mail bodies, ended sessions and links; never the audit log, never money",
  },
  // No catch-up: a week later it does the same, and nothing waits for it.
  run: async (context) => ({ mailBodies: await forgetOldMails(context), ...(await removeExpired(context)) }),
});
