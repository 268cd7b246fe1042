"use server";

import { z } from "zod";
import { type FormResult, parseForm } from "#app/_forms/form.ts";
import { sendMailsSoon } from "#app/_http/mails-soon.ts";
import { preferences } from "#app/_session/preferences.ts";
import { requireAdmin } from "#app/_session/visitor.ts";
import { backWithFlash } from "#app/admin/back.ts";
import { whoWasFirst } from "#app/admin/first.ts";
import { seenAt } from "#app/admin/seen-at.ts";
import { sentToFields } from "#app/admin/sent-to.ts";
import { stateWord } from "#app/admin/states.tsx";
import { clock } from "#clock.ts";
import { askForAccount } from "#domain/bookings/refunds/ask-account.ts";
import { approveDispute, type DisputeDecided, rejectDispute } from "#domain/bookings/refunds/decide.ts";
import { bounceRefund, markRefundPaid } from "#domain/bookings/refunds/transfer.ts";
import { rupiahField } from "#domain/fields/rupiah.ts";
import { line, paragraphs } from "#domain/fields/text.ts";
import { rupiah } from "#texts/format.ts";
import { type Locale, textsFor } from "#texts/index.ts";
import { clockTime } from "#texts/moments.ts";

const fallback = "/admin/refunds";
const explanation = paragraphs(1_000, 3);
const reference = line(100, 3);

const approveForm = z.object({ refundId: z.string(), code: z.string(), amount: rupiahField(), explanation });

/** Accepts a participant's report, wholly or in part. */
export async function approveAction(_before: FormResult, form: FormData): Promise<FormResult> {
  const { id: adminId } = await requireAdmin(fallback);
  const { locale } = await preferences();
  const texts = textsFor(locale).admin;
  const submission = parseForm(form, { schema: approveForm, locale });
  if (submission.status !== "success") return submission.reply();
  const { refundId, code, amount: amountRupiah, explanation } = submission.value;
  const now = clock();
  const decided = await approveDispute({ refundId, amountRupiah, explanation, adminId, now });
  if (!decided.ok && decided.reason === "amount") {
    return submission.reply({ fieldErrors: { amount: [texts.refunds.refusals.amount(rupiah(decided.max))] } });
  }
  if (!decided.ok) return submission.reply({ formErrors: [await undecided(decided, refundId, locale)] });
  sendMailsSoon(now);
  return backWithFlash(form, "approved", { fallback, about: code });
}

const rejectForm = approveForm.omit({ amount: true });

/** Turns a participant's report down. */
export async function rejectAction(_before: FormResult, form: FormData): Promise<FormResult> {
  const { id: adminId } = await requireAdmin(fallback);
  const { locale } = await preferences();
  const submission = parseForm(form, { schema: rejectForm, locale });
  if (submission.status !== "success") return submission.reply();
  const { refundId, code, explanation } = submission.value;
  const now = clock();
  const decided = await rejectDispute({ refundId, explanation, adminId, now });
  if (!decided.ok) return submission.reply({ formErrors: [await undecided(decided, refundId, locale)] });
  sendMailsSoon(now);
  return backWithFlash(form, "rejected", { fallback, about: code });
}

type Undecided = Extract<DisputeDecided, { ok: false }>;

async function undecided(refusal: Undecided, refundId: string, locale: Locale): Promise<string> {
  const texts = textsFor(locale).admin;
  switch (refusal.reason) {
    case "not-found":
      return texts.form.gone;
    case "amount":
      return texts.refunds.refusals.amount(rupiah(refusal.max));
    case "not-open":
      return movedOn(refundId, refusal.status, locale);
  }
}

function movedOn(id: string, status: string, locale: Locale): Promise<string> {
  return whoWasFirst({ entity: "Refund", id, state: stateWord("refund", status, locale) }, locale);
}

const payForm = z.object({
  refundId: z.string(),
  code: z.string(),
  sentTo: sentToFields,
  transferRef: reference,
  seenAt,
});

/** Records a transfer to a participant. */
export async function payAction(_before: FormResult, form: FormData): Promise<FormResult> {
  const { id: adminId } = await requireAdmin(fallback);
  const { locale } = await preferences();
  const texts = textsFor(locale).admin;
  const submission = parseForm(form, { schema: payForm, locale });
  if (submission.status !== "success") return submission.reply();
  const { refundId, code, sentTo, transferRef, seenAt } = submission.value;
  const now = clock();
  const paid = await markRefundPaid({ refundId, transferRef, sentTo, seenAt, adminId, now });
  if (!paid.ok) {
    const refuse = (sentence: string) => submission.reply({ formErrors: [sentence] });
    switch (paid.reason) {
      case "not-found":
        return refuse(texts.form.gone);
      case "not-approved":
        return refuse(await movedOn(refundId, paid.status, locale));
      case "no-account":
        return refuse(texts.refunds.refusals.noAccount);
      case "account-changed":
        return refuse(texts.refunds.refusals.accountChanged);
    }
  }
  sendMailsSoon(now);
  return backWithFlash(form, "paid", { fallback, about: code });
}

const askForm = z.object({ refundId: z.string(), code: z.string() });

/** Asks a participant once more where his money shall go. */
export async function askForAccountAction(_before: FormResult, form: FormData): Promise<FormResult> {
  const { id: adminId } = await requireAdmin(fallback);
  const { locale } = await preferences();
  const texts = textsFor(locale).admin;
  const submission = parseForm(form, { schema: askForm, locale });
  if (submission.status !== "success") return submission.reply();
  const { refundId, code } = submission.value;
  const now = clock();
  const asked = await askForAccount({ refundId, adminId, now });
  if (!asked.ok) {
    const refuse = (sentence: string) => submission.reply({ formErrors: [sentence] });
    switch (asked.reason) {
      case "not-found":
        return refuse(texts.form.gone);
      case "not-approved":
        return refuse(await movedOn(refundId, asked.status, locale));
      case "suspended":
        return refuse(texts.refunds.refusals.suspended);
      case "has-account":
        return refuse(texts.refunds.refusals.hasAccount);
      case "too-soon":
        return refuse(texts.refunds.refusals.askedLately(clockTime(asked.againAt, locale, "WIB")));
    }
  }
  sendMailsSoon(now);
  return backWithFlash(form, "asked", { fallback, about: code });
}

const bounceForm = z.object({ refundId: z.string(), code: z.string(), seenAt });

/** Records that the bank sent a transfer back. */
export async function bounceAction(_before: FormResult, form: FormData): Promise<FormResult> {
  const { id: adminId } = await requireAdmin(fallback);
  const { locale } = await preferences();
  const submission = parseForm(form, { schema: bounceForm, locale });
  if (submission.status !== "success") return submission.reply();
  const { refundId, code, seenAt } = submission.value;
  const now = clock();
  const bounced = await bounceRefund({ refundId, seenAt, adminId, now });
  if (!bounced.ok) {
    switch (bounced.reason) {
      case "not-found":
        return submission.reply({ formErrors: [textsFor(locale).admin.form.gone] });
      case "not-paid":
        return submission.reply({ formErrors: [await movedOn(refundId, bounced.status, locale)] });
    }
  }
  sendMailsSoon(now);
  return backWithFlash(form, "bounced", { fallback, about: code });
}
