"use server";

import type { Route } from "next";
import { refresh } from "next/cache";
import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { z } from "zod";
import { type FormResult, parseForm, sanitizeForm } from "#app/_forms/form.ts";
import { sendMailsSoon } from "#app/_http/mails-soon.ts";
import { preferences } from "#app/_session/preferences.ts";
import { keepCookies } from "#app/_session/session-cookies.ts";
import { requireUser } from "#app/_session/visitor.ts";
import { clock } from "#clock.ts";
import { endOtherSessions, endSession } from "#domain/users/devices.ts";
import { minPasswordLength } from "#domain/users/password-length.ts";
import { changePassword } from "#domain/users/passwords.ts";
import { textsFor } from "#texts/index.ts";

const here = "/akun/keamanan";
const passwordForm = z.object({ old: z.string(), password: z.string() });

/** Changes the password of the one who is signed in; every other device is signed out. */
export async function changePasswordAction(_before: FormResult, form: FormData): Promise<FormResult> {
  const { id } = await requireUser(here);
  const { locale } = await preferences();
  const { account, profile, form: formTexts } = textsFor(locale);
  const hideFields = ["old", "password"] as const;
  const submission = parseForm(form, { schema: passwordForm, locale });
  if (submission.status !== "success") return submission.reply({ hideFields: [...hideFields] });
  const now = clock();
  const outcome = await changePassword({ userId: id, ...submission.value }, { visitor: await headers(), now });
  const refuse = (error: { formErrors?: string[]; fieldErrors?: Record<string, string[]> }) =>
    submission.reply({ ...error, hideFields: [...hideFields] });
  if (outcome.ok) {
    await keepCookies(outcome.cookies);
    sendMailsSoon(now);
    refresh();
    return submission.reply({ hideFields: [...hideFields] });
  }
  switch (outcome.reason) {
    case "wrong":
      return refuse({ fieldErrors: { old: [profile.password.wrong] } });
    case "too-short":
      return refuse({ fieldErrors: { password: [account.setPassword.tooShort(minPasswordLength)] } });
    case "too-long":
      return refuse({ fieldErrors: { password: [account.setPassword.tooLong] } });
    case "own":
    case "usual":
      return refuse({ fieldErrors: { password: [account.setPassword.guessable[outcome.reason]] } });
    case "too-many":
      return refuse({ formErrors: [formTexts.tooMany(outcome.retryAfterSeconds)] });
  }
}

/** Signs out everywhere but here. */
export async function endOtherSessionsAction(): Promise<void> {
  const { id } = await requireUser(here);
  await endOtherSessions(id, { visitor: await headers(), now: clock() });
  redirect(`${here}?kabar=semua-keluar` as Route);
}

/** Signs out one other device. One that is signed out already is what was wanted. */
export async function endSessionAction(form: FormData): Promise<void> {
  const { id } = await requireUser(here);
  const sessionId = sanitizeForm(form).get("device");
  if (typeof sessionId !== "string") redirect(here);
  await endSession(id, { sessionId, visitor: await headers(), now: clock() });
  redirect(`${here}?kabar=satu-keluar` as Route);
}
