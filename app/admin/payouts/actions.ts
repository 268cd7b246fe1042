"use server";

import { z } from "zod";
import { type FormResult, parseForm } from "#app/_forms/form.ts";
import { sendMailsSoon } from "#app/_http/mails-soon.ts";
import { preferences } from "#app/_session/preferences.ts";
import { requireAdmin } from "#app/_session/visitor.ts";
import { backWithFlash } from "#app/admin/back.ts";
import { whoWasFirst } from "#app/admin/first.ts";
import { seenAt } from "#app/admin/seen-at.ts";
import { sentToFields } from "#app/admin/sent-to.ts";
import { stateWord } from "#app/admin/states.tsx";
import { clock } from "#clock.ts";
import { payoutCodes } from "#domain/bookings/payouts/listed.ts";
import { bouncePayout, markPayoutsPaid, type PayoutMoved, recallPayout } from "#domain/bookings/payouts/transfer.ts";
import { line } from "#domain/fields/text.ts";
import { type Locale, textsFor } from "#texts/index.ts";

const fallback = "/admin/payouts";

const payForm = z.object({
  organizerId: z.string(),
  organizer: z.string(),
  sentTo: sentToFields,
  /** Each as `<id>:<amount>:<ms of its last change>`: what is sent is what was seen, to the rupiah. A page of an older release has no third part. */
  payouts: z.array(z.string().regex(/^[\w-]+:\d+(?::\d{1,15})?$/)).min(1, "none-chosen"),
  transferRef: line(100, 3),
});

/** Records one transfer to one organizer for all payouts that were ticked. */
export async function payAction(_before: FormResult, form: FormData): Promise<FormResult> {
  const { id: adminId } = await requireAdmin(fallback);
  const { locale } = await preferences();
  const texts = textsFor(locale).admin;
  const { refusals } = texts.payouts;
  const submission = parseForm(form, { schema: payForm, locale, words: { "none-chosen": refusals.noneChosen } });
  if (submission.status !== "success") return submission.reply();
  const { organizerId, organizer, sentTo, transferRef } = submission.value;
  const seen = submission.value.payouts.map((one) => one.split(":"));
  const now = clock();
  const paid = await markPayoutsPaid({
    organizerId,
    payoutIds: seen.map(([id]) => id ?? ""),
    seenAt: new Map(seen.flatMap(([id, , at]) => (id && at ? [[id, new Date(Number(at))]] : []))),
    amountRupiah: seen.reduce((sum, [, amount]) => sum + Number(amount), 0),
    sentTo,
    transferRef,
    adminId,
    now,
  });
  if (!paid.ok) {
    const refuse = (sentence: string) => submission.reply({ formErrors: [sentence] });
    switch (paid.reason) {
      case "no-account":
        return refuse(refusals.noAccount);
      case "account-changed":
        return refuse(refusals.accountChanged);
      case "changed":
        return refuse(await changedMeanwhile(paid.payoutIds, seen.length, locale));
    }
  }
  sendMailsSoon(now);
  return backWithFlash(form, "paid", { fallback, about: organizer });
}

/** Some are gone from the list, or, where all are named, only their sum is another one. Who did it stands with the first. */
async function changedMeanwhile(payoutIds: string[], chosen: number, locale: Locale): Promise<string> {
  const texts = textsFor(locale).admin.payouts.refusals;
  const found = await payoutCodes(payoutIds);
  if (payoutIds.length === chosen && found.every(({ status }) => status === "RELEASED")) return texts.amountChanged;
  const [first] = found.filter(({ status }) => status !== "RELEASED");
  const who = first
    ? await whoWasFirst({ entity: "Payout", id: first.id, state: stateWord("payout", first.status, locale) }, locale)
    : "";
  return `${texts.changed(found.map(({ code }) => code).join(", "))} ${who}`.trim();
}

const oneForm = z.object({ payoutId: z.string(), code: z.string(), seenAt });

/** Holds released money back for some more days. */
export async function recallAction(_before: FormResult, form: FormData): Promise<FormResult> {
  const { id: adminId } = await requireAdmin(fallback);
  return move(form, "recalled", (one) => recallPayout({ ...one, adminId }));
}

/** Records that the bank sent a transfer back. */
export async function bounceAction(_before: FormResult, form: FormData): Promise<FormResult> {
  const { id: adminId } = await requireAdmin(fallback);
  return move(form, "bounced", (one) => bouncePayout({ ...one, adminId }));
}

async function move(
  form: FormData,
  news: string,
  step: (one: { payoutId: string; seenAt: Date | undefined; now: Date }) => Promise<PayoutMoved>,
): Promise<FormResult> {
  const { locale } = await preferences();
  const submission = parseForm(form, { schema: oneForm, locale });
  if (submission.status !== "success") return submission.reply();
  const { payoutId, code, seenAt } = submission.value;
  const moved = await step({ payoutId, seenAt, now: clock() });
  if (!moved.ok) {
    switch (moved.reason) {
      case "not-found":
        return submission.reply({ formErrors: [textsFor(locale).admin.form.gone] });
      case "status": {
        const state = stateWord("payout", moved.status, locale);
        return submission.reply({ formErrors: [await whoWasFirst({ entity: "Payout", id: payoutId, state }, locale)] });
      }
    }
  }
  return backWithFlash(form, news, { fallback, about: code });
}
