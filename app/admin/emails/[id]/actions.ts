"use server";

import { z } from "zod";
import { type FormResult, parseForm } from "#app/_forms/form.ts";
import { sendMailsSoon } from "#app/_http/mails-soon.ts";
import { preferences } from "#app/_session/preferences.ts";
import { requireAdmin } from "#app/_session/visitor.ts";
import { backWithFlash } from "#app/admin/back.ts";
import { seenAt } from "#app/admin/seen-at.ts";
import { clock } from "#clock.ts";
import { discardEmail, resendEmail } from "#domain/emails/resend.ts";
import { textsFor } from "#texts/index.ts";

const fallback = "/admin/emails";
const emailForm = z.object({ emailId: z.string() });

const resendForm = emailForm.extend({ seenAt });

/** Puts a dead mail into the queue again. */
export async function resendAction(_before: FormResult, form: FormData): Promise<FormResult> {
  const { id: adminId } = await requireAdmin(fallback);
  const { locale } = await preferences();
  const texts = textsFor(locale).admin;
  const submission = parseForm(form, { schema: resendForm, locale });
  if (submission.status !== "success") return submission.reply();
  const { emailId, seenAt } = submission.value;
  const now = clock();
  const resent = await resendEmail({ emailId, seenAt, adminId, now });
  if (!resent.ok) {
    const { reason } = resent;
    return submission.reply({ formErrors: [reason === "not-found" ? texts.form.gone : texts.emails.refusals[reason]] });
  }
  sendMailsSoon(now);
  return backWithFlash(form, "resent", { fallback });
}

/** Gives a mail up that was not sent. */
export async function discardAction(_before: FormResult, form: FormData): Promise<FormResult> {
  const { id: adminId } = await requireAdmin(fallback);
  const { locale } = await preferences();
  const texts = textsFor(locale).admin;
  const submission = parseForm(form, { schema: emailForm, locale });
  if (submission.status !== "success") return submission.reply();
  const { emailId } = submission.value;
  const discarded = await discardEmail({ emailId, adminId, now: clock() });
  if (!discarded.ok) {
    const { reason } = discarded;
    return submission.reply({ formErrors: [reason === "not-found" ? texts.form.gone : texts.emails.refusals[reason]] });
  }
  return backWithFlash(form, "discarded", { fallback });
}
