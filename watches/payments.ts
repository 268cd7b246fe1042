import { defineWatch } from "ronda";
import { unexpiredPayments } from "#domain/payments/queries.ts";
import { policy } from "#domain/policy.ts";
import { rupiah } from "#texts/format.ts";

const hours = policy.stalePaymentAfterMs / 3_600_000;

/** Payments without a proof that should have expired: their seats stay taken. */
export const payments = defineWatch({
  name: "payments-unexpired",
  description: {
    id: `Pembayaran tanpa bukti yang menunggu lebih dari ${hours} jam, padahal seharusnya sudah kedaluwarsa`,
    en: `Payments without a proof that have waited for more than ${hours} hours and should have expired`,
  },
  sentence: {
    id: ({ count, amountRupiah }, words) =>
      `${words.count(count)} pembayaran menunggu lebih dari ${hours} jam tanpa bukti (${rupiah(amountRupiah ?? 0)}). Kursinya masih terisi: periksa job expire-payments.`,
    en: ({ count, amountRupiah }, words) =>
      `Payments waiting for more than ${hours} hours without a proof: ${words.count(count)} (${rupiah(amountRupiah ?? 0)}). Their seats stay taken: check the job expire-payments.`,
  },
  jobs: ["expire-payments"],
  find: async ({ now }) => ({ ...(await unexpiredPayments(now)), href: "/admin/payments?stuck=1" }),
});
