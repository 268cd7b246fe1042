"use server";

import { refresh } from "next/cache";
import { z } from "zod";
import { type FormResult, parseForm } from "#app/_forms/form.ts";
import { sendMailsSoon } from "#app/_http/mails-soon.ts";
import { preferences } from "#app/_session/preferences.ts";
import { requireAdmin } from "#app/_session/visitor.ts";
import { backWithFlash } from "#app/admin/back.ts";
import { clock } from "#clock.ts";
import { cancelByAdmin } from "#domain/bookings/cancel.ts";
import { grantGoodwill } from "#domain/bookings/refunds/decide.ts";
import { rupiahField } from "#domain/fields/rupiah.ts";
import { paragraphs } from "#domain/fields/text.ts";
import { rupiah } from "#texts/format.ts";
import { textsFor } from "#texts/index.ts";

const fallback = "/admin/trips";
const explanation = paragraphs(1_000, 3);

const cancelForm = z.object({
  bookingId: z.string(),
  /** What was left of the money as the page showed it. A page of the release before says nothing of it. */
  seen: z.int().optional(),
  amount: rupiahField({ least: 0 }),
  reason: explanation,
});

/** Cancels a paid booking and gives back as much of its money as the admin decides. */
export async function cancelAction(_before: FormResult, form: FormData): Promise<FormResult> {
  const { id: adminId } = await requireAdmin(fallback);
  const { locale } = await preferences();
  const texts = textsFor(locale).admin;
  const { refusals } = texts.bookings;
  const submission = parseForm(form, { schema: cancelForm, locale });
  if (submission.status !== "success") return submission.reply();
  const { bookingId, seen: seenNetRupiah, amount, reason } = submission.value;
  const now = clock();
  const cancelled = await cancelByAdmin({ bookingId, adminId, reason, refundRupiah: amount, seenNetRupiah, now });
  if (!cancelled.ok) {
    const refuse = (sentence: string) => submission.reply({ formErrors: [sentence] });
    switch (cancelled.reason) {
      case "not-found":
        return refuse(texts.form.gone);
      case "not-confirmed":
        return refuse(refusals.notConfirmed);
      case "not-held":
        return refuse(refusals.notHeld);
      case "dispute-open":
        return refuse(refusals.disputeOpen);
      case "changed":
        // The page has to show what went back before anybody decides on more.
        refresh();
        return refuse(refusals.changed(rupiah(cancelled.netRupiah)));
      case "amount":
        return submission.reply({ fieldErrors: { amount: [refusals.amount(rupiah(cancelled.max))] } });
    }
  }
  sendMailsSoon(now);
  return backWithFlash(form, "cancelled", { fallback, about: rupiah(cancelled.refundRupiah) });
}

const goodwillForm = z.object({ bookingId: z.string(), seen: z.int(), amount: rupiahField(), explanation });

/** Gives back a part of a booking's money without anybody having asked. */
export async function goodwillAction(_before: FormResult, form: FormData): Promise<FormResult> {
  const { id: adminId } = await requireAdmin(fallback);
  const { locale } = await preferences();
  const texts = textsFor(locale).admin;
  const { refusals } = texts.bookings;
  const submission = parseForm(form, { schema: goodwillForm, locale });
  if (submission.status !== "success") return submission.reply();
  const { bookingId, seen: seenNetRupiah, amount: amountRupiah, explanation } = submission.value;
  const now = clock();
  const granted = await grantGoodwill({ bookingId, adminId, amountRupiah, seenNetRupiah, explanation, now });
  if (!granted.ok) {
    const refuse = (sentence: string) => submission.reply({ formErrors: [sentence] });
    switch (granted.reason) {
      case "not-found":
        return refuse(texts.form.gone);
      case "not-held":
        return refuse(refusals.notHeld);
      case "dispute-open":
        return refuse(refusals.disputeOpen);
      case "changed":
        // The page has to show what went back before anybody decides on more.
        refresh();
        return refuse(refusals.changed(rupiah(granted.netRupiah)));
      case "amount":
        return submission.reply({ fieldErrors: { amount: [refusals.amount(rupiah(granted.max))] } });
    }
  }
  sendMailsSoon(now);
  return backWithFlash(form, "granted", { fallback });
}
