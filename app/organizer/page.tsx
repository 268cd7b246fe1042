import type { Metadata, Route } from "next";
import Link from "next/link";
import { preferences } from "#app/_session/preferences.ts";
import { requireOrganizer } from "#app/_session/visitor.ts";
import { clock } from "#clock.ts";
import { listOwnDisputes } from "#domain/bookings/refunds/own-disputes.ts";
import {
  countOwnTrips,
  listOwnTrips,
  listShortOfPeople,
  type OwnTripState,
  ownTripStates,
} from "#domain/departures/own-trips.ts";
import { textsFor } from "#texts/index.ts";
import { Button } from "#ui/button.tsx";
import { Empty } from "#ui/empty.tsx";
import { Pages } from "#ui/pages.tsx";
import { Tabs } from "#ui/tabs.tsx";
import { mostNamed, NeedsYou } from "./needs-you.tsx";
import { OrganizerPage } from "./organizer-page.tsx";
import { pageNumber } from "./page-number.ts";
import { TripRow } from "./trip-row.tsx";

export async function generateMetadata(): Promise<Metadata> {
  return { title: textsFor((await preferences()).locale).organizer.title };
}

const slugs: Record<OwnTripState, string> = { active: "berjalan", completed: "selesai", closed: "ditutup" };

/** An organizer's trips: what needs them first, then the current ones, and the others a tab away. */
export default async function OrganizerTripsPage({ searchParams }: PageProps<"/organizer">) {
  const { organizer } = await requireOrganizer("/organizer");
  const { lihat, halaman } = await searchParams;
  const { locale } = await preferences();
  const texts = textsFor(locale);
  const now = clock();
  const state = ownTripStates.find((state) => slugs[state] === lihat) ?? "active";
  const page = pageNumber(halaman);
  const [counts, { trips, next }, short, disputes] = await Promise.all([
    countOwnTrips(organizer.id),
    listOwnTrips(organizer.id, { state, page }),
    listShortOfPeople(organizer.id, { now, most: mostNamed + 1 }),
    listOwnDisputes(organizer.id, { most: mostNamed + 1 }),
  ]);
  const none = Object.values(counts).every((count) => count === 0);
  const href = (state: OwnTripState, page = 0) =>
    `/organizer?lihat=${slugs[state]}${page > 0 ? `&halaman=${page + 1}` : ""}` as Route;
  return (
    <OrganizerPage here="trips" profile={organizer} locale={locale}>
      <NeedsYou short={short} disputes={disputes} locale={locale} />
      {none ? (
        <FirstTrip texts={texts.organizer} suspended={organizer.status === "SUSPENDED"} />
      ) : (
        <section className="space-y-2">
          <Tabs
            label={texts.organizer.tabs.label}
            tabs={ownTripStates.map((each) => ({
              href: href(each),
              label: texts.organizer.tabs[each],
              count: counts[each],
              here: each === state,
            }))}
          />
          {trips.length === 0 && <p className="py-8 text-ink-soft">{texts.organizer.emptyState[state]}</p>}
          <ul className="divide-y divide-line">
            {trips.map((trip) => (
              <TripRow key={trip.id} trip={trip} locale={locale} now={now} />
            ))}
          </ul>
          <Pages
            before={page > 0 ? href(state, page - 1) : undefined}
            after={next === undefined ? undefined : href(state, next)}
            texts={{ before: texts.site.newer, after: texts.site.older, label: texts.site.pages }}
          />
        </section>
      )}
    </OrganizerPage>
  );
}

type FirstTripProps = { texts: ReturnType<typeof textsFor>["organizer"]; suspended: boolean };

function FirstTrip({ texts, suspended }: FirstTripProps) {
  return (
    <Empty title={texts.empty.title} lead={texts.empty.lead}>
      {!suspended && (
        <Button asChild tone="call">
          <Link href={"/organizer/trip/baru" as Route}>{texts.newTrip}</Link>
        </Button>
      )}
    </Empty>
  );
}
