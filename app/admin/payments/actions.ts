"use server";

import { refresh } from "next/cache";
import { z } from "zod";
import { type FormResult, parseForm } from "#app/_forms/form.ts";
import { sendMailsSoon } from "#app/_http/mails-soon.ts";
import { preferences } from "#app/_session/preferences.ts";
import { requireAdmin } from "#app/_session/visitor.ts";
import { backWithFlash } from "#app/admin/back.ts";
import { whoWasFirst } from "#app/admin/first.ts";
import { stateWord } from "#app/admin/states.tsx";
import { clock } from "#clock.ts";
import { findPayment } from "#domain/bookings/payments/listed.ts";
import { rejectProof } from "#domain/bookings/payments/proofs.ts";
import { settlePayment } from "#domain/bookings/payments/settle.ts";
import { rupiahField } from "#domain/fields/rupiah.ts";
import { paragraphs } from "#domain/fields/text.ts";
import { type Locale, textsFor } from "#texts/index.ts";

const settleForm = z.object({ paymentId: z.string(), received: rupiahField() });

/** Records money that came in for a payment. The page then says what became of it, also when somebody was first. */
export async function settleAction(_before: FormResult, form: FormData): Promise<FormResult> {
  const { id: adminId } = await requireAdmin("/admin/payments");
  const { locale } = await preferences();
  const texts = textsFor(locale).admin;
  const submission = parseForm(form, { schema: settleForm, locale });
  if (submission.status !== "success") return submission.reply();
  const { paymentId, received } = submission.value;
  const now = clock();
  const settled = await settlePayment({ paymentId, receivedAmount: received, adminId, now });
  if (!settled.ok) {
    switch (settled.reason) {
      case "amount":
        return submission.reply({ fieldErrors: { received: [texts.payments.refusals.amount] } });
      case "not-found":
        return submission.reply({ formErrors: [texts.form.gone] });
    }
  }
  sendMailsSoon(now);
  const news = settled.outcome === "already" ? "already" : "settled";
  return backWithFlash(form, news, { fallback: "/admin/payments", about: paymentId });
}

const rejectForm = z.object({
  paymentId: z.string(),
  proofSentAt: z.iso.datetime().transform((moment) => new Date(moment)),
  reason: paragraphs(500, 3),
});

/** Tells the participant that his proof shows no transfer to us. */
export async function rejectAction(_before: FormResult, form: FormData): Promise<FormResult> {
  const { id: adminId } = await requireAdmin("/admin/payments");
  const { locale } = await preferences();
  const texts = textsFor(locale).admin;
  const submission = parseForm(form, { schema: rejectForm, locale });
  if (submission.status !== "success") return submission.reply();
  const { paymentId, proofSentAt, reason } = submission.value;
  const now = clock();
  const rejected = await rejectProof({ paymentId, proofSentAt, reason, adminId, now });
  if (!rejected.ok) {
    switch (rejected.reason) {
      case "not-found":
        return submission.reply({ formErrors: [texts.form.gone] });
      case "another-proof":
        refresh();
        return submission.reply({ formErrors: [textsFor(locale).admin.payments.refusals.anotherProof] });
      case "no-proof":
        return submission.reply({ formErrors: [await decidedBefore(paymentId, now, locale)] });
    }
  }
  sendMailsSoon(now);
  const news = { AWAITING: "rejected", EXPIRED: "rejectedExpired", CANCELLED: "rejectedCancelled" }[rejected.payment];
  return backWithFlash(form, news, { fallback: "/admin/payments", about: paymentId });
}

async function decidedBefore(paymentId: string, now: Date, locale: Locale): Promise<string> {
  const payment = await findPayment(paymentId, now);
  const state = stateWord("payment", payment?.payment.status ?? "", locale);
  return whoWasFirst({ entity: "Payment", id: paymentId, state }, locale);
}
