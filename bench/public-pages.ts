import { searchTrips } from "#domain/departures/search.ts";

/** A page by what the benches call it. */
export type PublicPage = { key: "home" | "trip"; name: string; path: string };

/** The pages that everybody sees first: the front page, and the page of the trip on offer with the most photos. */
export async function publicPages(): Promise<PublicPage[]> {
  const { trips } = await searchTrips({}, new Date());
  const [trip] = trips.toSorted((one, other) => other.photos.length - one.photos.length);
  if (!trip) throw new Error("there is no trip on offer");
  return [
    { key: "home", name: "home page", path: "/" },
    { key: "trip", name: "trip page", path: `/trip/${trip.slug}` },
  ];
}
