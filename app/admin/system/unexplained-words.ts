import { stateWord } from "#app/admin/states.tsx";
import type { Unexplained } from "#domain/ledger/unexplained.ts";
import { columnInWords } from "#domain/office/known-errors.ts";
import { count, rupiah } from "#texts/format.ts";
import { type Locale, textsFor } from "#texts/index.ts";
import { clockTime } from "#texts/moments.ts";

/** A figure that the history does not explain, in a sentence: what it is, what it says, and what the history left there. */
export function unexplainedInWords(found: Unexplained, locale: Locale): string {
  const { books } = textsFor(locale).errors;
  if (found.column === null) return books.unrecorded(columnInWords(found.entity, locale));
  const what = columnInWords(`${found.entity}.${found.column}`, locale);
  return books.unexplained(what, written(found, found.is, locale), written(found, found.told, locale));
}

function written({ entity, column, kind }: Unexplained, value: string | null, locale: Locale): string {
  if (value === null) return textsFor(locale).errors.books.nothing;
  if (column === "status" && entity in stateOf)
    return stateWord(stateOf[entity as keyof typeof stateOf], value, locale);
  if (kind === "moment") return clockTime(new Date(value), locale, "WIB");
  if (kind !== "number") return value;
  return /amount|price/i.test(column ?? "") ? rupiah(Number(value)) : count(Number(value), locale);
}

const stateOf = {
  Trip: "trip",
  Booking: "booking",
  Payment: "payment",
  Payout: "payout",
  Refund: "refund",
} as const;
