"use server";

import type { Route } from "next";
import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { z } from "zod";
import { type FormResult, parseForm } from "#app/_forms/form.ts";
import { queueMailsLater, sendMailsSoon } from "#app/_http/mails-soon.ts";
import { preferences } from "#app/_session/preferences.ts";
import { keepCookies } from "#app/_session/session-cookies.ts";
import { wantedPath } from "#app/_session/wanted-path.ts";
import { awaitedMail, awaitMail } from "#app/(account)/awaiting-mail.ts";
import { clock } from "#clock.ts";
import { emailField, line } from "#domain/fields/text.ts";
import { minPasswordLength } from "#domain/users/password-length.ts";
import { phoneField } from "#domain/users/phone.ts";
import { signUp } from "#domain/users/sign-up.ts";
import { resendVerification } from "#domain/users/verification.ts";
import { textsFor } from "#texts/index.ts";

const signUpForm = z.object({
  name: line(80),
  email: emailField,
  phone: phoneField,
  password: z.string(),
});

/** Makes an account and leads to the page that waits for its mail: the same one for an address that is known already. */
export async function signUpAction(_before: FormResult, form: FormData): Promise<FormResult> {
  const { locale } = await preferences();
  const { account: texts, form: formTexts } = textsFor(locale);
  const submission = parseForm(form, { schema: signUpForm, locale, words: { phone: formTexts.phone } });
  if (submission.status !== "success") return submission.reply({ hideFields: ["password"] });
  const now = clock();
  const wanted = wantedPath(form.get("wanted"));
  const outcome = await signUp({ ...submission.value, locale, wanted }, { visitor: await headers(), now });
  const refuse = (error: { formErrors: string[] } | { fieldErrors: { password: string[] } }) =>
    submission.reply({ ...error, hideFields: ["password"] });
  if (outcome.ok) {
    await keepCookies(outcome.cookies);
    sendMailsSoon(now);
    await awaitMail({ email: submission.value.email, wanted });
    redirect("/daftar/terkirim" as Route);
  }
  switch (outcome.reason) {
    case "too-short":
      return refuse({ fieldErrors: { password: [texts.setPassword.tooShort(minPasswordLength)] } });
    case "too-long":
      return refuse({ fieldErrors: { password: [texts.setPassword.tooLong] } });
    case "own":
    case "usual":
      return refuse({ fieldErrors: { password: [texts.setPassword.guessable[outcome.reason]] } });
    case "too-many":
      return refuse({ formErrors: [formTexts.tooMany(outcome.retryAfterSeconds)] });
  }
}

/** Sends the verification mail once more to the address that somebody has just signed up with. */
export async function sendAgainAction(_before: FormResult, form: FormData): Promise<FormResult> {
  const { locale } = await preferences();
  const submission = parseForm(form, { schema: z.object({}), locale });
  const awaited = await awaitedMail();
  if (!awaited) redirect("/daftar" as Route);
  const now = clock();
  const asked = { email: awaited.email, wanted: wantedPath(awaited.wanted) };
  const defer = (work: () => Promise<void>) => queueMailsLater(work, now);
  const outcome = await resendVerification(asked, { visitor: await headers(), now, defer });
  if (!outcome.ok) return submission.reply({ formErrors: [textsFor(locale).form.tooMany(outcome.retryAfterSeconds)] });
  redirect("/daftar/terkirim?lagi=1" as Route);
}
