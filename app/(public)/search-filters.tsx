import Link from "next/link";
import { type TripSearch, tripOrders } from "#domain/departures/search.ts";
import { type Locale, month, rupiah } from "#texts/format.ts";
import { type Texts, textsFor } from "#texts/index.ts";
import { classes } from "#ui/classes.ts";
import { X } from "#ui/icons.tsx";
import { isFiltered, tripSearchPath } from "./trip-search.ts";

/** What the search is about, each part with a way to be rid of it, and of all. */
export function SearchFilters({ search, locale }: { search: TripSearch; locale: Locale }) {
  if (!isFiltered(search)) return null;
  const texts = textsFor(locale).home;
  const { words, month: wanted, mostRupiah, withSeats } = search;
  const filters = [
    { label: words && `“${words}”`, without: { words: undefined } },
    { label: wanted && month(wanted, locale), without: { month: undefined } },
    { label: mostRupiah && texts.search.upTo(rupiah(mostRupiah)), without: { mostRupiah: undefined } },
    { label: withSeats && texts.search.withSeats, without: { withSeats: undefined } },
  ];
  return (
    <ul aria-label={texts.filteredBy} className="mb-8 flex flex-wrap items-center gap-2">
      {filters.map(
        ({ label, without }) =>
          label && (
            <li key={label} className="max-w-full">
              <Link
                href={tripSearchPath({ ...search, ...without, after: undefined })}
                prefetch={false}
                aria-label={texts.without(label)}
                className="inline-flex min-h-11 max-w-full items-center gap-2 rounded-full bg-sea-tint px-4 text-[15px] font-semibold text-sea-strong"
              >
                <span className="truncate">{label}</span>
                <X aria-hidden="true" className="size-4 shrink-0" />
              </Link>
            </li>
          ),
      )}
      <li>
        <Link
          href="/"
          prefetch={false}
          className="inline-flex min-h-11 items-center px-3 text-[15px] font-semibold text-ink-soft underline underline-offset-4 hover:text-ink"
        >
          {texts.search.reset}
        </Link>
      </li>
    </ul>
  );
}

/** The same trips in another order. */
export function SearchOrder({ search, texts }: { search: TripSearch; texts: Texts["home"] }) {
  return (
    <nav aria-label={texts.order} className="-mx-3 flex">
      {tripOrders.map((order) => {
        const here = (search.order ?? "soonest") === order;
        return (
          <Link
            key={order}
            href={tripSearchPath({ ...search, order, after: undefined })}
            prefetch={false}
            scroll={false}
            aria-current={here ? "true" : undefined}
            className={classes(
              "inline-flex min-h-11 items-center px-3 text-[15px] font-semibold text-ink-soft underline-offset-8 hover:text-ink",
              here && "text-ink underline decoration-sea decoration-2",
            )}
          >
            {texts[order]}
          </Link>
        );
      })}
    </nav>
  );
}
