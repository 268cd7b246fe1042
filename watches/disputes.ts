import { defineWatch } from "ronda";
import { policy } from "#domain/policy.ts";
import { undecidedDisputes } from "#domain/refunds/queries.ts";
import { rupiah } from "#texts/format.ts";

const days = policy.staleDisputeAfterMs / 86_400_000;

/** Reports of participants that no admin has decided; the payout waits with them. */
export const disputes = defineWatch({
  name: "disputes-undecided",
  description: {
    id: `Laporan peserta yang belum diputuskan lebih dari ${days} hari`,
    en: `Reports of participants that have not been decided for more than ${days} days`,
  },
  sentence: {
    id: ({ count, amountRupiah }, words) =>
      `${words.count(count)} laporan peserta belum diputuskan lebih dari ${days} hari (${rupiah(amountRupiah ?? 0)}). Selama itu dananya tertahan: putuskan.`,
    en: ({ count, amountRupiah }, words) =>
      `Reports undecided for more than ${days} days: ${words.count(count)} (${rupiah(amountRupiah ?? 0)}). Their payouts wait with them: decide.`,
  },
  find: async ({ now }) => ({ ...(await undecidedDisputes(now)), href: "/admin/refunds?daftar=disputes" }),
});
