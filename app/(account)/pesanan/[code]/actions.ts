"use server";

import type { Route } from "next";
import { refresh } from "next/cache";
import { redirect } from "next/navigation";
import { z } from "zod";
import { type FormResult, parseForm } from "#app/_forms/form.ts";
import { formVersionIn } from "#app/_forms/form-version.ts";
import { uploadMost } from "#app/_forms/upload-most.ts";
import { sendMailsSoon } from "#app/_http/mails-soon.ts";
import { preferences } from "#app/_session/preferences.ts";
import { clock } from "#clock.ts";
import { cancelPaid } from "#domain/bookings/cancel.ts";
import { cancelForm, reportForm, travellersForm } from "#domain/bookings/form.ts";
import { requestRefund } from "#domain/bookings/refunds/request.ts";
import { changeTravellers } from "#domain/bookings/travellers.ts";
import { isFreshPrivateUpload } from "#domain/files/private.ts";
import { rupiah } from "#texts/format.ts";
import { textsFor } from "#texts/index.ts";
import { ownBookingId } from "./own-booking.ts";

/** Says who travels instead. */
export async function changeTravellersAction(code: string, _before: FormResult, form: FormData): Promise<FormResult> {
  const own = await ownBookingId(code);
  const { locale } = await preferences();
  const { bookings, form: formTexts } = textsFor(locale);
  const submission = parseForm(form, { schema: travellersForm, locale, words: { phone: formTexts.phone } });
  if (submission.status !== "success") return submission.reply();
  const outcome = await changeTravellers({ ...own, ...submission.value, version: formVersionIn(form), now: clock() });
  if (outcome.ok) redirect(`/pesanan/${code}?kabar=nama-tersimpan` as Route);
  if (outcome.reason === "changed-elsewhere") return submission.reply({ formErrors: [formTexts.changedElsewhere] });
  const { refused } = bookings.travellers;
  const refusal = outcome.reason === "pax" ? refused.pax(outcome.pax) : refused[outcome.reason];
  return submission.reply({ formErrors: [refusal] });
}

/** Steps back from a paid trip; a quote that has changed since it was shown is asked again. */
export async function cancelPaidAction(code: string, _before: FormResult, form: FormData): Promise<FormResult> {
  const own = await ownBookingId(code);
  const now = clock();
  const { locale } = await preferences();
  const texts = textsFor(locale).bookings.cancel;
  const submission = parseForm(form, { schema: cancelForm, locale });
  if (submission.status !== "success") return submission.reply();
  const { agreed, reason } = submission.value;
  const outcome = await cancelPaid({ ...own, agreedRefundRupiah: agreed, reason, now });
  if (outcome.ok) {
    sendMailsSoon(now);
    redirect(`/pesanan/${code}?kabar=dibatalkan` as Route);
  }
  // The page has to show the quote that holds now before anybody can agree to it.
  refresh();
  const refusal =
    outcome.reason === "quote-changed" ? texts.changed(rupiah(outcome.refundRupiah)) : texts.refused[outcome.reason];
  return submission.reply({ formErrors: [refusal] });
}

const reportWithEvidence = reportForm.extend({
  /** The name of a picture that was uploaded before. */
  evidence: z.string().optional(),
});

/** Reports a problem, with a picture where there is one. */
export async function reportAction(code: string, _before: FormResult, form: FormData): Promise<FormResult> {
  const own = await ownBookingId(code);
  const now = clock();
  const { locale } = await preferences();
  const { bookings, upload } = textsFor(locale);
  const texts = bookings.report;
  const submission = parseForm(form, { schema: reportWithEvidence, locale });
  if (submission.status !== "success") return submission.reply();
  const { evidence: evidencePath, ...report } = submission.value;
  if (evidencePath && !(await isFreshPrivateUpload({ userId: own.userId, path: evidencePath, now }))) {
    return submission.reply({ fieldErrors: { evidence: [upload.refusals(uploadMost).expired] } });
  }
  const outcome = await requestRefund({ ...own, ...report, evidencePath, now });
  if (outcome.ok) {
    sendMailsSoon(now);
    redirect(`/pesanan/${code}?kabar=laporan-terkirim` as Route);
  }
  if (outcome.reason === "amount") {
    return submission.reply({ fieldErrors: { amount: [texts.amountWrong(rupiah(outcome.max))] } });
  }
  return submission.reply({ formErrors: [texts.refused[outcome.reason]] });
}
