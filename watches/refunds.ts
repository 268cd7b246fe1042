import { defineWatch } from "ronda";
import { stuckRefunds } from "#domain/bookings/refunds/queries.ts";
import { policy } from "#domain/policy.ts";
import { watchTexts } from "#texts/watches.ts";

/** Refunds promised long ago and not transferred. */
export const refunds = defineWatch({
  ...watchTexts("refunds-approved", policy.staleRefundAfterMs),
  find: async ({ now }) => ({ ...(await stuckRefunds(now)), href: "/admin/refunds?stuck=1" }),
});
