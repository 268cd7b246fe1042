"use server";

import type { Route } from "next";
import { redirect } from "next/navigation";
import { z } from "zod";
import { uploadMost } from "#app/upload-most.ts";
import { enterUpload } from "#app/upload-place.ts";
import { clock } from "#clock.ts";
import { discardPrivateUpload, savePrivateUpload } from "#domain/images/private.ts";
import { consumeAttempt } from "#domain/users/attempts.ts";
import { bankAccountForm, changeBankAccount } from "#domain/users/bank-account.ts";
import { type Applied, applyAsOrganizer, obstacleToApplying, organizerForm } from "#domain/users/organizers.ts";
import { limits } from "#limits.ts";
import { textsFor } from "#texts/index.ts";
import { bankAccountRefusal } from "../../(account)/akun/rekening/refusal.ts";
import { type FormAnswer, parseForm } from "../../form.ts";
import { sendMailsSoon } from "../../mails-soon.ts";
import { preferences } from "../../preferences.ts";
import { requireUser } from "../../visitor.ts";

const here = "/organizer/daftar" as Route;
const applicationForm = organizerForm.extend(bankAccountForm.shape).extend({
  identity: z.instanceof(File).optional(),
  /** Who applies again with the same account need not prove anything. */
  proof: z.string().optional(),
});

type Values = z.infer<typeof applicationForm>;
type Asking = { userId: string; now: Date };

/** Hands in an application with the identity card and the bank account, or says what to mend. */
export async function applyAction(_before: FormAnswer, form: FormData): Promise<FormAnswer> {
  const { id: userId } = await requireUser(here);
  const { locale } = await preferences();
  const { application: texts, form: formTexts, profile } = textsFor(locale);
  const words = { phone: formTexts.phone, "account-number": profile.bank.numberBad };
  const submission = parseForm(form, { schema: applicationForm, locale, words });
  if (submission.status !== "success") return submission.reply({ hideFields: ["proof"] });
  const asking = { userId, now: clock() };
  const attempt = await consumeAttempt("upload", userId, asking.now);
  if (!attempt.allowed) return submission.reply({ formErrors: [formTexts.tooMany(attempt.retryAfterSeconds)] });
  const obstacle = await obstacleToApplying(userId);
  if (obstacle) return submission.reply({ formErrors: [texts.refused[obstacle]] });
  const changed = await keepAccount(submission.value, asking);
  if (!changed.ok) return submission.reply({ ...bankAccountRefusal(changed, locale), hideFields: ["proof"] });
  const stored = await storeIdentity(submission.value.identity, asking);
  if (!stored) return submission.reply({ formErrors: [formTexts.tooMany(limits.upload.retryAfterSeconds)] });
  if (!stored.ok) return submission.reply({ fieldErrors: { identity: [texts.picture(uploadMost)[stored.reason]] } });
  const applied = await apply(submission.value, stored.path, asking);
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

type Stored = { ok: true; path?: string } | Extract<Awaited<ReturnType<typeof savePrivateUpload>>, { ok: false }>;

/**
 * Nothing to store is fine here: whether the card may be missing is the application's to say. Undefined where this person
 * has too many uploads under way.
 */
async function storeIdentity(identity: File | undefined, { userId, now }: Asking): Promise<Stored | undefined> {
  if (!identity) return { ok: true };
  const place = await enterUpload(userId);
  if (!place.ok) return undefined;
  try {
    return await savePrivateUpload({ userId, bytes: new Uint8Array(await identity.arrayBuffer()), now });
  } finally {
    place.leave();
  }
}

/** The picture that nothing refers to afterwards goes: the refused one, or the one that was replaced. */
async function apply(values: Values, idDocPath: string | undefined, { userId, now }: Asking): Promise<Applied> {
  const { displayName, bio, city, whatsapp } = values;
  const form = { displayName, bio, city, whatsapp };
  const applied = await applyAsOrganizer({ userId, form, idDocPath, now });
  const unused = applied.ok ? applied.replacedIdDoc : idDocPath;
  if (unused) await discardPrivateUpload({ path: unused });
  return applied;
}
