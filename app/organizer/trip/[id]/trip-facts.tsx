import Link from "next/link";
import type { OwnTrip } from "#domain/departures/own-trips.ts";
import { meetingDay } from "#domain/fields/meeting.ts";
import { day, type Locale, rupiah } from "#texts/format.ts";
import { organizerTexts } from "#texts/organizer.ts";
import { Facts } from "#ui/facts.tsx";

/** The money and the terms of one trip, under each other. */
export function TripFacts({ trip, locale }: { trip: OwnTrip; locale: Locale }) {
  const { trip: texts } = organizerTexts(locale);
  const hasMoney = trip.heldRupiah + trip.releasedRupiah + trip.paidRupiah > 0;
  const amount = (rupiahs: number) => rupiahs > 0 && rupiah(rupiahs);
  return (
    <aside className="space-y-8">
      {hasMoney && (
        <section aria-labelledby="money" className="space-y-2">
          <h2 id="money" className="text-xl font-bold">
            {texts.moneyTitle}
          </h2>
          <Facts
            facts={[
              { name: texts.moneyHeld, value: amount(trip.heldRupiah) },
              { name: texts.moneyReleased, value: amount(trip.releasedRupiah) },
              { name: texts.moneyPaid, value: amount(trip.paidRupiah) },
            ]}
          />
          <Link
            href="/organizer/dana"
            className="inline-flex min-h-11 items-center text-[15px] font-semibold text-sea underline-offset-4 hover:underline"
          >
            {texts.moneyLink}
          </Link>
        </section>
      )}
      <section aria-labelledby="facts" className="space-y-2">
        <h2 id="facts" className="text-xl font-bold">
          {texts.facts}
        </h2>
        <Facts
          facts={[
            { name: texts.price, value: rupiah(trip.pricePerPax) },
            { name: texts.closesOn, value: day(trip.closesOn, locale) },
            { name: texts.minPax, value: trip.minPax && texts.people(trip.minPax) },
            {
              name: texts.meetingPoint,
              value: `${trip.meetingPoint}, ${day(meetingDay(trip), locale)}, ${trip.meetingTime}`,
            },
            { name: texts.endPoint, value: trip.endPoint },
            {
              name: texts.group,
              value: trip.whatsappGroupUrl && (
                <a
                  href={trip.whatsappGroupUrl}
                  rel="noreferrer"
                  className="inline-flex min-h-11 items-center font-semibold text-sea underline-offset-4 hover:underline"
                >
                  {texts.openGroup}
                </a>
              ),
            },
          ]}
        />
      </section>
    </aside>
  );
}
