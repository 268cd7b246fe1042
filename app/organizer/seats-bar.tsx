import type { TripFigures } from "#domain/departures/own-trips.ts";
import type { Locale } from "#texts/format.ts";
import { organizerTexts } from "#texts/organizer.ts";

type SeatsBarProps = { trip: Pick<TripFigures, "confirmedPax" | "pendingPax"> & { quota: number }; locale: Locale };

/** The seats of a trip as a bar: paid, waiting for a payment, and free; the words below say the same. */
export function SeatsBar({ trip, locale }: SeatsBarProps) {
  const texts = organizerTexts(locale);
  const { confirmedPax, pendingPax, quota } = trip;
  const share = (pax: number) => ({ width: `${(100 * pax) / quota}%` });
  return (
    <div className="space-y-1.5">
      <div aria-hidden="true" className="flex h-2 overflow-hidden rounded-full bg-line">
        <span className="bg-sea" style={share(confirmedPax)} />
        <span className="bg-stale/60" style={share(pendingPax)} />
      </div>
      <p className="text-sm text-ink-soft tabular-nums">
        <span className="font-semibold text-ink">{texts.seats(confirmedPax + pendingPax, quota)}</span>
        {pendingPax > 0 && ` · ${texts.pending(pendingPax)}`}
      </p>
    </div>
  );
}
