import type { Metadata } from "next";
import Link from "next/link";
import { notFound, redirect } from "next/navigation";
import { clock } from "#clock.ts";
import { earliestStart } from "#domain/trips/create.ts";
import { findOwnTrip } from "#domain/trips/own-trips.ts";
import { unfinishedStatuses } from "#domain/trips/trip.ts";
import { textsFor } from "#texts/index.ts";
import { ArrowLeft } from "#ui/icons.tsx";
import { preferences } from "../../../../preferences.ts";
import { Page } from "../../../../site-shell.tsx";
import { requireOrganizer } from "../../../../visitor.ts";
import { valuesOf } from "../../trip-values.ts";
import { EditTrip } from "./edit-trip.tsx";

export async function generateMetadata(): Promise<Metadata> {
  return { title: textsFor((await preferences()).locale).organizer.trip.edit };
}

/** Where an organizer changes a trip of his; one that is over is shown instead. */
export default async function EditTripPage({ params }: PageProps<"/organizer/trip/[id]/ubah">) {
  const { id } = await params;
  const { organizer } = await requireOrganizer(`/organizer/trip/${id}/ubah`);
  const trip = (await findOwnTrip(organizer.id, id)) ?? notFound();
  if (!unfinishedStatuses.some((status) => status === trip.status)) redirect(`/organizer/trip/${id}`);
  const { locale } = await preferences();
  const texts = textsFor(locale).tripForm;
  return (
    <Page narrow className="space-y-8">
      <header className="space-y-2">
        <Link
          href={`/organizer/trip/${id}`}
          className="inline-flex min-h-11 items-center gap-2 text-[15px] font-semibold text-ink-soft underline-offset-4 hover:underline"
        >
          <ArrowLeft aria-hidden="true" className="size-4" />
          {texts.back}
        </Link>
        <h1 className="text-3xl font-extrabold break-words sm:text-4xl">{texts.editTitle(trip.title)}</h1>
      </header>
      <EditTrip
        tripId={trip.id}
        values={valuesOf(trip)}
        photos={trip.photos}
        seatsTaken={trip.confirmedPax + trip.pendingPax}
        earliest={earliestStart(clock())}
        locale={locale}
      />
    </Page>
  );
}
