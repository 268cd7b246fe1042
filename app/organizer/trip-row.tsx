import Link from "next/link";
import type { OwnTrip } from "#domain/departures/own-trips.ts";
import { days, type Locale, rupiah } from "#texts/format.ts";
import { organizerTexts } from "#texts/organizer.ts";
import { Badge } from "#ui/badge.tsx";
import { Photo } from "#ui/photo.tsx";
import { SeatsBar } from "./seats-bar.tsx";
import { toneOf, tripState } from "./trip-state.ts";

/** One trip of the organizer's list: what it is, how full it is, and whose money waits. */
export function TripRow({ trip, locale, now }: { trip: OwnTrip; locale: Locale; now: Date }) {
  const texts = organizerTexts(locale);
  const state = tripState(trip, now);
  const money = [
    trip.heldRupiah > 0 && texts.held(rupiah(trip.heldRupiah)),
    trip.releasedRupiah > 0 && texts.released(rupiah(trip.releasedRupiah)),
    trip.paidRupiah > 0 && texts.paid(rupiah(trip.paidRupiah)),
  ].filter(Boolean);
  return (
    <li className="relative grid grid-cols-[5.5rem_1fr] gap-x-4 gap-y-3 py-5 sm:grid-cols-[10rem_1fr_15rem] sm:gap-x-6">
      <div className="overflow-hidden rounded-card">
        {trip.cover ? (
          <Photo
            photo={trip.cover}
            alt=""
            sizes="(min-width: 40rem) 10rem, 5.5rem"
            className="aspect-square sm:aspect-3/2"
          />
        ) : (
          <div className="aspect-square bg-sand sm:aspect-3/2" />
        )}
      </div>
      <div className="min-w-0 space-y-1">
        <Badge tone={toneOf[state]} size="small">
          {texts.state[state]}
        </Badge>
        <h3 className="text-lg font-bold break-words">
          <Link
            href={`/organizer/trip/${trip.id}`}
            className="underline-offset-4 after:absolute after:inset-0 hover:underline focus-visible:outline-none focus-visible:after:rounded-card focus-visible:after:outline-2 focus-visible:after:outline-(--sea)"
          >
            {trip.title}
          </Link>
        </h3>
        <p className="text-[15px] text-ink-soft">{days(trip.date, trip.endDate, locale)}</p>
      </div>
      <div className="col-span-2 space-y-2 sm:col-span-1">
        <SeatsBar trip={trip} locale={locale} />
        {money.length > 0 && <p className="text-sm font-semibold tabular-nums">{money.join(" · ")}</p>}
      </div>
    </li>
  );
}
