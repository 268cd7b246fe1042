import Link from "next/link";
import type { OwnDispute } from "#domain/bookings/refunds/own-disputes.ts";
import type { OwnTrip } from "#domain/departures/own-trips.ts";
import { day, type Locale, rupiah, unbroken } from "#texts/format.ts";
import { organizerTexts } from "#texts/organizer.ts";
import { ChevronRight, TriangleAlert } from "#ui/icons.tsx";

type NeedsYouProps = { short: OwnTrip[]; disputes: OwnDispute[]; locale: Locale };

/** So many of each kind are named, the most urgent ones; once they are done, the next ones stand here. */
export const mostNamed = 10;

/** What an organizer should look at, each with the way there; nothing where all is well. Who has more is told so. */
export function NeedsYou({ short, disputes, locale }: NeedsYouProps) {
  const texts = organizerTexts(locale).needsYou;
  const items = [
    ...disputes.slice(0, mostNamed).map(({ id, tripId, tripTitle, amountRupiah, bookingCode }) => ({
      key: id,
      tripId,
      title: texts.dispute(tripTitle, rupiah(amountRupiah)),
      lead: texts.disputeLead(bookingCode),
    })),
    ...short.slice(0, mostNamed).map((trip) => ({
      key: trip.id,
      tripId: trip.id,
      title: texts.short(trip.title, trip.confirmedPax, trip.minPax ?? 0),
      lead: texts.shortLead(day(trip.date, locale)),
    })),
  ];
  if (items.length === 0) return null;
  const hasMore = short.length > mostNamed || disputes.length > mostNamed;
  return (
    <section aria-labelledby="needs-you" className="space-y-2">
      <h2 id="needs-you" className="text-lg font-bold">
        {texts.title}
      </h2>
      <ul className="divide-y divide-stale/20 overflow-hidden rounded-card bg-stale-tint text-stale">
        {items.map(({ key, tripId, title, lead }) => (
          <li key={key}>
            <Link
              href={`/organizer/trip/${tripId}`}
              className="flex items-start gap-3 px-4 py-3.5 text-[15px] underline-offset-4 hover:underline focus-visible:-outline-offset-2"
            >
              <TriangleAlert aria-hidden="true" className="mt-1 size-4 shrink-0" />
              <span className="min-w-0 flex-1">
                <span className="block font-bold">{unbroken(title)}</span>
                <span className="block">{lead}</span>
              </span>
              <ChevronRight aria-hidden="true" className="mt-1 size-4 shrink-0" />
            </Link>
          </li>
        ))}
      </ul>
      {hasMore && <p className="text-[15px] text-ink-soft">{texts.more}</p>}
    </section>
  );
}
