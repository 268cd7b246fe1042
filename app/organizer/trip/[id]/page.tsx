import type { Metadata, Route } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { cache } from "react";
import { preferences } from "#app/_session/preferences.ts";
import { organizer, requireOrganizer } from "#app/_session/visitor.ts";
import { orNotFound } from "#app/_shell/or-not-found.tsx";
import { Page } from "#app/_shell/site-shell.tsx";
import { flashOf } from "#app/organizer/organizer-page.tsx";
import { SeatsBar } from "#app/organizer/seats-bar.tsx";
import { toneOf, tripState } from "#app/organizer/trip-state.ts";
import { clock } from "#clock.ts";
import { manifestOf } from "#domain/bookings/manifest.ts";
import { listDecidedDisputes, listOwnDisputes } from "#domain/bookings/refunds/own-disputes.ts";
import { previewClosing } from "#domain/departures/closing.ts";
import { findOwnTrip, isShortOfPeople, type OwnTrip } from "#domain/departures/own-trips.ts";
import { mostSeats, unfinishedStatuses } from "#domain/trips/rules.ts";
import { days } from "#texts/format.ts";
import { type Locale, textsFor } from "#texts/index.ts";
import { BackLink } from "#ui/back-link.tsx";
import { Badge } from "#ui/badge.tsx";
import { Button } from "#ui/button.tsx";
import { Copy, ExternalLink, Pencil } from "#ui/icons.tsx";
import { Notice } from "#ui/notice.tsx";
import { Photo } from "#ui/photo.tsx";
import { CloseTrip } from "./close-trip.tsx";
import { DecidedDisputes } from "./decided-disputes.tsx";
import { ForgetDraft } from "./forget-draft.tsx";
import { Manifest } from "./manifest.tsx";
import { Outcome } from "./outcome.tsx";
import { Registration } from "./registration.tsx";
import { TripFacts } from "./trip-facts.tsx";
import { TripWarnings } from "./trip-warnings.tsx";

/** Read once a request, for the page and for its title. */
const ownTrip = cache(findOwnTrip);

export async function generateMetadata({ params }: PageProps<"/organizer/trip/[id]">): Promise<Metadata> {
  const [{ id }, own] = await Promise.all([params, organizer()]);
  return { title: own && (await ownTrip(own.id, id))?.title };
}

/** One trip of an organizer: how full it is, who comes, what its money does, and the way to change or close it. */
export default orNotFound(async function OwnTripPage({ params, searchParams }: PageProps<"/organizer/trip/[id]">) {
  const { id } = await params;
  const { id: userId, organizer: own } = await requireOrganizer(`/organizer/trip/${id}`);
  const trip = (await ownTrip(own.id, id)) ?? notFound();
  const { locale } = await preferences();
  const now = clock();
  const [travellers, disputes, decided, closing] = await Promise.all([
    manifestOf(own.id, id),
    listOwnDisputes(own.id, { tripId: id, most: mostSeats }),
    listDecidedDisputes(own.id, { tripId: id, most: mostSeats }),
    previewClosing({ tripId: id, by: { role: "ORGANIZER", userId }, now }),
  ]);
  const { kabar } = await searchParams;
  const saysClosed = kabar === "pendaftaran-ditutup";
  const isStale = (saysClosed || kabar === "pendaftaran-dibuka") && saysClosed !== (trip.registrationClosedAt !== null);
  const flash = isStale ? undefined : flashOf(kabar, trip.status === "CLOSED", locale);
  const isOn = unfinishedStatuses.some((status) => status === trip.status);
  return (
    <Page className="space-y-8">
      {flash && (
        <Notice tone="ok" role="status">
          {flash}
        </Notice>
      )}
      {kabar === "terbit" && <ForgetDraft userId={userId} />}
      <Header trip={trip} locale={locale} now={now} editable={isOn} />
      <Outcome trip={trip} locale={locale} />
      <div className="empty:hidden print:hidden">
        <TripWarnings trip={trip} short={isShortOfPeople(trip, now)} disputes={disputes} locale={locale} />
      </div>
      <div className="grid gap-x-12 gap-y-10 lg:grid-cols-[1fr_20rem]">
        <Manifest travellers={travellers} trip={trip} locale={locale} />
        <div className="print:hidden">
          <TripFacts trip={trip} locale={locale} />
        </div>
      </div>
      <div className="space-y-8 empty:hidden print:hidden">
        <DecidedDisputes disputes={decided} locale={locale} />
        {isOn && closing.ok && (
          <Registration tripId={trip.id} closed={trip.registrationClosedAt !== null} locale={locale} />
        )}
        {isOn && closing.ok && <CloseTrip trip={trip} closing={closing} locale={locale} />}
        {isOn && !closing.ok && closing.reason === "started" && (
          <Notice>{textsFor(locale).organizer.close.started}</Notice>
        )}
      </div>
    </Page>
  );
});

type HeaderProps = { trip: OwnTrip; locale: Locale; now: Date; editable: boolean };

function Header({ trip, locale, now, editable }: HeaderProps) {
  const { organizer: texts } = textsFor(locale);
  const state = tripState(trip, now);
  return (
    <header className="space-y-4">
      <BackLink href="/organizer">{texts.trip.back}</BackLink>
      <div className="flex flex-col gap-x-6 gap-y-4 sm:flex-row sm:items-end">
        {trip.cover && (
          <div className="overflow-hidden rounded-card sm:w-56 sm:shrink-0 print:hidden">
            <Photo photo={trip.cover} alt="" sizes="(min-width: 40rem) 14rem, 100vw" priority />
          </div>
        )}
        <div className="min-w-0 space-y-2">
          <Badge tone={toneOf[state]}>{texts.state[state]}</Badge>
          <h1 className="text-3xl font-extrabold break-words sm:text-4xl">{trip.title}</h1>
          <p className="text-ink-soft">
            {trip.destination} · {days(trip.date, trip.endDate, locale)}
          </p>
          <div className="max-w-sm pt-1">
            <SeatsBar trip={trip} locale={locale} />
          </div>
        </div>
      </div>
      <div className="flex flex-wrap gap-3">
        {editable && (
          <Button asChild>
            <Link href={`/organizer/trip/${trip.id}/ubah` as Route}>
              <Pencil aria-hidden="true" className="size-4" />
              {texts.trip.edit}
            </Link>
          </Button>
        )}
        <Button asChild tone="quiet">
          <Link href={`/organizer/trip/baru?salin=${trip.id}` as Route} prefetch={false}>
            <Copy aria-hidden="true" className="size-4" />
            {texts.trip.copy}
          </Link>
        </Button>
        <Button asChild tone="quiet">
          <Link href={`/trip/${trip.slug}` as Route} prefetch={false}>
            <ExternalLink aria-hidden="true" className="size-4" />
            {texts.trip.public}
          </Link>
        </Button>
      </div>
    </header>
  );
}
