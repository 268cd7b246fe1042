import type { TripSearch } from "#domain/departures/search.ts";
import { type Locale, month, rupiah } from "#texts/format.ts";
import { textsFor } from "#texts/index.ts";

/** What a search looks for, as a title. */
export function searchTitle({ words, month: wanted, mostRupiah, withSeats }: TripSearch, locale: Locale): string {
  const texts = textsFor(locale).home;
  const parts = [
    words && `“${words}”`,
    wanted && texts.inMonth(month(wanted, locale)),
    mostRupiah && texts.search.upTo(rupiah(mostRupiah)),
    withSeats && texts.search.withSeats.toLowerCase(),
  ].filter(Boolean);
  return texts.searchTitle(parts.join(", "));
}
