import { addDays } from "#domain/calendar.ts";
import type { TripContent } from "#domain/trips/content.ts";
import { lastDay } from "#domain/trips/rules.ts";
import { day, type Locale } from "#texts/format.ts";
import { textsFor } from "#texts/index.ts";

/** The plan as a line down the page, a day a stop. */
export function Itinerary({ trip, locale }: { trip: TripContent; locale: Locale }) {
  return (
    <ol>
      {trip.itinerary.map(({ day: number, title, detail }, at) => (
        <li key={number} className="relative flex gap-5 pb-8 last:pb-0">
          {at < trip.itinerary.length - 1 && (
            <span aria-hidden="true" className="absolute top-9 bottom-0 left-[17px] w-0.5 bg-line" />
          )}
          <span
            aria-hidden="true"
            className="grid size-9 shrink-0 place-items-center rounded-full bg-sea text-[15px] font-extrabold text-on-sea tabular-nums"
          >
            {number}
          </span>
          <div className="min-w-0 pt-0.5">
            <p className="text-sm font-semibold text-ink-soft">{dayLabel(trip, number, locale)}</p>
            <h3 className="mt-0.5 text-lg font-bold">{title}</h3>
            {detail && <p className="mt-1.5 whitespace-pre-line text-ink-soft">{detail}</p>}
          </div>
        </li>
      ))}
    </ol>
  );
}

/** A plan may have more days than the trip, or fewer: then the day has no date. */
function dayLabel({ date, endDate }: TripContent, number: number, locale: Locale): string {
  const on = addDays(date, number - 1);
  const label = textsFor(locale).trips.dayNumber(number);
  return on <= lastDay({ date, endDate }) ? `${label} · ${day(on, locale)}` : label;
}
