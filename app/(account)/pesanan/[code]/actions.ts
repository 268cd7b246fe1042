"use server";

import type { Route } from "next";
import { refresh } from "next/cache";
import { redirect } from "next/navigation";
import { type FormAnswer, parseForm } from "#app/form.ts";
import { sendMailsSoon } from "#app/mails-soon.ts";
import { preferences } from "#app/preferences.ts";
import { uploadMost } from "#app/upload-most.ts";
import { enterUpload } from "#app/upload-place.ts";
import { clock } from "#clock.ts";
import { cancelPaid } from "#domain/bookings/cancel.ts";
import { cancelForm, reportForm, travellersForm } from "#domain/bookings/form.ts";
import { changeTravellers } from "#domain/bookings/travellers.ts";
import { handIn } from "#domain/images/private.ts";
import { requestRefund } from "#domain/refunds/refunds.ts";
import { reportable } from "#domain/refunds/reportable.ts";
import { consumeAttempt } from "#domain/users/attempts.ts";
import { limits } from "#limits.ts";
import { rupiah } from "#texts/format.ts";
import { textsFor } from "#texts/index.ts";
import { ownBooking, ownBookingId } from "./own-booking.ts";

/** Says who travels instead. */
export async function changeTravellersAction(code: string, _before: FormAnswer, form: FormData): Promise<FormAnswer> {
  const own = await ownBookingId(code);
  const { locale } = await preferences();
  const { bookings, form: formTexts } = textsFor(locale);
  const submission = parseForm(form, { schema: travellersForm, locale, words: { phone: formTexts.phone } });
  if (submission.status !== "success") return submission.reply();
  const outcome = await changeTravellers({ ...own, ...submission.value, now: clock() });
  if (outcome.ok) redirect(`/pesanan/${code}?kabar=nama-tersimpan` as Route);
  const { refused } = bookings.travellers;
  const refusal = outcome.reason === "pax" ? refused.pax(outcome.pax) : refused[outcome.reason];
  return submission.reply({ formErrors: [refusal] });
}

/** Steps back from a paid trip; a quote that has changed since it was shown is asked again. */
export async function cancelPaidAction(code: string, _before: FormAnswer, form: FormData): Promise<FormAnswer> {
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

/** Reports a problem, with a photo where there is one; the photo goes again when the report is refused. */
export async function reportAction(code: string, _before: FormAnswer, form: FormData): Promise<FormAnswer> {
  const { bookingId, userId, ...own } = await ownBooking(code);
  const now = clock();
  const { locale } = await preferences();
  const { bookings, form: formTexts, pay } = textsFor(locale);
  const texts = bookings.report;
  const photo = form.get("evidence");
  form.delete("evidence");
  const submission = parseForm(form, { schema: reportForm, locale });
  if (submission.status !== "success") return submission.reply();
  const report = (evidencePath?: string) =>
    requestRefund({ bookingId, userId, ...submission.value, evidencePath, now });
  // Nobody has a picture opened for a report that cannot be.
  const may = reportable(own, now);
  const outcome = may.ok ? await withPhoto(photo, { userId, now }, report) : await report();
  if (outcome.ok) {
    sendMailsSoon(now);
    redirect(`/pesanan/${code}?kabar=laporan-terkirim` as Route);
  }
  switch (outcome.reason) {
    case "amount":
      return submission.reply({ fieldErrors: { amount: [texts.amountWrong(rupiah(outcome.max))] } });
    case "not-found":
    case "not-confirmed":
    case "too-early":
    case "too-late":
    case "already-open":
      return submission.reply({ formErrors: [texts.refused[outcome.reason]] });
    case "too-many":
      return submission.reply({ formErrors: [formTexts.tooMany(outcome.retryAfterSeconds)] });
    default:
      return submission.reply({ fieldErrors: { evidence: [pay.failed(uploadMost)[outcome.reason]] } });
  }
}

type TooMany = { ok: false; reason: "too-many"; retryAfterSeconds: number };

async function withPhoto<Outcome extends { ok: boolean }>(
  photo: FormDataEntryValue | null,
  { userId, now }: { userId: string; now: Date },
  verb: (path?: string) => Promise<Outcome>,
) {
  if (!(photo instanceof File) || photo.size === 0) return verb();
  const attempt = await consumeAttempt("upload", userId, now);
  if (!attempt.allowed)
    return { ok: false, reason: "too-many", retryAfterSeconds: attempt.retryAfterSeconds } satisfies TooMany;
  const place = await enterUpload(userId);
  const { retryAfterSeconds } = limits.upload;
  if (!place.ok) return { ok: false, reason: "too-many", retryAfterSeconds } satisfies TooMany;
  try {
    return await handIn({ userId, bytes: new Uint8Array(await photo.arrayBuffer()), now }, verb);
  } finally {
    place.leave();
  }
}
