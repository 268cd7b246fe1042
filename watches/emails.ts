import { defineWatch } from "ronda";
import { deadMails } from "#domain/emails/listed.ts";
import { watchTexts } from "#texts/watches.ts";

/** Mails that nobody tries again by itself: an admin sends or discards them. */
export const emails = defineWatch({
  ...watchTexts("mails-dead"),
  find: async () => ({ ...(await deadMails()), amountRupiah: null, href: "/admin/emails" }),
});
