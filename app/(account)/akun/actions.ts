"use server";

import { refresh } from "next/cache";
import { headers } from "next/headers";
import { z } from "zod";
import { type FormResult, parseForm } from "#app/_forms/form.ts";
import { drawnForAnother, formVersionIn } from "#app/_forms/form-version.ts";
import { sendMailsSoon } from "#app/_http/mails-soon.ts";
import { preferences } from "#app/_session/preferences.ts";
import { requireUser } from "#app/_session/visitor.ts";
import { wantedPath } from "#app/_session/wanted-path.ts";
import { clock } from "#clock.ts";
import { emailField, line } from "#domain/fields/text.ts";
import { phoneField } from "#domain/users/phone.ts";
import { saveProfile } from "#domain/users/profile.ts";
import { requestEmailChange, resendVerification } from "#domain/users/verification.ts";
import { textsFor } from "#texts/index.ts";
import { proofRefusal } from "./account-refusal.ts";

/** Sends the verification mail of the one who is signed in once more; its link leads on to the page that asked. */
export async function sendVerificationAction(_before: FormResult, form: FormData): Promise<FormResult> {
  const { email } = await requireUser("/akun");
  const { locale } = await preferences();
  const submission = parseForm(form, { schema: z.object({}), locale });
  const now = clock();
  const wanted = wantedPath(form.get("wanted")) ?? "/akun";
  const outcome = await resendVerification({ email, wanted }, { visitor: await headers(), now });
  if (!outcome.ok) return submission.reply({ formErrors: [textsFor(locale).form.tooMany(outcome.retryAfterSeconds)] });
  sendMailsSoon(now);
  return submission.reply();
}

const profileForm = z.object({ name: line(80), phone: phoneField });

/** Keeps one's name and phone number. */
export async function saveProfileAction(_before: FormResult, form: FormData): Promise<FormResult> {
  const asking = await requireUser("/akun");
  const { locale } = await preferences();
  const { form: texts } = textsFor(locale);
  const words = { phone: texts.phone };
  const submission = parseForm(form, { schema: profileForm, locale, words });
  if (submission.status !== "success") return submission.reply();
  const another = drawnForAnother(form, asking, locale);
  if (another) return submission.reply({ formErrors: [another] });
  const saved = await saveProfile(asking.id, submission.value, { version: formVersionIn(form), now: clock() });
  if (!saved.ok) return submission.reply({ formErrors: [texts.changedElsewhere] });
  refresh();
  return submission.reply();
}

const emailForm = z.object({ email: emailField, proof: z.string() });

/** Sends a link to another address, which becomes one's own once it is opened. */
export async function changeEmailAction(_before: FormResult, form: FormData): Promise<FormResult> {
  const { id } = await requireUser("/akun");
  const { locale } = await preferences();
  const { profile } = textsFor(locale);
  const submission = parseForm(form, { schema: emailForm, locale });
  if (submission.status !== "success") return submission.reply({ hideFields: ["proof"] });
  const now = clock();
  const outcome = await requestEmailChange({ userId: id, ...submission.value }, { visitor: await headers(), now });
  const refuse = (error: { formErrors?: string[]; fieldErrors?: Record<string, string[]> }) =>
    submission.reply({ ...error, hideFields: ["proof"] });
  if (outcome.ok) {
    sendMailsSoon(now);
    return submission.reply({ hideFields: ["proof"] });
  }
  switch (outcome.reason) {
    case "same":
      return refuse({ fieldErrors: { email: [profile.email.same] } });
    default:
      return refuse(proofRefusal(outcome, locale));
  }
}
