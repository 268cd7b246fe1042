import { defineWatch } from "ronda";
import { stuckPayouts } from "#domain/bookings/payouts/queries.ts";
import { policy } from "#domain/policy.ts";
import { watchTexts } from "#texts/watches.ts";

/** Money held far beyond its time, disputes left out. */
export const payouts = defineWatch({
  ...watchTexts("payouts-held", policy.stalePayoutAfterMs),
  jobs: ["auto-complete-trips"],
  find: async ({ now }) => ({ ...(await stuckPayouts(now)), href: "/admin/payouts?stuck=1" }),
});
