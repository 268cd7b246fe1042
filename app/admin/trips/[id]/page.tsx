import type { Metadata, Route } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { one } from "#app/_http/one.ts";
import { preferences } from "#app/_session/preferences.ts";
import { requireAdmin } from "#app/_session/visitor.ts";
import { orNotFound } from "#app/_shell/or-not-found.tsx";
import { ActionDisclosure } from "#app/admin/action-disclosure.tsx";
import { ActionForm } from "#app/admin/action-form.tsx";
import { BookingsTable } from "#app/admin/bookings-table.tsx";
import { flashIn } from "#app/admin/flash.ts";
import { History } from "#app/admin/history.tsx";
import { PersonLink } from "#app/admin/links.tsx";
import { MissingFiles } from "#app/admin/missing-files.tsx";
import { MailOutageNotice } from "#app/admin/outage-notices.tsx";
import { Section } from "#app/admin/section.tsx";
import { State } from "#app/admin/states.tsx";
import { runbookPath } from "#app/admin/system/paths.ts";
import { clock } from "#clock.ts";
import { listBookings, tripMoney } from "#domain/bookings/listed.ts";
import { findTrip } from "#domain/departures/admin-list.ts";
import { previewClosing } from "#domain/departures/closing.ts";
import { meetingDay } from "#domain/fields/meeting.ts";
import { listMissingFiles } from "#domain/files/missing.ts";
import { count, day, days, rupiah } from "#texts/format.ts";
import { type Locale, textsFor } from "#texts/index.ts";
import { BackLink } from "#ui/back-link.tsx";
import { Button } from "#ui/button.tsx";
import { Facts } from "#ui/facts.tsx";
import { Moment } from "#ui/moment.tsx";
import { Notice } from "#ui/notice.tsx";
import { Pages } from "#ui/pages.tsx";
import { closeAction } from "./actions.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: textsFor((await preferences()).locale).admin.trips.title };
}

/** One trip with its bookings and their money, and the way to call it off. */
export default orNotFound(async function TripPage({ params, searchParams }: PageProps<"/admin/trips/[id]">) {
  const [{ id }, query] = await Promise.all([params, searchParams]);
  const path = `/admin/trips/${encodeURIComponent(id)}`;
  const { id: userId } = await requireAdmin(path);
  const { locale } = await preferences();
  const found = (await findTrip(id)) ?? notFound();
  const cursor = one(query.setelah);
  const [bookings, money, closing, missing] = await Promise.all([
    listBookings({ tripId: id, cursor }),
    tripMoney(id),
    previewClosing({ tripId: id, by: { role: "ADMIN", userId }, now: clock() }),
    listMissingFiles({ of: "photos", tripId: id, most: 1 }).then(({ length }) => length),
  ]);
  const texts = textsFor(locale).admin;
  const flash = await flashIn(query, texts.trips.flash);
  return (
    <div className="space-y-8">
      <header>
        <BackLink href="/admin/trips">{texts.trips.title}</BackLink>
        <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
          <h1 className="text-2xl font-extrabold tracking-tight break-words sm:text-[1.75rem]">{found.trip.title}</h1>
          <State of="trip" status={found.trip.status} locale={locale} />
          <Button asChild tone="quiet" size="small">
            <Link href={`/trip/${found.trip.slug}` as Route} prefetch={false}>
              {texts.trips.publicPage}
            </Link>
          </Button>
        </div>
      </header>
      {flash && (
        <Notice tone="ok" role="status">
          {flash}
        </Notice>
      )}
      {missing > 0 && <MissingPhotos tripId={id} locale={locale} />}
      <div className="grid gap-8 lg:grid-cols-2">
        <Section title={texts.trips.about}>
          <TripFacts found={found} locale={locale} />
        </Section>
        <Section title={texts.trips.money}>
          <Facts
            facts={[
              { name: texts.trips.received, value: rupiah(money.receivedRupiah) },
              { name: texts.trips.refunded, value: rupiah(money.refundedRupiah) },
              { name: texts.trips.payouts, value: rupiah(money.payoutsRupiah) },
              { name: texts.trips.fees, value: rupiah(money.feesRupiah) },
            ]}
          />
        </Section>
      </div>
      <Section title={texts.trips.bookings}>
        {bookings.rows.length === 0 ? (
          <p className="text-ink-soft">{texts.trips.noBookings}</p>
        ) : (
          <BookingsTable rows={bookings.rows} of="trip" label={texts.trips.bookings} locale={locale} />
        )}
        <Pages
          before={cursor ? (path as Route) : undefined}
          after={bookings.next ? (`${path}?setelah=${bookings.next}` as Route) : undefined}
          texts={{ before: texts.list.first, after: texts.list.next, label: texts.list.pages }}
        />
      </Section>
      <History of={{ about: [id] }} path={path} cursor={one(query.riwayat)} locale={locale} />
      {closing.ok && <Close tripId={id} closing={closing} back={path} locale={locale} />}
    </div>
  );
});

/** Which photos of it the store lacks, and what to do about that. */
function MissingPhotos({ tripId, locale }: { tripId: string; locale: Locale }) {
  const texts = textsFor(locale).admin.missing;
  return (
    <Notice tone="stale">
      <p className="font-bold">{texts.title}</p>
      <MissingFiles of="photos" tripId={tripId} locale={locale} />
      <p className="max-w-[70ch] text-ink">{texts.todo}</p>
      <Link
        href={runbookPath("files-missing")}
        prefetch={false}
        className="inline-flex min-h-8 items-center font-bold underline underline-offset-4"
      >
        {texts.guide}
      </Link>
    </Notice>
  );
}

type Found = NonNullable<Awaited<ReturnType<typeof findTrip>>>;

function TripFacts({ found: { trip, organizer, seatsTaken }, locale }: { found: Found; locale: Locale }) {
  const { facts: names, seats } = textsFor(locale).admin.trips;
  return (
    <Facts
      facts={[
        {
          name: names.organizer,
          value: <PersonLink person={{ id: organizer.userId, name: organizer.displayName }} />,
        },
        { name: names.destination, value: trip.destination },
        { name: names.days, value: days(trip.date, trip.endDate, locale) },
        { name: names.closesOn, value: day(trip.closesOn, locale) },
        { name: names.meeting, value: `${trip.meetingPoint}, ${day(meetingDay(trip), locale)}, ${trip.meetingTime}` },
        {
          name: names.registrationClosed,
          value: trip.registrationClosedAt && <Moment at={trip.registrationClosedAt} locale={locale} />,
        },
        { name: names.price, value: rupiah(trip.pricePerPax) },
        { name: names.seats, value: seats(count(seatsTaken, locale), count(trip.quota, locale)) },
        { name: names.closed, value: trip.closedAt && <Moment at={trip.closedAt} locale={locale} /> },
        { name: names.reason, value: trip.closeReason },
      ]}
    />
  );
}

type CloseProps = {
  tripId: string;
  closing: { bookingsCancelled: number; refundRupiah: number; proofsUnderReview: number };
  back: string;
  locale: Locale;
};

function Close({ tripId, closing, back, locale }: CloseProps) {
  const texts = textsFor(locale).admin.trips;
  const { bookingsCancelled, refundRupiah, proofsUnderReview } = closing;
  return (
    <ActionDisclosure label={texts.close}>
      <ActionForm
        id="close"
        action={closeAction}
        hidden={{ tripId, back }}
        fields={[{ name: "reason", label: texts.closeReason, kind: "text" }]}
        submit={texts.close}
        pending={texts.closing}
      >
        <MailOutageNotice locale={locale} />
        <Notice tone="stale">
          {texts.closeLead(count(bookingsCancelled, locale), rupiah(refundRupiah))}{" "}
          {proofsUnderReview > 0 && texts.closeProofs(count(proofsUnderReview, locale))}
        </Notice>
      </ActionForm>
    </ActionDisclosure>
  );
}
