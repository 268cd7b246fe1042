import { stuckPayouts } from "#domain/payouts/queries.ts";
import { policy } from "#domain/policy.ts";
import type { Watch } from "./watch.ts";

const hours = policy.stalePayoutAfterMs / 3_600_000;

/** Money held far beyond its time, disputes left out. */
export const payouts: Watch = {
  name: "payouts-held",
  description: {
    id: `Dana HELD yang seharusnya sudah cair lebih dari ${hours} jam lalu`,
    en: `Payouts HELD although their release was due more than ${hours} hours ago`,
  },
  look: async ({ now }) => ({ ...(await stuckPayouts(now)), href: "/admin/payouts?stuck=1" }),
};
