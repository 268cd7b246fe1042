import { defineWatch } from "ronda";
import { undecidedDisputes } from "#domain/bookings/refunds/queries.ts";
import { policy } from "#domain/policy.ts";
import { watchTexts } from "#texts/watches.ts";

/** Reports of participants that no admin has decided; the payout waits with them. */
export const disputes = defineWatch({
  ...watchTexts("disputes-undecided", policy.staleDisputeAfterMs),
  find: async ({ now }) => ({ ...(await undecidedDisputes(now)), href: "/admin/refunds?daftar=disputes" }),
});
