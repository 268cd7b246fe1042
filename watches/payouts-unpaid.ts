import { defineWatch } from "ronda";
import { unpaidPayouts } from "#domain/bookings/payouts/queries.ts";
import { policy } from "#domain/policy.ts";
import { watchTexts } from "#texts/watches.ts";

/** Money that was released to organizers and that nobody has transferred. */
export const payoutsUnpaid = defineWatch({
  ...watchTexts("payouts-unpaid", policy.staleReleasedPayoutAfterMs),
  find: async ({ now }) => ({ ...(await unpaidPayouts(now)), href: "/admin/payouts?daftar=released" }),
});
