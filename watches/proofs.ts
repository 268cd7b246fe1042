import { defineWatch } from "ronda";
import { lateProofs } from "#domain/bookings/payments/queries.ts";
import { policy } from "#domain/policy.ts";
import { watchTexts } from "#texts/watches.ts";

/** Proofs of transfers that no admin has accepted or rejected for too long. */
export const proofs = defineWatch({
  ...watchTexts("proofs-waiting", policy.stalePaymentAfterMs),
  find: async ({ now }) => ({ ...(await lateProofs(now)), href: "/admin/payments" }),
});
