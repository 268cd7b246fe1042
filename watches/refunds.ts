import { stuckRefunds } from "#domain/refunds/queries.ts";
import type { Watch } from "./watch.ts";

/** Refunds promised a week ago and not transferred. */
export const refunds: Watch = {
  name: "refunds-approved",
  description: {
    id: "Pengembalian APPROVED yang belum ditransfer lebih dari 7 hari",
    en: "Refunds APPROVED more than 7 days ago and not transferred",
  },
  look: async ({ now }) => ({ ...(await stuckRefunds(now)), href: "/admin/refunds?stuck=1" }),
};
