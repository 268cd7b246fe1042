import type { OwnDispute } from "#domain/bookings/refunds/own-disputes.ts";
import type { OwnTrip } from "#domain/departures/own-trips.ts";
import { day, type Locale, rupiah } from "#texts/format.ts";
import { organizerTexts } from "#texts/organizer.ts";
import { Notice } from "#ui/notice.tsx";

type TripWarningsProps = { trip: OwnTrip; short: boolean; disputes: OwnDispute[]; locale: Locale };

/** What is not as it should be with one trip: too few people shortly before it, and what participants reported. */
export function TripWarnings({ trip, short, disputes, locale }: TripWarningsProps) {
  const texts = organizerTexts(locale).needsYou;
  if (!short && disputes.length === 0) return null;
  return (
    <div className="space-y-3">
      {short && (
        <Notice tone="stale">
          <p className="font-bold">{texts.short(trip.title, trip.confirmedPax, trip.minPax ?? 0)}</p>
          <p>{texts.shortLead(day(trip.date, locale))}</p>
        </Notice>
      )}
      {disputes.map((dispute) => (
        <Notice key={dispute.id} tone="stale">
          <p className="font-bold">{texts.dispute(dispute.tripTitle, rupiah(dispute.amountRupiah))}</p>
          <p>{texts.disputeLead(dispute.bookingCode)}</p>
          <p className="mt-2 break-words whitespace-pre-line text-ink">
            {texts.report}: “{dispute.note}”
          </p>
        </Notice>
      ))}
    </div>
  );
}
