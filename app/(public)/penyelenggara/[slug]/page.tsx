import type { Metadata, Route } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { cache } from "react";
import { preferences } from "#app/_session/preferences.ts";
import { notFoundMetadata, orNotFound } from "#app/_shell/or-not-found.tsx";
import { shareCardPath, shareMetadata } from "#app/_shell/share-metadata.ts";
import { Page } from "#app/_shell/site-shell.tsx";
import { OrganizerFacts, OrganizerMark } from "#app/(public)/organizer.tsx";
import { TripCards } from "#app/(public)/trip-card.tsx";
import { clock } from "#clock.ts";
import { publicOrganizer } from "#domain/departures/public.ts";
import { searchTrips } from "#domain/departures/search.ts";
import { days } from "#texts/format.ts";
import { textsFor } from "#texts/index.ts";
import { Button } from "#ui/button.tsx";
import { Empty } from "#ui/empty.tsx";
import { BadgeCheck } from "#ui/icons.tsx";
import { Notice } from "#ui/notice.tsx";
import { Photo } from "#ui/photo.tsx";

const organizerOf = cache(publicOrganizer);

export async function generateMetadata({ params }: PageProps<"/penyelenggara/[slug]">): Promise<Metadata> {
  const found = await organizerOf((await params).slug);
  if (!found) return notFoundMetadata();
  const { organizer } = found;
  const { locale } = await preferences();
  const texts = textsFor(locale).trips.organizer;
  const description = texts.description(organizer.displayName, organizer.city);
  return {
    title: organizer.displayName,
    robots: organizer.verified ? undefined : { index: false },
    ...shareMetadata({
      type: "profile",
      title: organizer.displayName,
      description,
      path: `/penyelenggara/${organizer.slug}`,
      card: shareCardPath("penyelenggara", organizer.slug, { locale }),
    }),
  };
}

/** Who leads trips: what they say of themselves, what they have led and what they offer. How to reach them is not for everybody. */
export default orNotFound(async function OrganizerPage({ params }: PageProps<"/penyelenggara/[slug]">) {
  const { organizer, pastTrips } = (await organizerOf((await params).slug)) ?? notFound();
  const { locale } = await preferences();
  const texts = textsFor(locale).trips;
  const { trips } = await searchTrips({ organizerId: organizer.id, pageSize: 24 }, clock());
  return (
    <Page>
      <header className="flex flex-col gap-5 sm:flex-row sm:gap-7">
        <OrganizerMark name={organizer.displayName} className="size-20 text-2xl sm:size-24 sm:text-3xl" />
        <div className="min-w-0">
          <h1 className="text-3xl font-extrabold break-words sm:text-4xl">{organizer.displayName}</h1>
          <OrganizerFacts organizer={organizer} locale={locale} />
          {organizer.verified && (
            <p className="mt-2 flex gap-1.5 text-[15px] text-ink-soft">
              <BadgeCheck aria-hidden="true" className="mt-0.5 size-5 shrink-0 text-ok" />
              <span>
                <strong className="font-bold text-ok">{texts.organizer.verified}.</strong>{" "}
                {texts.organizer.verifiedHint}
              </span>
            </p>
          )}
          <p className="mt-4 max-w-[68ch] whitespace-pre-line">{organizer.bio}</p>
        </div>
      </header>
      {!organizer.verified && <Notice className="mt-8 text-[15px]">{texts.organizer.suspended}</Notice>}
      {organizer.verified && (
        <section aria-labelledby="upcoming" className="mt-12">
          <h2 id="upcoming" className="mb-6 text-2xl font-extrabold">
            {texts.organizer.upcoming}
          </h2>
          {trips.length > 0 ? (
            <TripCards trips={trips} locale={locale} />
          ) : (
            <Empty title={texts.organizer.noUpcoming} lead={texts.organizer.noUpcomingLead}>
              <Button asChild tone="quiet">
                <Link href="/" prefetch={false}>
                  {texts.home}
                </Link>
              </Button>
            </Empty>
          )}
        </section>
      )}
      {pastTrips.length > 0 && (
        <section aria-labelledby="past" className="mt-14">
          <h2 id="past" className="mb-4 text-2xl font-extrabold">
            {texts.organizer.past}
          </h2>
          <ul className="grid gap-x-10 divide-line sm:grid-cols-2">
            {pastTrips.map((trip) => (
              <li key={trip.id} className="relative flex items-center gap-4 border-t border-line py-3.5">
                {trip.photos[0] && (
                  <Photo photo={trip.photos[0]} alt="" sizes="6rem" className="w-24 shrink-0 rounded-control" />
                )}
                <div className="min-w-0">
                  <h3 className="font-bold">
                    <Link
                      href={`/trip/${trip.slug}` as Route}
                      prefetch={false}
                      className="underline-offset-4 after:absolute after:inset-0 hover:underline"
                    >
                      {trip.title}
                    </Link>
                  </h3>
                  <p className="text-sm text-ink-soft">{days(trip.date, trip.endDate, locale)}</p>
                </div>
              </li>
            ))}
          </ul>
        </section>
      )}
    </Page>
  );
});
