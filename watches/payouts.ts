import { stuckPayouts } from "#domain/payouts/queries.ts";
import type { Watch } from "./watch.ts";

/** Money held 25 hours beyond its time, disputes left out. */
export const payouts: Watch = {
  name: "payouts-held",
  description: {
    id: "Dana HELD yang seharusnya sudah cair lebih dari 25 jam lalu",
    en: "Payouts HELD although their release was due more than 25 hours ago",
  },
  look: async ({ now }) => ({ ...(await stuckPayouts(now)), href: "/admin/payouts?stuck=1" }),
};
