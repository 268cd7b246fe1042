import { defineWatch } from "ronda";
import { unexpiredPayments } from "#domain/bookings/payments/queries.ts";
import { policy } from "#domain/policy.ts";
import { watchTexts } from "#texts/watches.ts";

/** Payments without a proof that should have expired: their seats stay taken. */
export const payments = defineWatch({
  ...watchTexts("payments-unexpired", policy.stalePaymentAfterMs),
  jobs: ["expire-payments"],
  find: async ({ now }) => ({ ...(await unexpiredPayments(now)), href: "/admin/payments?stuck=1" }),
});
