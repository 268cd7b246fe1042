import { stuckPayments } from "#domain/payments/queries.ts";
import type { Watch } from "./watch.ts";

/** Transfers that nobody made, expired or verified for 25 hours. */
export const payments: Watch = {
  name: "payments-awaiting",
  description: {
    id: "Pembayaran AWAITING lebih dari 25 jam: bukti belum diperiksa, atau pesanan tidak lagi kedaluwarsa",
    en: "Payments AWAITING for more than 25 hours: an unchecked proof, or nothing expires bookings any more",
  },
  look: async ({ now }) => ({ ...(await stuckPayments(now)), href: "/admin/payments?stuck=1" }),
};
