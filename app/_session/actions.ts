"use server";

import type { Route } from "next";
import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { z } from "zod";
import { type FormResult, parseForm } from "#app/_forms/form.ts";
import { sendMailsSoon } from "#app/_http/mails-soon.ts";
import { clock } from "#clock.ts";
import { emailField } from "#domain/fields/text.ts";
import { minPasswordLength } from "#domain/users/password-length.ts";
import { setPassword } from "#domain/users/passwords.ts";
import { signIn, signOut } from "#domain/users/sign-in.ts";
import { textsFor } from "#texts/index.ts";
import { preferences } from "./preferences.ts";
import { keepCookies, noteSignedOut } from "./session-cookies.ts";
import { afterSigningIn } from "./visitor.ts";
import { codePath, wantedPath } from "./wanted-path.ts";

const signInForm = z.object({ email: emailField, password: z.string() });

/** Signs in and leads on to the wanted page, by way of the second step where there is one; otherwise says what to mend. */
export async function signInAction(_before: FormResult, form: FormData): Promise<FormResult> {
  const { locale } = await preferences();
  const texts = textsFor(locale).account.signIn;
  const submission = parseForm(form, { schema: signInForm, locale });
  if (submission.status !== "success") return submission.reply({ hideFields: ["password"] });
  const outcome = await signIn(submission.value, await headers());
  if (!outcome.ok) {
    const refusal = outcome.reason === "too-many" ? texts.tooMany(outcome.retryAfterSeconds) : texts[outcome.reason];
    return submission.reply({ formErrors: [refusal], hideFields: ["password"] });
  }
  await keepCookies(outcome.cookies);
  const wanted = wantedPath(form.get("wanted"));
  const from = wantedPath(form.get("from"));
  redirect(outcome.secondStep ? codePath({ wanted, from }) : await afterSigningIn({ wanted, from }));
}

const newPasswordForm = z.object({ token: z.string(), password: z.string() });

/** Sets a password by a one-time link, then leads to the sign-in page. */
export async function setPasswordAction(_before: FormResult, form: FormData): Promise<FormResult> {
  const { locale } = await preferences();
  const { setPassword: texts, signIn: signInTexts } = textsFor(locale).account;
  const submission = parseForm(form, { schema: newPasswordForm, locale });
  if (submission.status !== "success") return submission.reply({ hideFields: ["password"] });
  const now = clock();
  const outcome = await setPassword(submission.value, { visitor: await headers(), now });
  if (outcome.ok) {
    await keepCookies(outcome.cookies);
    sendMailsSoon(now);
    const wanted = wantedPath(form.get("wanted"));
    redirect(`/masuk?${new URLSearchParams({ tersimpan: "1", ...(wanted && { lanjut: wanted }) })}` as Route);
  }
  const refuse = (error: { formErrors: string[] } | { fieldErrors: { password: string[] } }) =>
    submission.reply({ ...error, hideFields: ["password"] });
  switch (outcome.reason) {
    case "too-short":
      return refuse({ fieldErrors: { password: [texts.tooShort(minPasswordLength)] } });
    case "too-long":
      return refuse({ fieldErrors: { password: [texts.tooLong] } });
    case "expired":
      return refuse({ formErrors: [texts.expired] });
    case "own":
    case "usual":
      return refuse({ fieldErrors: { password: [texts.guessable[outcome.reason]] } });
    case "too-many":
      return refuse({ formErrors: [signInTexts.tooMany(outcome.retryAfterSeconds)] });
  }
}

/** Ends the session and leads to the front page. */
export async function signOutAction(): Promise<void> {
  await keepCookies(await signOut(await headers()));
  await noteSignedOut();
  redirect("/");
}
