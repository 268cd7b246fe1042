"use server";

import type { Route } from "next";
import { redirect } from "next/navigation";
import { z } from "zod";
import { type FormResult, parseForm } from "#app/_forms/form.ts";
import { sendMailsSoon } from "#app/_http/mails-soon.ts";
import { preferences } from "#app/_session/preferences.ts";
import { requireUser } from "#app/_session/visitor.ts";
import { bankAccountRefusal } from "#app/(account)/akun/account-refusal.ts";
import { clock } from "#clock.ts";
import { bankAccountForm, changeBankAccount } from "#domain/bank-accounts/change.ts";
import { textsFor } from "#texts/index.ts";

const form = bankAccountForm.extend({ proof: z.string() });

/** Keeps where one's money goes, once the owner has proved to be it, and says how much of what is owed goes there now. */
export async function saveBankAccountAction(_before: FormResult, sent: FormData): Promise<FormResult> {
  const { id } = await requireUser("/akun/rekening");
  const { locale } = await preferences();
  const words = { "account-number": textsFor(locale).profile.bank.numberBad };
  const submission = parseForm(sent, { schema: form, locale, words });
  if (submission.status !== "success") return submission.reply({ hideFields: ["proof"] });
  const now = clock();
  const { proof, ...account } = submission.value;
  const changed = await changeBankAccount({ userId: id, account, proof }, { now });
  if (!changed.ok) return submission.reply({ ...bankAccountRefusal(changed, locale), hideFields: ["proof"] });
  sendMailsSoon(now);
  redirect(`/akun/rekening?tersimpan=${changed.redirectedRefunds}` as Route);
}
