import { defineJob } from "ronda";
import { reconcileMoney } from "#domain/ledger/reconcile.ts";
import { jobTexts } from "#texts/jobs.ts";

/** Proves that every rupiah is accounted for, after the night's work; fails with the rows that are wrong. */
export const moneyReconcile = defineJob({
  ...jobTexts("money-reconcile"),
  schedule: "45 18 * * *",
  // It only reads, and a night without it is a night in which nobody would notice.
  catchUp: "once",
  // A snapshot of that age would keep the database from tidying up; over a million bookings it takes seconds.
  maxRunMs: 15 * 60_000,
  run: async () => ({ ...(await reconcileMoney()) }),
  example: {
    empty: { bankRupiah: 0, owedToParticipantsRupiah: 0, owedToOrganizersRupiah: 0, feesRupiah: 0, bankLinesRupiah: 0 },
    full: {
      bankRupiah: 600_123,
      owedToParticipantsRupiah: 0,
      owedToOrganizersRupiah: 570_000,
      feesRupiah: 30_123,
      bankLinesRupiah: 0,
    },
  },
});
