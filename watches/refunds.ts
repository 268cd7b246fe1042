import { policy } from "#domain/policy.ts";
import { stuckRefunds } from "#domain/refunds/queries.ts";
import type { Watch } from "./watch.ts";

const days = policy.staleRefundAfterMs / 86_400_000;

/** Refunds promised long ago and not transferred. */
export const refunds: Watch = {
  name: "refunds-approved",
  description: {
    id: `Pengembalian APPROVED yang belum ditransfer lebih dari ${days} hari`,
    en: `Refunds APPROVED more than ${days} days ago and not transferred`,
  },
  look: async ({ now }) => ({ ...(await stuckRefunds(now)), href: "/admin/refunds?stuck=1" }),
};
