"use server";

import type { Route } from "next";
import { redirect } from "next/navigation";
import { z } from "zod";
import { type FormResult, parseForm } from "#app/_forms/form.ts";
import { preferences } from "#app/_session/preferences.ts";
import { ownBookingId } from "#app/(account)/pesanan/[code]/own-booking.ts";
import { clock } from "#clock.ts";
import { cancelUnpaid } from "#domain/bookings/cancel.ts";
import { textsFor } from "#texts/index.ts";

/** Gives back seats that were not paid, and leads to the booking. */
export async function cancelUnpaidAction(code: string, _before: FormResult, form: FormData): Promise<FormResult> {
  const own = await ownBookingId(code, "/bayar");
  const { locale } = await preferences();
  const { refused } = textsFor(locale).pay.cancel;
  const submission = parseForm(form, { schema: z.object({}), locale });
  const outcome = await cancelUnpaid({ ...own, now: clock() });
  if (outcome.ok) redirect(`/pesanan/${code}?kabar=dibatalkan` as Route);
  return submission.reply({ formErrors: [refused[outcome.reason]] });
}
