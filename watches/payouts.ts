import { defineWatch } from "ronda";
import { stuckPayouts } from "#domain/payouts/queries.ts";
import { policy } from "#domain/policy.ts";
import { rupiah } from "#texts/format.ts";

const hours = policy.stalePayoutAfterMs / 3_600_000;

/** Money held far beyond its time, disputes left out. */
export const payouts = defineWatch({
  name: "payouts-held",
  description: {
    id: `Dana yang masih ditahan dan seharusnya sudah cair lebih dari ${hours} jam lalu`,
    en: `Payouts still held although their release was due more than ${hours} hours ago`,
  },
  sentence: {
    id: ({ count, amountRupiah }, words) =>
      `${words.count(count)} pencairan masih ditahan, lewat ${hours} jam dari waktunya (${rupiah(amountRupiah ?? 0)}). Periksa job auto-complete-trips.`,
    en: ({ count, amountRupiah }, words) =>
      `Payouts still held ${hours} hours beyond their release: ${words.count(count)} (${rupiah(amountRupiah ?? 0)}). Check the job auto-complete-trips.`,
  },
  jobs: ["auto-complete-trips"],
  find: async ({ now }) => ({ ...(await stuckPayouts(now)), href: "/admin/payouts?stuck=1" }),
});
