import type { Metadata, Route } from "next";
import { notFound } from "next/navigation";
import { preferences } from "#app/_session/preferences.ts";
import { requireUser } from "#app/_session/visitor.ts";
import { orNotFound } from "#app/_shell/or-not-found.tsx";
import { RefundTable } from "#app/_shell/refund-table.tsx";
import { Page } from "#app/_shell/site-shell.tsx";
import { TripSummary } from "#app/_shell/trip-summary.tsx";
import { clock } from "#clock.ts";
import { writeFormVersion } from "#domain/audit/form-version.ts";
import { platformAccounts } from "#domain/bookings/payments/accounts.ts";
import { findBooker } from "#domain/bookings/queries.ts";
import { refundSteps } from "#domain/bookings/refunds/rules.ts";
import { findMayTryAgainAt, listUnpaid } from "#domain/bookings/unpaid.ts";
import { publicTrip } from "#domain/departures/public.ts";
import { textsFor } from "#texts/index.ts";
import { BackLink } from "#ui/back-link.tsx";
import { bookAction } from "./actions.ts";
import { BookingForm } from "./booking-form.tsx";
import { obstacleOf, seatsAllowedBeside } from "./obstacle.ts";
import { ObstacleNotice } from "./obstacle-notice.tsx";
import { peopleAsked } from "./people-asked.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: textsFor((await preferences()).locale).bookingForm.title };
}

/** Where somebody takes seats on a trip. What keeps them from it is said before they type anything. */
export default orNotFound(async function BookPage({ params, searchParams }: PageProps<"/trip/[slug]/pesan">) {
  const { slug } = await params;
  const { orang } = await searchParams;
  const asking = await requireUser(
    `/trip/${slug}/pesan${typeof orang === "string" ? `?orang=${encodeURIComponent(orang)}` : ""}`,
  );
  const now = clock();
  const trip = await publicTrip(slug, now);
  if (!trip) notFound();
  const [booker, unpaid, mayTryAgainAt] = await Promise.all([
    findBooker(trip.id, asking.id),
    listUnpaid(asking.id, now),
    findMayTryAgainAt(trip.id, asking.id, now),
  ]);
  const { locale } = await preferences();
  const texts = textsFor(locale).bookingForm;
  const accounts = platformAccounts();
  const obstacle = obstacleOf({ trip, asking, booker, unpaid, mayTryAgainAt, accounts: accounts.length }, now);
  const { pricePerPax, date, endDate, seatsLeft } = trip;
  const mostPeople = Math.min(10, seatsLeft, seatsAllowedBeside(unpaid));
  return (
    <Page>
      <BackLink href={`/trip/${slug}` as Route}>{texts.backToTrip}</BackLink>
      <h1 className="text-3xl font-extrabold sm:text-4xl">{texts.title}</h1>
      <div className="mt-6">
        <TripSummary trip={{ ...trip, photo: trip.photos[0] ?? null }} locale={locale}>
          {texts.led(trip.organizer.displayName)}
          {!obstacle && ` · ${texts.seatsLeft(trip.seatsLeft)}`}
        </TripSummary>
      </div>
      {obstacle ? (
        <ObstacleNotice
          obstacle={obstacle}
          trip={trip}
          booker={booker}
          unpaid={unpaid}
          mayTryAgainAt={mayTryAgainAt}
          email={asking.email}
          locale={locale}
        />
      ) : (
        <BookingForm
          action={bookAction.bind(null, slug)}
          trip={{ pricePerPax, date, endDate, seatsLeft }}
          booker={booker}
          version={writeFormVersion(asking.id)}
          mostPeople={mostPeople}
          people={peopleAsked(orang, mostPeople)}
          accounts={accounts.map(({ key, bank }) => ({ key, bank }))}
          locale={locale}
        >
          <RefundTable steps={refundSteps(trip)} locale={locale} />
        </BookingForm>
      )}
    </Page>
  );
});
