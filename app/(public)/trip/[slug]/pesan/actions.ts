"use server";

import type { Route } from "next";
import { refresh } from "next/cache";
import { notFound, redirect } from "next/navigation";
import { type FormResult, parseForm } from "#app/_forms/form.ts";
import { drawnForAnother } from "#app/_forms/form-version.ts";
import { sendMailsSoon } from "#app/_http/mails-soon.ts";
import { preferences } from "#app/_session/preferences.ts";
import { requireUser } from "#app/_session/visitor.ts";
import { clock } from "#clock.ts";
import { type Booked, book } from "#domain/bookings/book.ts";
import { bookingForm } from "#domain/bookings/form.ts";
import { findBooker, type LiveBooking } from "#domain/bookings/queries.ts";
import { publicTrip } from "#domain/departures/public.ts";
import { consumeAttempt } from "#domain/users/attempts.ts";
import { rupiah } from "#texts/format.ts";
import { type Locale, textsFor } from "#texts/index.ts";

/** Takes the seats and leads on to the payment; otherwise says what to mend beside the field that it is about. */
export async function bookAction(slug: string, _before: FormResult, form: FormData): Promise<FormResult> {
  const here = `/trip/${slug}/pesan` as Route;
  const asking = await requireUser(here);
  const now = clock();
  const { locale } = await preferences();
  const texts = textsFor(locale);
  const schema = bookingForm.refine(({ agree }) => agree, { path: ["agree"], error: "agree-first" });
  const words = { phone: texts.form.phone, "agree-first": texts.bookingForm.agreeFirst };
  const submission = parseForm(form, { schema, locale, words });
  if (submission.status !== "success") {
    const answer = submission.reply();
    // An unticked box arrives as nothing at all, which is not "fill this in".
    if (answer.error?.agree) answer.error.agree = [texts.bookingForm.agreeFirst];
    return answer;
  }
  const another = drawnForAnother(form, asking, locale);
  if (another) return submission.reply({ formErrors: [another] });
  const attempt = await consumeAttempt("book", asking.id, now);
  if (!attempt.allowed) return submission.reply({ formErrors: [texts.form.tooMany(attempt.retryAfterSeconds)] });
  const trip = await publicTrip(slug, now);
  if (!trip) notFound();
  const outcome = await book({ ...submission.value, tripId: trip.id, userId: asking.id, now });
  if (outcome.ok) {
    sendMailsSoon(now);
    redirect(`/pesanan/${outcome.code}/bayar` as Route);
  }
  const { seatsLeft } = (await publicTrip(slug, now)) ?? trip;
  const answer = mendable(outcome, { seatsLeft, locale });
  if (answer) {
    refresh();
    return submission.reply(answer);
  }
  const { live } = await findBooker(trip.id, asking.id);
  // What cannot be mended in the form is said, with a way out, by the page itself.
  redirect(live && isSecondPress(live, now) ? (`/pesanan/${live.code}/bayar` as Route) : here);
}

type Refused = Extract<Booked, { ok: false }>;
type Mending = { formErrors: string[] } | { fieldErrors: Record<string, string[]> };

/** What to change in the form, or to look at again, before it is sent once more; nothing where no change of it helps. */
function mendable(refused: Refused, { seatsLeft, locale }: { seatsLeft: number; locale: Locale }): Mending | undefined {
  const texts = textsFor(locale).bookingForm;
  const atField = (name: string, sentence: string) => ({ fieldErrors: { [name]: [sentence] } });
  switch (refused.reason) {
    case "no-code-left":
      return atField("bankAccountKey", texts.noCodeLeft);
    case "unknown-account":
      return atField("bankAccountKey", texts.unknownAccount);
    case "pax":
      return atField("travellers", texts.mostPeople);
    case "sold-out":
      return seatsLeft > 0 ? atField("travellers", texts.onlyLeft(seatsLeft)) : undefined;
    case "unpaid-limit":
      return refused.seatsAllowed > 0 ? atField("travellers", texts.unpaidSeatsLeft(refused.seatsAllowed)) : undefined;
    case "price-changed":
      return { formErrors: [texts.priceChanged(rupiah(refused.pricePerPax))] };
    case "days-changed":
      return { formErrors: [texts.daysChanged] };
    case "not-found":
    case "unverified":
    case "suspended":
    case "own-trip":
    case "already-booked":
    case "closed":
    case "registration-closed":
    case "starts-too-soon":
    case "not-open":
    case "unpaid-tries":
      return undefined;
  }
}

const pressedTwiceMs = 60_000;

/** The form was sent twice in a row: both answers lead to the one booking that came of it. */
function isSecondPress({ status, createdAt }: LiveBooking, now: Date): boolean {
  return status === "PENDING_PAYMENT" && now.getTime() - createdAt.getTime() < pressedTwiceMs;
}
