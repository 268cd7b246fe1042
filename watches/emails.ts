import { defineWatch } from "ronda";
import { deadMails } from "#domain/emails/listed.ts";

/** Mails that nobody tries again by itself: an admin sends or discards them. */
export const emails = defineWatch({
  name: "mails-dead",
  description: {
    id: "Email yang gagal dan menunggu admin: kirim ulang atau buang",
    en: "Mails that failed for good and wait for an admin to send them again or discard them",
  },
  sentence: {
    id: ({ count }, words) =>
      `${words.count(count)} email gagal dan tidak dicoba lagi sendiri. Bereskan sebabnya, lalu kirim ulang atau buang.`,
    en: ({ count }, words) =>
      `Mails that failed and are not tried again: ${words.count(count)}. Mend the cause, then send them again or discard them.`,
  },
  find: async () => ({ ...(await deadMails()), amountRupiah: null, href: "/admin/emails" }),
});
