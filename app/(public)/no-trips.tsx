import type { Route } from "next";
import Link from "next/link";
import { searchTrips, type TripSearch } from "#domain/departures/search.ts";
import type { Locale } from "#texts/format.ts";
import { textsFor } from "#texts/index.ts";
import { Button } from "#ui/button.tsx";
import { Empty } from "#ui/empty.tsx";
import { TripCards } from "./trip-card.tsx";
import { isFiltered } from "./trip-search.ts";

/** A row of cards. */
const suggestions = 3;

/** Nothing found: what to change, and what leaves soonest meanwhile. Nothing there at all: who could change that. */
export async function NoTrips({ search, now, locale }: { search: TripSearch; now: Date; locale: Locale }) {
  const texts = textsFor(locale).home;
  const { trips } = isFiltered(search) ? await searchTrips({ pageSize: suggestions }, now) : { trips: [] };
  if (trips.length === 0)
    return (
      <Empty title={texts.none.title} lead={texts.none.lead}>
        <Button asChild tone="quiet">
          <Link href={"/organizer/daftar" as Route} prefetch={false}>
            {texts.none.become}
          </Link>
        </Button>
      </Empty>
    );
  return (
    <>
      <Empty title={texts.nothing.title} lead={texts.nothing.lead}>
        <Button asChild tone="quiet">
          <Link href="/" prefetch={false}>
            {texts.search.reset}
          </Link>
        </Button>
      </Empty>
      <h2 className="mt-12 mb-6 text-xl font-extrabold">{texts.nothing.meanwhile}</h2>
      <TripCards trips={trips} locale={locale} />
    </>
  );
}
