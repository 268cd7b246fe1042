"use server";

import { z } from "zod";
import { adminAction } from "#app/admin/admin-action.ts";
import { whoWasFirst } from "#app/admin/first.ts";
import { stateWord } from "#app/admin/states.tsx";
import { askForAccount } from "#domain/bookings/refunds/ask-account.ts";
import { approveDispute, type DisputeDecided, rejectDispute } from "#domain/bookings/refunds/decide.ts";
import { rupiahField } from "#domain/fields/rupiah.ts";
import { paragraphs } from "#domain/fields/text.ts";
import { rupiah } from "#texts/format.ts";
import { type Locale, textsFor } from "#texts/index.ts";
import { clockTime } from "#texts/moments.ts";

const page = "/admin/refunds";
const explanation = paragraphs(1_000, 3);

const approveForm = z.object({ refundId: z.string(), code: z.string(), amount: rupiahField(), explanation });

/** Accepts a participant's report, wholly or in part. */
export const approveAction = adminAction(
  { page, schema: approveForm },
  async ({ value, adminId, now, locale, texts, refuse, refuseField, done }) => {
    const { refundId, code, amount: amountRupiah, explanation } = value;
    const decided = await approveDispute({ refundId, amountRupiah, explanation, adminId, now });
    if (!decided.ok && decided.reason === "amount") {
      return refuseField("amount", texts.refunds.refusals.amount(rupiah(decided.max)));
    }
    if (!decided.ok) return refuse(await undecided(decided, refundId, locale));
    return done("approved", { about: code });
  },
);

const rejectForm = approveForm.omit({ amount: true });

/** Turns a participant's report down. */
export const rejectAction = adminAction(
  { page, schema: rejectForm },
  async ({ value, adminId, now, locale, refuse, done }) => {
    const { refundId, code, explanation } = value;
    const decided = await rejectDispute({ refundId, explanation, adminId, now });
    if (!decided.ok) return refuse(await undecided(decided, refundId, locale));
    return done("rejected", { about: code });
  },
);

type Undecided = Extract<DisputeDecided, { ok: false }>;

async function undecided(refusal: Undecided, refundId: string, locale: Locale): Promise<string> {
  const texts = textsFor(locale).admin;
  switch (refusal.reason) {
    case "not-found":
      return texts.form.gone;
    case "amount":
      return texts.refunds.refusals.amount(rupiah(refusal.max));
    case "not-open":
      return movedOn(refundId, refusal.status, locale);
  }
}

function movedOn(id: string, status: string, locale: Locale): Promise<string> {
  return whoWasFirst({ entity: "Refund", id, state: stateWord("refund", status, locale) }, locale);
}

const askForm = z.object({ refundId: z.string(), code: z.string() });

/** Asks a participant once more where their money shall go. */
export const askForAccountAction = adminAction(
  { page, schema: askForm },
  async ({ value, adminId, now, locale, texts, refuse, done }) => {
    const { refundId, code } = value;
    const asked = await askForAccount({ refundId, adminId, now });
    if (!asked.ok) {
      switch (asked.reason) {
        case "not-found":
          return refuse(texts.form.gone);
        case "not-approved":
          return refuse(await movedOn(refundId, asked.status, locale));
        case "suspended":
          return refuse(texts.refunds.refusals.suspended);
        case "has-account":
          return refuse(texts.refunds.refusals.hasAccount);
        case "too-soon":
          return refuse(texts.refunds.refusals.askedLately(clockTime(asked.againAt, locale, "WIB")));
      }
    }
    return done("asked", { about: code });
  },
);
