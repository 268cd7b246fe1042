import { defineWatch } from "ronda";
import { heldBackPayouts } from "#domain/bookings/payouts/queries.ts";
import { policy } from "#domain/policy.ts";
import { watchTexts } from "#texts/watches.ts";

/** Money that an admin holds back and has left there. */
export const payoutsHeldBack = defineWatch({
  ...watchTexts("payouts-held-back", policy.staleHeldBackAfterMs),
  find: async ({ now }) => ({ ...(await heldBackPayouts(now)), href: "/admin/payouts?daftar=back" }),
});
