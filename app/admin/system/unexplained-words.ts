import { stateWord } from "#app/admin/states.tsx";
import type { Unexplained } from "#domain/ledger/unexplained.ts";
import { count, rupiah } from "#texts/format.ts";
import { type Locale, textsFor } from "#texts/index.ts";
import { clockTime } from "#texts/moments.ts";

/** A figure that the history does not explain, in a sentence: what it is, what it says, and what the history left there. */
export function unexplainedInWords(found: Unexplained, locale: Locale): string {
  const { books } = textsFor(locale).errors;
  if (found.column === null) return books.unrecorded(books.entities[found.entity]);
  const { column, is, told } = found;
  const what = books.columns[`${found.entity}.${column}`] ?? column;
  return books.unexplained(
    what,
    written(found.entity, column, is, locale),
    written(found.entity, column, told, locale),
  );
}

type Column = NonNullable<Unexplained["column"]>;

function written(entity: Unexplained["entity"], column: Column, value: string | null, locale: Locale): string {
  if (value === null) return textsFor(locale).errors.books.nothing;
  if (column === "status") return stateWord(stateOf[entity], value, locale);
  if (column === "heldUntil" || column === "releasedAt") return clockTime(new Date(value), locale, "WIB");
  return column === "pax" || column === "quota" ? count(Number(value), locale) : rupiah(Number(value));
}

const stateOf = {
  Trip: "trip",
  Booking: "booking",
  Payment: "payment",
  Payout: "payout",
  Refund: "refund",
} as const;
