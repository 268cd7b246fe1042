"use server";

import type { Route } from "next";
import { redirect } from "next/navigation";
import { z } from "zod";
import { type FormResult, parseForm } from "#app/_forms/form.ts";
import { preferences } from "#app/_session/preferences.ts";
import { keepCookies } from "#app/_session/session-cookies.ts";
import { visitor, visitorHeaders } from "#app/_session/visitor.ts";
import { wantedPath, withWanted } from "#app/_session/wanted-path.ts";
import { clock } from "#clock.ts";
import { confirmEmail } from "#domain/users/verification.ts";
import { textsFor } from "#texts/index.ts";

const confirmForm = z.object({ token: z.string() });

/** Takes the link's token, signs in where that is due, and leads on to the page that was wanted before signing up. */
export async function confirmEmailAction(_before: FormResult, form: FormData): Promise<FormResult> {
  const { locale } = await preferences();
  const { account, form: formTexts } = textsFor(locale);
  const submission = parseForm(form, { schema: confirmForm, locale });
  if (submission.status !== "success") return submission.reply({ formErrors: [account.confirm.expired] });
  const outcome = await confirmEmail(submission.value.token, { visitor: await visitorHeaders(), now: clock() });
  if (outcome.ok) {
    await keepCookies(outcome.cookies);
    const wanted = wantedPath(outcome.wanted);
    if (outcome.resetToken) redirect(choosePasswordPath(outcome.resetToken, wanted));
    const signedIn = outcome.cookies.length > 0 || (await visitor());
    redirect(signedIn ? (wanted ?? ("/akun" as Route)) : withWanted("/masuk", wanted));
  }
  switch (outcome.reason) {
    case "expired":
      return submission.reply({ formErrors: [account.confirm.expired] });
    case "suspended":
      return submission.reply({ formErrors: [account.confirm.suspended] });
    case "too-many":
      return submission.reply({ formErrors: [formTexts.tooMany(outcome.retryAfterSeconds)] });
  }
}

/** The page that a one-time link leads to, which then leads on to what was wanted. */
function choosePasswordPath(token: string, wanted: Route | undefined): Route {
  return `/atur-sandi?${new URLSearchParams({ token, baru: "1", ...(wanted && { lanjut: wanted }) })}` as Route;
}
