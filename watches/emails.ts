import { deadMails } from "#domain/emails/listed.ts";
import type { Watch } from "./watch.ts";

/** Mails that nobody tries again by itself: an admin sends or discards them. */
export const emails: Watch = {
  name: "mails-dead",
  description: {
    id: "Email yang gagal dan menunggu admin: kirim ulang atau buang",
    en: "Mails that failed for good and wait for an admin to send them again or discard them",
  },
  look: async () => ({ ...(await deadMails()), href: "/admin/emails" }),
};
