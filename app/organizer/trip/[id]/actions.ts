"use server";

import type { Route } from "next";
import { redirect } from "next/navigation";
import { z } from "zod";
import { type FormResult, parseForm } from "#app/_forms/form.ts";
import { sendMailsSoon } from "#app/_http/mails-soon.ts";
import { preferences } from "#app/_session/preferences.ts";
import { requireOrganizer } from "#app/_session/visitor.ts";
import { clock } from "#clock.ts";
import { closeTrip, type TripClosed } from "#domain/departures/close.ts";
import { closeRegistration, reopenRegistration } from "#domain/departures/registration.ts";
import { paragraphs } from "#domain/fields/text.ts";
import { textsFor } from "#texts/index.ts";

const closing = z.object({ tripId: z.string(), reason: paragraphs(500, 10) });

/** Calls a trip of the organizer off, gives everybody their money back and tells them why. */
export async function closeTripAction(_before: FormResult, form: FormData): Promise<FormResult> {
  const { id: userId } = await requireOrganizer("/organizer");
  const { locale } = await preferences();
  const submission = parseForm(form, { schema: closing, locale });
  if (submission.status !== "success") return submission.reply();
  const { tripId, reason } = submission.value;
  const now = clock();
  const closed = await closeTrip({ tripId, by: { role: "ORGANIZER", userId }, reason, now });
  if (!closed.ok) {
    const { close } = textsFor(locale).organizer;
    return submission.reply({ formErrors: [close[refusals[closed.reason]]] });
  }
  sendMailsSoon(now);
  redirect(`/organizer/trip/${tripId}?kabar=ditutup` as Route);
}

const ofTrip = z.object({ tripId: z.string() });

/** Takes no more bookings of a trip of the organizer. */
export async function closeRegistrationAction(_before: FormResult, form: FormData): Promise<FormResult> {
  return setRegistration(form, closeRegistration, "pendaftaran-ditutup");
}

/** Takes bookings again. */
export async function reopenRegistrationAction(_before: FormResult, form: FormData): Promise<FormResult> {
  return setRegistration(form, reopenRegistration, "pendaftaran-dibuka");
}

async function setRegistration(form: FormData, set: typeof closeRegistration, news: string): Promise<FormResult> {
  const { id: userId } = await requireOrganizer("/organizer");
  const { locale } = await preferences();
  const submission = parseForm(form, { schema: ofTrip, locale });
  if (submission.status !== "success") return submission.reply();
  const { tripId } = submission.value;
  const done = await set({ tripId, userId, now: clock() });
  // Who presses twice sees what the first press did.
  if (!done.ok && done.reason !== "already") {
    const { registration, close } = textsFor(locale).organizer;
    const sentence = done.reason === "over" ? registration.over : close.notFound;
    return submission.reply({ formErrors: [sentence] });
  }
  redirect(`/organizer/trip/${tripId}?kabar=${news}` as Route);
}

type Refused = Extract<TripClosed, { ok: false }>["reason"];

const refusals = {
  started: "started",
  completed: "completed",
  closed: "alreadyClosed",
  "not-found": "notFound",
} as const satisfies Record<Refused, string>;
