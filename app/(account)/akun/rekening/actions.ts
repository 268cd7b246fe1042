"use server";

import type { Route } from "next";
import { redirect } from "next/navigation";
import { clock } from "#clock.ts";
import { bankAccountForm, saveBankAccount } from "#domain/users/bank-account.ts";
import { textsFor } from "#texts/index.ts";
import { type FormAnswer, parseForm } from "../../../form.ts";
import { sendMailsSoon } from "../../../mails-soon.ts";
import { preferences } from "../../../preferences.ts";
import { requireUser } from "../../../visitor.ts";

/** Keeps where one's money goes, and says how much of what is owed goes there now. */
export async function saveBankAccountAction(_before: FormAnswer, form: FormData): Promise<FormAnswer> {
  const { id } = await requireUser("/akun/rekening");
  const { locale } = await preferences();
  const words = { "account-number": textsFor(locale).profile.bank.numberBad };
  const submission = parseForm(form, { schema: bankAccountForm, locale, words });
  if (submission.status !== "success") return submission.reply();
  const now = clock();
  const redirected = await saveBankAccount(id, submission.value, { now });
  sendMailsSoon(now);
  redirect(`/akun/rekening?tersimpan=${redirected}` as Route);
}
