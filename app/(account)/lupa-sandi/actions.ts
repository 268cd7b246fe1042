"use server";

import type { Route } from "next";
import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { z } from "zod";
import { type FormResult, parseForm } from "#app/_forms/form.ts";
import { queueMailsLater } from "#app/_http/mails-soon.ts";
import { preferences } from "#app/_session/preferences.ts";
import { clock } from "#clock.ts";
import { emailField } from "#domain/fields/text.ts";
import { requestReset } from "#domain/users/passwords.ts";
import { textsFor } from "#texts/index.ts";

const forgotForm = z.object({ email: emailField });

/** Mails a link to choose a new password, and says the same for an address that nobody has. */
export async function requestResetAction(_before: FormResult, form: FormData): Promise<FormResult> {
  const { locale } = await preferences();
  const submission = parseForm(form, { schema: forgotForm, locale });
  if (submission.status !== "success") return submission.reply();
  const now = clock();
  const defer = (work: () => Promise<void>) => queueMailsLater(work, now);
  const outcome = await requestReset(submission.value, { visitor: await headers(), now, defer });
  if (!outcome.ok) return submission.reply({ formErrors: [textsFor(locale).form.tooMany(outcome.retryAfterSeconds)] });
  redirect("/lupa-sandi?terkirim=1" as Route);
}
