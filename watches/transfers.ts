import { defineWatch } from "ronda";
import { policy } from "#domain/policy.ts";
import { staleTransfers } from "#domain/transfers/listed.ts";
import { watchTexts } from "#texts/watches.ts";

/** Prepared transfers of which nobody has said whether they were made. */
export const transfers = defineWatch({
  ...watchTexts("transfers-open", policy.staleTransferAfterMs),
  find: async ({ now }) => ({ ...(await staleTransfers(now)), href: "/admin/transfers" }),
});
