import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { preferences } from "#app/_session/preferences.ts";
import { cachedHtml } from "#app/_shell/cached-html.ts";
import { shareCardPath, shareMetadata } from "#app/_shell/share-metadata.ts";
import { Page } from "#app/_shell/site-shell.tsx";
import { clock } from "#clock.ts";
import { wibDay } from "#domain/calendar.ts";
import { countTrips, mostCounted, searchTrips } from "#domain/departures/search.ts";
import { env } from "#env.ts";
import type { Locale } from "#texts/format.ts";
import { textsFor } from "#texts/index.ts";
import { CachedHtml } from "#ui/cached-html.tsx";
import { Pages } from "#ui/pages.tsx";
import { Hero } from "./hero.tsx";
import { NoTrips } from "./no-trips.tsx";
import { Promises } from "./promises.tsx";
import { SearchFilters, SearchOrder } from "./search-filters.tsx";
import { SearchForm } from "./search-form.tsx";
import { searchTitle } from "./search-title.ts";
import { SiteData } from "./site-data.tsx";
import { TripCards } from "./trip-card.tsx";
import { isFiltered, monthsFrom, parseTripSearch, tripSearchPath } from "./trip-search.ts";

/** A search is a view of the one front page, for whoever finds it by a search engine. */
export async function generateMetadata({ searchParams }: PageProps<"/">): Promise<Metadata> {
  const { locale } = await preferences();
  const { home } = textsFor(locale);
  const search = parseTripSearch(await searchParams);
  const { title, description } = home;
  return {
    title: isFiltered(search) ? searchTitle(search, locale) : { absolute: `SeTrip · ${title}` },
    ...shareMetadata({ title, description, path: "/", card: shareCardPath("halaman", "beranda", { locale }) }),
  };
}

/** The front page: what SeTrip promises, and every trip that can be booked, searched by an address alone. */
export default async function HomePage({ searchParams }: PageProps<"/">) {
  const { locale } = await preferences();
  const now = clock();
  const given = await searchParams;
  const search = parseTripSearch(given);
  // A form sends the fields that nobody filled in: the address that is shared says only what is looked for.
  if (Object.values(given).includes("")) redirect(tripSearchPath(search));
  const filtered = isFiltered(search);
  const [page, found] = await Promise.all([searchTrips(search, now), filtered ? countTrips(search, now) : undefined]);
  const texts = textsFor(locale).home;
  const months = monthsFrom(wibDay(now));
  const looking = filtered || search.after !== undefined;
  return (
    <>
      {!looking && <SiteData address={env().APP_URL} />}
      {looking ? (
        <div className="border-b border-line bg-sand">
          <h1 className="sr-only">{filtered ? searchTitle(search, locale) : texts.search.label}</h1>
          <div className="mx-auto max-w-6xl px-4 py-5 sm:px-6 sm:py-6">
            <SearchForm search={search} months={months} locale={locale} />
          </div>
        </div>
      ) : (
        <CachedHtml html={await opening({ months, locale })} />
      )}
      <Page className={looking ? undefined : "pt-12 sm:pt-14"}>
        <section aria-labelledby="trips">
          <div className="mb-6 flex flex-wrap items-end justify-between gap-x-6 gap-y-3">
            <h2 id="trips" className="text-2xl font-extrabold sm:text-3xl">
              {filtered ? texts.results : texts.upcoming}
              {found !== undefined && (
                <span className="ml-3 text-base font-semibold whitespace-nowrap text-ink-soft tabular-nums">
                  {found > mostCounted ? texts.foundMore(mostCounted) : texts.found(found)}
                </span>
              )}
            </h2>
            {page.trips.length > 1 && <SearchOrder search={search} texts={texts} />}
          </div>
          <SearchFilters search={search} locale={locale} />
          {page.trips.length > 0 ? (
            <TripCards trips={page.trips} locale={locale} priority={looking} />
          ) : (
            <NoTrips search={search} now={now} locale={locale} />
          )}
          <div className="mt-8">
            <Pages
              before={search.after ? tripSearchPath({ ...search, after: undefined }) : undefined}
              after={page.next ? tripSearchPath({ ...search, after: page.next }) : undefined}
              texts={{ before: texts.first, after: texts.next, label: texts.pages }}
            />
          </div>
        </section>
      </Page>
    </>
  );
}

const opening = cachedHtml(({ months, locale }: { months: string[]; locale: Locale }) => {
  const texts = textsFor(locale).home;
  return (
    <>
      <Hero>
        <div className="mx-auto flex min-h-[34rem] max-w-6xl flex-col justify-end px-4 pt-48 pb-8 sm:px-6 sm:pb-10 lg:min-h-[38rem]">
          <h1 className="max-w-[17ch] text-[2.5rem] leading-[1.08] font-extrabold sm:text-6xl">{texts.title}</h1>
          <p className="mt-4 max-w-[46ch] text-lg text-on-photo/90">{texts.lead}</p>
          <div className="mt-7">
            <SearchForm search={{}} months={months} locale={locale} />
          </div>
        </div>
      </Hero>
      <Promises texts={texts}>
        <a href="/cara-kerja">{texts.howItWorks}</a>
      </Promises>
    </>
  );
});
