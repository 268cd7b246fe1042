import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { one } from "#app/_http/one.ts";
import { preferences } from "#app/_session/preferences.ts";
import { requireOrganizer } from "#app/_session/visitor.ts";
import { Page } from "#app/_shell/site-shell.tsx";
import { copiedValues } from "#app/organizer/trip/trip-values.ts";
import { clock } from "#clock.ts";
import { findOwnTrip } from "#domain/departures/own-trips.ts";
import { earliestStart } from "#domain/trips/allowed-days.ts";
import { textsFor } from "#texts/index.ts";
import { BackLink } from "#ui/back-link.tsx";
import { NewTrip } from "./new-trip.tsx";

export async function generateMetadata(): Promise<Metadata> {
  return { title: textsFor((await preferences()).locale).tripForm.newTitle };
}

/** Where an organizer publishes a trip, an empty one or one like an earlier one of theirs (`salin`). A suspended one is led to the page that tells them so. */
export default async function NewTripPage({ searchParams }: PageProps<"/organizer/trip/baru">) {
  const { id, organizer } = await requireOrganizer("/organizer/trip/baru");
  if (organizer.status === "SUSPENDED") redirect("/organizer");
  const source = one((await searchParams).salin);
  const copied = source && (await findOwnTrip(organizer.id, source));
  const { locale } = await preferences();
  const { tripForm: texts, organizer: words } = textsFor(locale);
  return (
    <Page narrow className="space-y-8">
      <header>
        <BackLink href="/organizer">{words.trip.back}</BackLink>
        <h1 className="text-3xl font-extrabold sm:text-4xl">{texts.newTitle}</h1>
        <p className="mt-2 text-ink-soft">{copied ? texts.copyLead(copied.title) : texts.newLead}</p>
      </header>
      <NewTrip
        userId={id}
        copied={copied ? copiedValues(copied) : undefined}
        locale={locale}
        earliest={earliestStart(clock())}
      />
    </Page>
  );
}
