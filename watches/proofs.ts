import { defineWatch } from "ronda";
import { lateProofs } from "#domain/payments/queries.ts";
import { policy } from "#domain/policy.ts";
import { rupiah } from "#texts/format.ts";

const hours = policy.stalePaymentAfterMs / 3_600_000;

/** Proofs of transfers that no admin has accepted or rejected for too long. */
export const proofs = defineWatch({
  name: "proofs-waiting",
  description: {
    id: `Bukti transfer yang belum diperiksa, dari pesanan lebih dari ${hours} jam lalu`,
    en: `Proofs of transfer that nobody has checked, of bookings made more than ${hours} hours ago`,
  },
  sentence: {
    id: ({ count, amountRupiah }, words) =>
      `${words.count(count)} bukti transfer menunggu diperiksa, pesanannya lebih dari ${hours} jam lalu (${rupiah(amountRupiah ?? 0)}). Cocokkan dengan mutasi rekening, lalu terima atau tolak: tidak ada job yang memutuskannya.`,
    en: ({ count, amountRupiah }, words) =>
      `Proofs of transfer waiting to be checked, of bookings made more than ${hours} hours ago: ${words.count(count)} (${rupiah(amountRupiah ?? 0)}). Compare them with the bank's statement, then accept or reject them: no job decides them.`,
  },
  find: async ({ now }) => ({ ...(await lateProofs(now)), href: "/admin/payments" }),
});
