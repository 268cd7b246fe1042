"use server";

import type { Route } from "next";
import { redirect } from "next/navigation";
import { z } from "zod";
import { type FormResult, parseForm } from "#app/_forms/form.ts";
import { drawnForAnother } from "#app/_forms/form-version.ts";
import { uploadMost } from "#app/_forms/upload-most.ts";
import { sendMailsSoon } from "#app/_http/mails-soon.ts";
import { preferences } from "#app/_session/preferences.ts";
import { requireUser } from "#app/_session/visitor.ts";
import { bankAccountRefusal } from "#app/(account)/akun/account-refusal.ts";
import { clock } from "#clock.ts";
import { bankAccountForm, changeBankAccount } from "#domain/bank-accounts/change.ts";
import { discardPrivateUpload, isFreshPrivateUpload } from "#domain/files/private.ts";
import { consumeAttempt } from "#domain/users/attempts.ts";
import { type Applied, applyAsOrganizer, obstacleToApplying, organizerForm } from "#domain/users/organizers.ts";
import { textsFor } from "#texts/index.ts";

const here = "/organizer/daftar" as Route;
const applicationForm = organizerForm.extend(bankAccountForm.shape).extend({
  /** The name of the card's photo, which was uploaded before. */
  identity: z.string().optional(),
  /** Who applies again with the same account need not prove anything. */
  proof: z.string().optional(),
});

type Values = z.infer<typeof applicationForm>;
type Asking = { userId: string; now: Date };

/** Hands in an application with the identity card and the bank account, or says what to mend. */
export async function applyAction(_before: FormResult, form: FormData): Promise<FormResult> {
  const person = await requireUser(here);
  const { id: userId } = person;
  const { locale } = await preferences();
  const { application: texts, form: formTexts, profile, upload } = textsFor(locale);
  const words = { phone: formTexts.phone, "account-number": profile.bank.numberBad };
  const submission = parseForm(form, { schema: applicationForm, locale, words });
  if (submission.status !== "success") return submission.reply({ hideFields: ["proof"] });
  const another = drawnForAnother(form, person, locale);
  if (another) return submission.reply({ formErrors: [another], hideFields: ["proof"] });
  const asking = { userId, now: clock() };
  const attempt = await consumeAttempt("upload", userId, asking.now);
  if (!attempt.allowed) return submission.reply({ formErrors: [formTexts.tooMany(attempt.retryAfterSeconds)] });
  const obstacle = await obstacleToApplying(userId);
  if (obstacle) return submission.reply({ formErrors: [texts.refused[obstacle]] });
  const { identity: path } = submission.value;
  if (path !== undefined && !(await isFreshPrivateUpload({ ...asking, path }))) {
    return submission.reply({ fieldErrors: { identity: [upload.refusals(uploadMost).expired] } });
  }
  const changed = await keepAccount(submission.value, asking);
  if (!changed.ok) return submission.reply({ ...bankAccountRefusal(changed, locale), hideFields: ["proof"] });
  const applied = await apply(submission.value, asking);
  sendMailsSoon(asking.now);
  if (applied.ok) redirect(here);
  switch (applied.reason) {
    case "no-document":
      return submission.reply({ fieldErrors: { identity: [texts.identityMissing] } });
    case "already":
    case "unverified":
    case "suspended":
      return submission.reply({ formErrors: [texts.refused[applied.reason]] });
    case "not-found":
      return submission.reply({ formErrors: [texts.refused.suspended] });
  }
}

/** First of all, so that nothing is handed in whose money would go elsewhere than the owner of the account wants. */
function keepAccount({ bankName, bankAccountNo, bankAccountName, proof = "" }: Values, { userId, now }: Asking) {
  return changeBankAccount({ userId, account: { bankName, bankAccountNo, bankAccountName }, proof }, { now });
}

/** The card of the rejected application goes when another takes its place. One that is refused waits for the next try. */
async function apply({ identity, ...values }: Values, { userId, now }: Asking): Promise<Applied> {
  const { displayName, bio, city, whatsapp } = values;
  const form = { displayName, bio, city, whatsapp };
  const applied = await applyAsOrganizer({ userId, form, idDocPath: identity, now });
  if (applied.ok && applied.replacedIdDoc) await discardPrivateUpload({ path: applied.replacedIdDoc });
  return applied;
}
