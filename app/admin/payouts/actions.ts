"use server";

import { z } from "zod";
import { type AdminForm, adminAction } from "#app/admin/admin-action.ts";
import { whoWasFirst } from "#app/admin/first.ts";
import { seenAt } from "#app/admin/seen-at.ts";
import { sentToFields } from "#app/admin/sent-to.ts";
import { stateWord } from "#app/admin/states.tsx";
import { payoutCodes } from "#domain/bookings/payouts/listed.ts";
import { type PayoutRecalled, recallPayout } from "#domain/bookings/payouts/recall.ts";
import { bouncePayout, markPayoutsPaid, type PayoutMoved } from "#domain/bookings/payouts/transfer.ts";
import { line } from "#domain/fields/text.ts";
import { type Locale, textsFor } from "#texts/index.ts";

const page = "/admin/payouts";

const payForm = z.object({
  organizerId: z.string(),
  organizer: z.string(),
  sentTo: sentToFields,
  /** Each as `<id>:<amount>:<ms of its last change>`: what is sent is what was seen, to the rupiah. A page of an older release has no third part. */
  payouts: z.array(z.string().regex(/^[\w-]+:\d+(?::\d{1,15})?$/)).min(1, "none-chosen"),
  transferRef: line(100, 3),
});

/** Records one transfer to one organizer for all payouts that were ticked. */
export const payAction = adminAction(
  { page, schema: payForm, words: ({ payouts }) => ({ "none-chosen": payouts.refusals.noneChosen }) },
  async ({ value, adminId, now, locale, texts, refuse, done }) => {
    const { refusals } = texts.payouts;
    const { organizerId, organizer, sentTo, transferRef } = value;
    const seen = value.payouts.map((one) => one.split(":"));
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
      switch (paid.reason) {
        case "no-account":
          return refuse(refusals.noAccount);
        case "account-changed":
          return refuse(refusals.accountChanged);
        case "changed":
          return refuse(await changedMeanwhile(paid.payoutIds, seen.length, locale));
      }
    }
    return done("paid", { about: organizer });
  },
);

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
export const recallAction = adminAction({ page, schema: oneForm }, moving("recalled", recallPayout));

/** Records that the bank sent a transfer back. */
export const bounceAction = adminAction({ page, schema: oneForm }, moving("bounced", bouncePayout));

type Moving = { payoutId: string; seenAt: Date | undefined; adminId: string; now: Date };

/** What a step of one payout answers to its form. */
function moving(flash: string, step: (one: Moving) => Promise<PayoutMoved | PayoutRecalled>) {
  return async ({ value, adminId, now, locale, texts, refuse, done }: AdminForm<z.infer<typeof oneForm>>) => {
    const { payoutId, code, seenAt } = value;
    const moved = await step({ payoutId, seenAt, adminId, now });
    if (!moved.ok) {
      switch (moved.reason) {
        case "not-found":
          return refuse(texts.form.gone);
        case "in-transfer":
          return refuse(texts.payouts.refusals.inTransfer(moved.code));
        case "status": {
          const state = stateWord("payout", moved.status, locale);
          return refuse(await whoWasFirst({ entity: "Payout", id: payoutId, state }, locale));
        }
      }
    }
    return done(flash, { about: code });
  };
}
