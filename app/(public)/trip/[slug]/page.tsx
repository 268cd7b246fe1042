import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { cache, type ReactNode } from "react";
import { preferences } from "#app/_session/preferences.ts";
import { visitor } from "#app/_session/visitor.ts";
import { cachedHtmlOfTrip } from "#app/_shell/cached-html.ts";
import { MapLink } from "#app/_shell/map-link.tsx";
import { notFoundMetadata, orNotFound } from "#app/_shell/or-not-found.tsx";
import { shareCardPath, shareMetadata } from "#app/_shell/share-metadata.ts";
import { ShareButton } from "#app/(public)/share-button.tsx";
import { clock } from "#clock.ts";
import { heldUntil } from "#domain/bookings/payouts/rules.ts";
import { findBooker } from "#domain/bookings/queries.ts";
import { daysBetween, wibDay } from "#domain/calendar.ts";
import { type PublicTrip, publicTrip } from "#domain/departures/public.ts";
import { meetingDay } from "#domain/fields/meeting.ts";
import type { TripContent } from "#domain/trips/content.ts";
import { isPast } from "#domain/trips/offer.ts";
import { lastDay } from "#domain/trips/rules.ts";
import { env } from "#env.ts";
import { day, days, type Locale, moment, rupiah } from "#texts/format.ts";
import { type Texts, textsFor } from "#texts/index.ts";
import { CachedHtml } from "#ui/cached-html.tsx";
import { CalendarDays, Check, MapPin, Minus, Users, Wallet } from "#ui/icons.tsx";
import { Notice } from "#ui/notice.tsx";
import { BookingBar, BookingPanel, type NextStep } from "./booking-panel.tsx";
import { Escrow } from "./escrow.tsx";
import { EventData } from "./event-data.tsx";
import { Gallery } from "./gallery.tsx";
import { Itinerary } from "./itinerary.tsx";
import { OrganizerCard } from "./organizer-card.tsx";
import { RefundTable } from "./refund-table.tsx";
import { SeatsBar } from "./seats-bar.tsx";
import { SimilarTrips } from "./similar-trips.tsx";

/** Read once a request: the page and what stands in its head are about the same moment. */
const tripAt = cache(async (slug: string) => {
  const now = clock();
  return { now, trip: await publicTrip(slug, now) };
});

/** Search engines keep what can be booked or was; what was called off or paused is only for who has the address. */
export async function generateMetadata({ params }: PageProps<"/trip/[slug]">): Promise<Metadata> {
  const { trip } = await tripAt((await params).slug);
  if (!trip) return notFoundMetadata();
  const { locale } = await preferences();
  const facts = `${days(trip.date, trip.endDate, locale)}, ${rupiah(trip.pricePerPax)} ${textsFor(locale).trips.perPerson}.`;
  const description = `${trip.destination}. ${facts} ${trip.description}`.replace(/\s+/g, " ").slice(0, 160);
  return {
    title: trip.title,
    robots: trip.offer === "cancelled" || trip.offer === "paused" ? { index: false } : undefined,
    ...shareMetadata({
      title: trip.title,
      description,
      path: `/trip/${trip.slug}`,
      card: shareCardPath("trip", trip.slug, { locale, version: trip.version }),
    }),
  };
}

/** Everything somebody wants to know before they pay, whatever the trip's state: who has the address still finds it. */
export default orNotFound(async function TripPage({ params }: PageProps<"/trip/[slug]">) {
  const { trip, now } = await tripAt((await params).slug);
  if (!trip) notFound();
  const { locale } = await preferences();
  const step = await nextStep(trip);
  const texts = textsFor(locale).trips;
  const { offer, seatsLeft, seatsTaken, organizer } = trip;
  return (
    <article>
      <EventData trip={trip} address={env().APP_URL} texts={texts} />
      <CachedHtml html={await gallery(trip, { locale })} />
      <div className="mx-auto grid max-w-6xl gap-x-14 px-4 pt-7 pb-12 sm:px-6 sm:pt-10 lg:grid-cols-[minmax(0,1fr)_21rem]">
        <CachedHtml
          className="min-w-0"
          html={await aboutTrip(trip, { offer, seatsLeft, seatsTaken, organizer, locale })}
        />
        <aside className="hidden lg:block">
          <div className="sticky top-6">
            <BookingPanel trip={trip} step={step} locale={locale} />
          </div>
        </aside>
        {!isPast(trip) && (
          <CachedHtml
            className="lg:col-span-2"
            html={
              await aboutMoney(trip, {
                heldUntil: moment(heldUntil(trip, now), locale),
                today: wibDay(now),
                locale,
              })
            }
          />
        )}
      </div>
      <div className="mx-auto max-w-6xl px-4 pb-10 sm:px-6">
        <ShareButton url={`${env().APP_URL}/trip/${trip.slug}`} title={trip.title} texts={texts.share} />
      </div>
      <SimilarTrips trip={trip} now={now} locale={locale} />
      <BookingBar trip={trip} step={step} locale={locale} />
    </article>
  );
});

const gallery = cachedHtmlOfTrip((trip, { locale }: { locale: Locale }) => (
  <Gallery photos={trip.photos} title={trip.title} texts={textsFor(locale).trips.gallery} />
));

/** What is shown of a trip at one moment, beside what it says. */
type Moment = Pick<PublicTrip, "offer" | "seatsLeft" | "seatsTaken" | "organizer"> & { locale: Locale };

const aboutTrip = cachedHtmlOfTrip((content, { locale, ...moment }: Moment) => {
  const trip = { ...content, ...moment };
  const texts = textsFor(locale).trips;
  return (
    <>
      <TripHeading trip={trip} locale={locale} />
      {trip.offer !== "open" && (
        <Notice tone={trip.offer === "cancelled" ? "failed" : "plain"} className="mt-6 text-[15px]">
          {texts.why[trip.offer]}
        </Notice>
      )}
      <Section title={texts.about}>
        <p className="max-w-[68ch] whitespace-pre-line text-[17px] leading-relaxed">{trip.description}</p>
      </Section>
      {!isPast(trip) && (
        <Section title={texts.quota.title} className="lg:hidden">
          <SeatsBar trip={trip} texts={texts.quota} />
        </Section>
      )}
      <Section title={texts.itinerary}>
        <Itinerary trip={trip} locale={locale} />
      </Section>
      <Covered trip={trip} texts={texts} />
      <Fitness trip={trip} texts={texts} />
      <Section title={texts.meeting}>
        <p className="text-lg font-semibold">{trip.meetingPoint}</p>
        <p className="mt-0.5">{texts.meetingAt(trip.meetingTime, day(meetingDay(trip), locale))}</p>
        <MapLink trip={trip}>{texts.map}</MapLink>
        {trip.endPoint && (
          <p>
            {texts.ends}: <span className="font-semibold">{trip.endPoint}</span>
          </p>
        )}
        {!isPast(trip) && <p className="mt-2 text-[15px] text-ink-soft">{texts.meetingNote}</p>}
      </Section>
      <Section title={texts.organizer.title}>
        <OrganizerCard organizer={trip.organizer} locale={locale} />
      </Section>
    </>
  );
});

/** Where a trip was called off or is over, nobody needs to know how to pay for it and when to cancel. */
const aboutMoney = cachedHtmlOfTrip((trip, given: { heldUntil: string; today: string; locale: Locale }) => {
  const { heldUntil, today, locale } = given;
  const texts = textsFor(locale).trips;
  return (
    <>
      <Section title={texts.escrow.title} lead={texts.escrow.lead}>
        <Escrow trip={trip} heldUntil={heldUntil} locale={locale} />
        <a
          href="/cara-kerja"
          className="mt-4 inline-flex min-h-11 items-center font-semibold text-sea underline-offset-4 hover:underline"
        >
          {texts.escrow.more}
        </a>
      </Section>
      <Section title={texts.refund.title} lead={texts.refund.lead} className="max-w-2xl">
        <RefundTable trip={trip} today={today} locale={locale} />
      </Section>
    </>
  );
});

async function nextStep(trip: PublicTrip): Promise<NextStep> {
  const asking = await visitor();
  if (asking?.id === trip.organizer.userId) return { does: "manage" };
  const live = asking && (await findBooker(trip.id, asking.id)).live;
  if (live) return { does: "see-booking", code: live.code };
  return { does: trip.offer === "open" ? "join" : "look-on" };
}

function TripHeading({ trip, locale }: { trip: TripContent & Omit<Moment, "locale">; locale: Locale }) {
  const texts = textsFor(locale).trips;
  const length = daysBetween(trip.date, lastDay(trip)) + 1;
  const facts = [
    {
      Icon: CalendarDays,
      name: texts.facts.when,
      value: days(trip.date, trip.endDate, locale),
      more: texts.dayCount(length),
    },
    { Icon: Wallet, name: texts.facts.price, value: rupiah(trip.pricePerPax), more: texts.perPerson },
    {
      Icon: Users,
      name: texts.facts.seats,
      value: trip.offer === "open" ? texts.seatsLeft(trip.seatsLeft) : texts.offers[trip.offer],
      more: trip.offer !== "cancelled" && texts.quota.taken(trip.seatsTaken, trip.quota),
    },
  ];
  return (
    <header>
      <p className="flex items-center gap-1.5 font-semibold text-ink-soft">
        <MapPin aria-hidden="true" className="size-4 shrink-0" />
        {trip.destination}
      </p>
      <h1 className="mt-1.5 text-3xl leading-tight font-extrabold break-words sm:text-[2.75rem]">{trip.title}</h1>
      <dl className="mt-6 grid gap-x-8 gap-y-4 border-y border-line py-5 sm:grid-cols-[auto_auto_auto] sm:justify-between">
        {facts.map(({ Icon, name, value, more }) => (
          <div key={name} className="flex gap-3">
            <dt className="mt-0.5 shrink-0">
              <Icon aria-hidden="true" className="size-5 text-sea" />
              <span className="sr-only">{name}</span>
            </dt>
            <dd>
              <span className="block font-bold tabular-nums">{value}</span>
              <span className="block text-sm text-ink-soft tabular-nums">{more}</span>
            </dd>
          </div>
        ))}
      </dl>
    </header>
  );
}

type SectionProps = { title: string; lead?: string; className?: string; children: ReactNode };

function Section({ title, lead, className, children }: SectionProps) {
  return (
    <section className={`mt-10 sm:mt-12 ${className ?? ""}`}>
      <h2 className="text-xl font-extrabold sm:text-2xl">{title}</h2>
      {lead && <p className="mt-1 max-w-[60ch] text-ink-soft">{lead}</p>}
      <div className="mt-4">{children}</div>
    </section>
  );
}

/** For whom it is, and what to take along; nothing where its organizer said none of it. */
function Fitness({ trip, texts }: { trip: TripContent; texts: Texts["trips"] }) {
  const { difficulty, minAge, bring } = trip;
  if (!difficulty && !minAge && bring.length === 0) return null;
  return (
    <div className="grid grid-cols-1 gap-x-10 sm:grid-cols-2">
      {(difficulty || minAge) && (
        <Section title={texts.fitness}>
          {difficulty && <p className="font-semibold">{texts.difficulties[difficulty]}</p>}
          {minAge && <p className={difficulty ? "mt-1" : ""}>{texts.fromAge(minAge)}</p>}
        </Section>
      )}
      {bring.length > 0 && (
        <Section title={texts.bring}>
          <ul className="list-disc space-y-2 pl-5">
            {bring.map((item) => (
              <li key={item} className="wrap-anywhere">
                {item}
              </li>
            ))}
          </ul>
        </Section>
      )}
    </div>
  );
}

function Covered({ trip, texts }: { trip: TripContent; texts: Texts["trips"] }) {
  const lists = [
    { title: texts.includes, items: trip.includes, Icon: Check, colour: "text-ok" },
    { title: texts.excludes, items: trip.excludes, Icon: Minus, colour: "text-ink-soft" },
  ].filter(({ items }) => items.length > 0);
  return (
    <div className="grid grid-cols-1 gap-x-10 sm:grid-cols-2">
      {lists.map(({ title, items, Icon, colour }) => (
        <Section key={title} title={title}>
          <ul className="space-y-2">
            {items.map((item) => (
              <li key={item} className="flex gap-3 wrap-anywhere">
                <Icon aria-hidden="true" className={`mt-1 size-4 shrink-0 ${colour}`} />
                {item}
              </li>
            ))}
          </ul>
        </Section>
      ))}
    </div>
  );
}
