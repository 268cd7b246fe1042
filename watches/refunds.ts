import { defineWatch } from "ronda";
import { policy } from "#domain/policy.ts";
import { stuckRefunds } from "#domain/refunds/queries.ts";
import { rupiah } from "#texts/format.ts";

const days = policy.staleRefundAfterMs / 86_400_000;

/** Refunds promised long ago and not transferred. */
export const refunds = defineWatch({
  name: "refunds-approved",
  description: {
    id: `Pengembalian yang disetujui dan belum ditransfer lebih dari ${days} hari`,
    en: `Refunds approved more than ${days} days ago and not transferred`,
  },
  sentence: {
    id: ({ count, amountRupiah }, words) =>
      `${words.count(count)} pengembalian disetujui, tetapi belum ditransfer lebih dari ${days} hari (${rupiah(amountRupiah ?? 0)}). Transfer, atau minta rekeningnya.`,
    en: ({ count, amountRupiah }, words) =>
      `Refunds approved and not transferred for more than ${days} days: ${words.count(count)} (${rupiah(amountRupiah ?? 0)}). Transfer them, or ask for the bank account.`,
  },
  find: async ({ now }) => ({ ...(await stuckRefunds(now)), href: "/admin/refunds?stuck=1" }),
});
