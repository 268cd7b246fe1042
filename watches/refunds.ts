import { defineWatch } from "ronda";
import { policy } from "#domain/policy.ts";
import { stuckRefunds } from "#domain/refunds/queries.ts";
import { rupiah } from "#texts/format.ts";

const days = policy.staleRefundAfterMs / 86_400_000;

/** Refunds promised long ago and not transferred. */
export const refunds = defineWatch({
  name: "refunds-approved",
  description: {
    id: `Pengembalian APPROVED yang belum ditransfer lebih dari ${days} hari`,
    en: `Refunds APPROVED more than ${days} days ago and not transferred`,
  },
  sentence: {
    id: ({ count, amountRupiah }, words) =>
      `${words.count(count)} refund APPROVED belum ditransfer lebih dari ${days} hari (${rupiah(amountRupiah ?? 0)}). Transfer, atau minta rekeningnya.`,
    en: ({ count, amountRupiah }, words) =>
      `Refunds APPROVED and not transferred for more than ${days} days: ${words.count(count)} (${rupiah(amountRupiah ?? 0)}). Transfer them, or ask for the bank account.`,
  },
  find: async ({ now }) => ({ ...(await stuckRefunds(now)), href: "/admin/refunds?stuck=1" }),
});
