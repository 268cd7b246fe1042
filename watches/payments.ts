import { stuckPayments } from "#domain/payments/queries.ts";
import { policy } from "#domain/policy.ts";
import type { Watch } from "./watch.ts";

const hours = policy.stalePaymentAfterMs / 3_600_000;

/** Transfers that nobody made, expired or verified for too long. */
export const payments: Watch = {
  name: "payments-awaiting",
  description: {
    id: `Pembayaran AWAITING lebih dari ${hours} jam: bukti belum diperiksa, atau pesanan tidak lagi kedaluwarsa`,
    en: `Payments AWAITING for more than ${hours} hours: an unchecked proof, or nothing expires bookings any more`,
  },
  look: async ({ now }) => ({ ...(await stuckPayments(now)), href: "/admin/payments?stuck=1" }),
};
