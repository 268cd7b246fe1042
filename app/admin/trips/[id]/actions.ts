"use server";

import { z } from "zod";
import { type FormResult, parseForm } from "#app/_forms/form.ts";
import { sendMailsSoon } from "#app/_http/mails-soon.ts";
import { preferences } from "#app/_session/preferences.ts";
import { requireAdmin } from "#app/_session/visitor.ts";
import { backWithFlash } from "#app/admin/back.ts";
import { whoWasFirst } from "#app/admin/first.ts";
import { clock } from "#clock.ts";
import { closeTrip } from "#domain/departures/close.ts";
import { paragraphs } from "#domain/fields/text.ts";
import { rupiah } from "#texts/format.ts";
import { textsFor } from "#texts/index.ts";

const closeForm = z.object({ tripId: z.string(), reason: paragraphs(500, 3) });

/** Calls a trip off: everybody gets all of his money back. */
export async function closeAction(_before: FormResult, form: FormData): Promise<FormResult> {
  const { id: userId } = await requireAdmin("/admin/trips");
  const { locale } = await preferences();
  const texts = textsFor(locale).admin;
  const submission = parseForm(form, { schema: closeForm, locale });
  if (submission.status !== "success") return submission.reply();
  const { tripId, reason } = submission.value;
  const now = clock();
  const closed = await closeTrip({ tripId, by: { role: "ADMIN", userId }, reason, now });
  if (!closed.ok) {
    const refuse = (sentence: string) => submission.reply({ formErrors: [sentence] });
    switch (closed.reason) {
      case "not-found":
        return refuse(texts.form.gone);
      case "completed":
        return refuse(texts.trips.refusals.completed);
      case "closed":
        return refuse(await whoWasFirst({ entity: "Trip", id: tripId, state: texts.words.trip.CLOSED }, locale));
      case "started":
        throw new Error(`An admin was refused to close trip ${tripId}, which only organizers are`);
    }
  }
  sendMailsSoon(now);
  return backWithFlash(form, "closed", { fallback: `/admin/trips/${tripId}`, about: rupiah(closed.refundRupiah) });
}
