import type { Metadata, Route } from "next";
import { notFound, redirect } from "next/navigation";
import { cache } from "react";
import { preferences } from "#app/_session/preferences.ts";
import { organizer, requireOrganizer } from "#app/_session/visitor.ts";
import { orNotFound } from "#app/_shell/or-not-found.tsx";
import { Page } from "#app/_shell/site-shell.tsx";
import { valuesOf } from "#app/organizer/trip/trip-values.ts";
import { clock } from "#clock.ts";
import { writeFormVersion } from "#domain/audit/form-version.ts";
import { valuesOfTrip } from "#domain/departures/edit.ts";
import { findOwnTrip } from "#domain/departures/own-trips.ts";
import { earliestStart } from "#domain/trips/allowed-days.ts";
import { unfinishedStatuses } from "#domain/trips/rules.ts";
import { textsFor } from "#texts/index.ts";
import { BackLink } from "#ui/back-link.tsx";
import { EditTrip } from "./edit-trip.tsx";

/** Read once a request, for the page and for its title. */
const ownTrip = cache(findOwnTrip);

export async function generateMetadata({ params }: PageProps<"/organizer/trip/[id]/ubah">): Promise<Metadata> {
  const [{ id }, own, { locale }] = await Promise.all([params, organizer(), preferences()]);
  const trip = own && (await ownTrip(own.id, id));
  return { title: trip && textsFor(locale).tripForm.editTitle(trip.title) };
}

/** Where an organizer changes a trip of theirs; one that is over is shown instead. */
export default orNotFound(async function EditTripPage({ params }: PageProps<"/organizer/trip/[id]/ubah">) {
  const { id } = await params;
  const { id: userId, organizer: own } = await requireOrganizer(`/organizer/trip/${id}/ubah`);
  const trip = (await ownTrip(own.id, id)) ?? notFound();
  if (!unfinishedStatuses.some((status) => status === trip.status)) redirect(`/organizer/trip/${id}`);
  const { locale } = await preferences();
  const texts = textsFor(locale).tripForm;
  return (
    <Page narrow className="space-y-8">
      <header>
        <BackLink href={`/organizer/trip/${id}` as Route}>{texts.back}</BackLink>
        <h1 className="text-3xl font-extrabold break-words sm:text-4xl">{texts.editTitle(trip.title)}</h1>
      </header>
      <EditTrip
        tripId={trip.id}
        values={valuesOf(trip)}
        photos={trip.photos}
        seatsTaken={trip.confirmedPax + trip.pendingPax}
        version={writeFormVersion(userId, valuesOfTrip(trip, trip.photos))}
        earliest={earliestStart(clock())}
        locale={locale}
      />
    </Page>
  );
});
