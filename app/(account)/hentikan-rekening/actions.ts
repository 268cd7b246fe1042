"use server";

import type { Route } from "next";
import { redirect } from "next/navigation";
import { z } from "zod";
import { type FormResult, parseForm } from "#app/_forms/form.ts";
import { sendMailsSoon } from "#app/_http/mails-soon.ts";
import { preferences } from "#app/_session/preferences.ts";
import { clock } from "#clock.ts";
import { stopBankAccount } from "#domain/bank-accounts/stop.ts";
import { textsFor } from "#texts/index.ts";

const stopForm = z.object({ token: z.string() });

/** Takes the link's token, puts the earlier account back, and leads on to choosing a new password. */
export async function stopBankAccountAction(_before: FormResult, form: FormData): Promise<FormResult> {
  const { locale } = await preferences();
  const { expired } = textsFor(locale).profile.bank.stop;
  const submission = parseForm(form, { schema: stopForm, locale });
  if (submission.status !== "success") return submission.reply({ formErrors: [expired] });
  const now = clock();
  const stopped = await stopBankAccount(submission.value.token, now);
  if (!stopped.ok) return submission.reply({ formErrors: [expired] });
  sendMailsSoon(now);
  redirect(`/atur-sandi?${new URLSearchParams({ token: stopped.resetToken, dihentikan: "1" })}` as Route);
}
