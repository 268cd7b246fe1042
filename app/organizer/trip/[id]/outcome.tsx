import { closedWith } from "#domain/departures/closing.ts";
import type { Trip } from "#domain/trips/rules.ts";
import { type Locale, moment, rupiah } from "#texts/format.ts";
import { organizerTexts } from "#texts/organizer.ts";
import { Notice } from "#ui/notice.tsx";

/** What became of a trip that is over: completed, or closed with so many bookings and so much money given back. */
export async function Outcome({ trip, locale }: { trip: Trip; locale: Locale }) {
  const texts = organizerTexts(locale).trip;
  if (trip.completedAt) return <Notice>{texts.completed(moment(trip.completedAt, locale))}</Notice>;
  if (!trip.closedAt) return null;
  const { bookingsCancelled, bookingsRefunded, refundRupiah } = await closedWith(trip);
  return (
    <Notice>
      <p className="font-bold">{texts.closed(moment(trip.closedAt, locale))}</p>
      <p>{texts.closedWith(bookingsCancelled, bookingsRefunded, rupiah(refundRupiah))}</p>
      {trip.closeReason && <p className="break-words">{texts.closedReason(trip.closeReason)}</p>}
    </Notice>
  );
}
