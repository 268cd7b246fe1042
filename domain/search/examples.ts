import type { SearchedFor } from "./words.ts";

/** One of each kind that the search understands, as people type it; `words` are looked for in names and titles. */
export const searchExamples = [
  ["code", "ST-7F3K9"],
  ["transferCode", "TF-7F3K9"],
  ["words", "Ana Lestari"],
  ["phone", "0812 3456 7890"],
  ["address", "ana@example.com"],
  ["amountRupiah", "350.123"],
  ["day", "30/11/2026"],
  ["reference", "BCA-0077"],
] as const satisfies (readonly [keyof SearchedFor | "words", string])[];
