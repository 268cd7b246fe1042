import { defineJob } from "ronda";
import { reconcileMoney } from "#domain/ledger/reconcile.ts";

/** Proves that every rupiah is accounted for, after the night's work; fails with the rows that are wrong. */
export const moneyReconcile = defineJob({
  name: "money-reconcile",
  schedule: "45 18 * * *",
  description: {
    id: "Mencocokkan semua kursi dan uang; gagal dengan menyebut baris yang tidak cocok",
    en: "Checks all seats and money against each other; fails naming the rows that do not fit",
  },
  // It only reads, and a night without it is a night in which nobody would notice.
  catchUp: "once",
  // A snapshot of that age would keep the database from tidying up; over a million bookings it takes seconds.
  maxRunMs: 15 * 60_000,
  run: async () => ({ ...(await reconcileMoney()) }),
});
