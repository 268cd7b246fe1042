import { defineWatch } from "ronda";
import { stuckPayments } from "#domain/payments/queries.ts";
import { policy } from "#domain/policy.ts";
import { rupiah } from "#texts/format.ts";

const hours = policy.stalePaymentAfterMs / 3_600_000;

/** Transfers that nobody made, expired or verified for too long. */
export const payments = defineWatch({
  name: "payments-awaiting",
  description: {
    id: `Pembayaran yang menunggu lebih dari ${hours} jam: bukti belum diperiksa, atau pesanan tidak lagi kedaluwarsa`,
    en: `Payments waiting for more than ${hours} hours: an unchecked proof, or nothing expires bookings any more`,
  },
  sentence: {
    id: ({ count, amountRupiah }, words) =>
      `${words.count(count)} pembayaran menunggu lebih dari ${hours} jam (${rupiah(amountRupiah ?? 0)}). Periksa buktinya, dan apakah job expire-payments jalan.`,
    en: ({ count, amountRupiah }, words) =>
      `Payments waiting for more than ${hours} hours: ${words.count(count)} (${rupiah(amountRupiah ?? 0)}). Check their proofs, and whether the job expire-payments runs.`,
  },
  find: async ({ now }) => ({ ...(await stuckPayments(now)), href: "/admin/payments?stuck=1" }),
});
