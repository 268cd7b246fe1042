/** The names of what must hold; `balance` and `journal` are about all bookings together. The sentences about each are in `texts/`. */
export const booksRules = [
  "seats",
  "full",
  "one-booking",
  "money-in",
  "never-paid",
  "closed-trip",
  "released-early",
  "dispute-held",
  "one-story",
  "changed",
  "vanished",
  "unrecorded",
  "payout-place",
  "split",
  "held-until",
  "one-reference",
  "transferred",
  "transfer-state",
  "receipts",
  "matched",
  "balance",
  "journal",
] as const;

/** See {@link booksRules}. */
export type BooksRule = (typeof booksRules)[number];

/** One thing that must hold. */
export type Invariant = {
  rule: Exclude<BooksRule, "balance" | "journal">;
  /** What must hold, for whoever reads the code or a test's failure. */
  says: string;
  /**
   * Selects `id` of a row that is wrong, `of` whose it is (a booking's or a transfer's code, for a trip's seats its slug), where one
   * is the wrong one `what`: `Payout.amount`, or `Payout` for a whole row, and where two figures should be one, what `is` and
   * what it `must` be.
   */
  query: string;
};
