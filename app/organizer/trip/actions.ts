"use server";

import type { Route } from "next";
import { redirect } from "next/navigation";
import { type FormResult, parseForm, sanitizeForm } from "#app/_forms/form.ts";
import { formVersionIn } from "#app/_forms/form-version.ts";
import { preferences } from "#app/_session/preferences.ts";
import { requireOrganizer } from "#app/_session/visitor.ts";
import { clock } from "#clock.ts";
import { createTrip, type TripCreated } from "#domain/departures/create.ts";
import { editTrip, type TripEdited } from "#domain/departures/edit.ts";
import { ownTripWithPhoto } from "#domain/departures/own-trips.ts";
import { policy } from "#domain/policy.ts";
import { tripForm } from "#domain/trips/form.ts";
import { day } from "#texts/format.ts";
import { type Locale, textsFor } from "#texts/index.ts";

/** Publishes a trip. Sent twice, it leads to the trip that it made the first time. */
export async function publishTripAction(_before: FormResult, form: FormData): Promise<FormResult> {
  const { id: userId, organizer } = await requireOrganizer("/organizer/trip/baru");
  const { locale } = await preferences();
  const { submission, photos, refusePhotos } = read(form, locale);
  if (submission.status !== "success") return submission.reply(refusePhotos);
  const created = await createTrip({ userId, form: submission.value, photos, now: clock() });
  if (created.ok) redirect(`/organizer/trip/${created.tripId}?kabar=terbit` as Route);
  if (created.reason === "photo-used") {
    const before = await ownTripWithPhoto(organizer.id, photos[0] ?? "");
    if (before) redirect(`/organizer/trip/${before.id}?kabar=terbit` as Route);
  }
  return submission.reply(refusal(created, locale));
}

/** Changes what a trip of the organizer says, and its photos. */
export async function editTripAction(_before: FormResult, form: FormData): Promise<FormResult> {
  const { id: userId } = await requireOrganizer("/organizer");
  const { locale } = await preferences();
  const tripId = String(sanitizeForm(form).get("tripId") ?? "");
  const { submission, photos, refusePhotos } = read(form, locale);
  if (submission.status !== "success") return submission.reply(refusePhotos);
  const edited = await editTrip({
    tripId,
    userId,
    form: submission.value,
    photos,
    version: formVersionIn(form),
    now: clock(),
  });
  if (!edited.ok) return submission.reply(refusal(edited, locale));
  redirect(`/organizer/trip/${tripId}?kabar=tersimpan` as Route);
}

/** What was sent, and what is wrong with its photos. */
function read(form: FormData, locale: Locale) {
  const texts = textsFor(locale).tripForm;
  const photos = sanitizeForm(form)
    .getAll("photos")
    .filter((photo) => typeof photo === "string");
  const submission = parseForm(form, { schema: tripForm, locale, words: texts.wrong });
  // While lines are added without scripts nothing is wrong yet; otherwise everything is said at once.
  const missing = photos.length === 0 && submission.status === "error";
  const refusePhotos = missing ? { fieldErrors: { photos: [texts.photos.count(policy.mostPhotos)] } } : undefined;
  return { submission, photos, refusePhotos };
}

type Refused = Exclude<TripCreated | TripEdited, { ok: true }>;

/** The sentence for each refusal, at the field that it is about. */
function refusal(refused: Refused, locale: Locale) {
  const { tripForm: texts } = textsFor(locale);
  const atField = (name: string, sentence: string) => ({ fieldErrors: { [name]: [sentence] } });
  switch (refused.reason) {
    case "not-approved":
    case "unverified":
    case "suspended":
    case "not-found":
    case "over":
    case "dates-locked":
      return { formErrors: [texts.refused[refused.reason]] };
    case "changed-elsewhere": {
      const { changedElsewhere } = textsFor(locale).form;
      const fieldErrors = Object.fromEntries(refused.values.map((name) => [name, [changedElsewhere]]));
      return { formErrors: [changedElsewhere], fieldErrors };
    }
    case "too-soon":
      return atField("date", texts.refused["too-soon"](day(refused.earliest, locale)));
    case "too-late":
      return atField("endDate", texts.refused["too-late"](day(refused.latest, locale)));
    case "below-seats-taken":
      return atField("quota", texts.refused["below-seats-taken"](refused.seatsTaken));
    case "photo-count":
      return atField("photos", texts.photos.count(policy.mostPhotos));
    case "photo-expired":
    case "photo-used":
    case "not-yours":
      return atField("photos", texts.photos[refused.reason]);
  }
}
