import { TripCards } from "#app/(public)/trip-card.tsx";
import type { PublicTrip } from "#domain/departures/public.ts";
import { similarTrips } from "#domain/departures/search.ts";
import { type Locale, textsFor } from "#texts/index.ts";

/** Where this trip cannot be booked: others that can, to the same region first. */
export async function SimilarTrips({ trip, now, locale }: { trip: PublicTrip; now: Date; locale: Locale }) {
  if (trip.offer === "open") return null;
  const found = await similarTrips(trip, now);
  if (found.length === 0) return null;
  return (
    <section aria-labelledby="similar" className="mx-auto max-w-6xl px-4 pb-12 sm:px-6 print:hidden">
      <h2 id="similar" className="mb-6 text-xl font-extrabold sm:text-2xl">
        {textsFor(locale).trips.similar}
      </h2>
      <TripCards trips={found} locale={locale} />
    </section>
  );
}
