import { defineWatch } from "ronda";
import { unpaidPayouts } from "#domain/payouts/queries.ts";
import { policy } from "#domain/policy.ts";
import { rupiah } from "#texts/format.ts";

const days = policy.staleReleasedPayoutAfterMs / 86_400_000;

/** Money that was released to organizers and that nobody has transferred. */
export const payoutsUnpaid = defineWatch({
  name: "payouts-unpaid",
  description: {
    id: `Dana siap cair yang belum ditransfer ke penyelenggara lebih dari ${days} hari`,
    en: `Payouts released more than ${days} days ago and not transferred to their organizers`,
  },
  sentence: {
    id: ({ count, amountRupiah }, words) =>
      `${words.count(count)} pencairan siap, tetapi belum ditransfer lebih dari ${days} hari (${rupiah(amountRupiah ?? 0)}). Transfer, lalu catat referensinya.`,
    en: ({ count, amountRupiah }, words) =>
      `Payouts released and not transferred for more than ${days} days: ${words.count(count)} (${rupiah(amountRupiah ?? 0)}). Transfer them and enter the reference.`,
  },
  find: async ({ now }) => ({ ...(await unpaidPayouts(now)), href: "/admin/payouts?daftar=released" }),
});
