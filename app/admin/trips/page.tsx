import type { Metadata } from "next";
import { preferences } from "#app/_session/preferences.ts";
import { requireAdmin } from "#app/_session/visitor.ts";
import { orNotFound } from "#app/_shell/or-not-found.tsx";
import { PersonLink, TripLink } from "#app/admin/links.tsx";
import { ListFrame } from "#app/admin/list-frame.tsx";
import { MissingFiles } from "#app/admin/missing-files.tsx";
import { listAddress, listParams } from "#app/admin/params.ts";
import { type Column, Records } from "#app/admin/records.tsx";
import { State } from "#app/admin/states.tsx";
import { type ListedTrip, listTrips, tripLists } from "#domain/departures/admin-list.ts";
import { count, days, rupiah } from "#texts/format.ts";
import { type Locale, textsFor } from "#texts/index.ts";
import { Empty } from "#ui/empty.tsx";

export async function generateMetadata(): Promise<Metadata> {
  return { title: textsFor((await preferences()).locale).admin.trips.title };
}

const path = "/admin/trips";

/** Every trip there is, by its state. */
export default orNotFound(async function TripsPage({ searchParams }: PageProps<"/admin/trips">) {
  const shown = listParams(await searchParams, tripLists);
  await requireAdmin(listAddress(path, shown));
  const { locale } = await preferences();
  const texts = textsFor(locale).admin.trips;
  const { list, cursor } = shown;
  const { rows, next } = await listTrips({ list, cursor });
  return (
    <ListFrame
      path={path}
      title={texts.title}
      lead={list === "stuck" ? texts.leadStuck : texts.lead}
      locale={locale}
      shown={shown}
      lists={tripLists.map((name) => ({ list: name, label: texts.lists[name] }))}
      next={next}
    >
      {list === "stuck" && <MissingFiles of="photos" mostNamed={20} locale={locale} />}
      {rows.length === 0 ? (
        <Empty title={texts.empty} />
      ) : (
        <Records label={texts.title} rows={rows} columns={columnsFor(locale)} keyOf={({ id }) => id} />
      )}
    </ListFrame>
  );
});

function columnsFor(locale: Locale): Column<ListedTrip>[] {
  const texts = textsFor(locale).admin.trips;
  return [
    { name: texts.columns.trip, cell: (trip) => <TripLink trip={trip} /> },
    {
      name: texts.columns.days,
      cell: ({ date, endDate }) => <span className="whitespace-nowrap">{days(date, endDate, locale)}</span>,
    },
    {
      name: texts.columns.organizer,
      cell: ({ organizer }) => <PersonLink person={{ id: organizer.userId, name: organizer.displayName }} />,
    },
    {
      name: texts.columns.seats,
      figure: true,
      cell: ({ seatsTaken, quota }) => texts.seats(count(seatsTaken, locale), count(quota, locale)),
    },
    { name: texts.columns.price, figure: true, cell: ({ pricePerPax }) => rupiah(pricePerPax) },
    { name: texts.columns.state, cell: ({ status }) => <State of="trip" status={status} locale={locale} /> },
  ];
}
