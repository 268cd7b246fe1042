"use server";

import { z } from "zod";
import { type AdminForm, adminAction } from "#app/admin/admin-action.ts";
import { whoWasFirst } from "#app/admin/first.ts";
import { seenAt } from "#app/admin/seen-at.ts";
import { stateWord } from "#app/admin/states.tsx";
import { type HeldBack, holdBackPayout, resumePayout } from "#domain/bookings/payouts/hold-back.ts";
import { type PayoutRecalled, recallPayout } from "#domain/bookings/payouts/recall.ts";
import { paragraphs } from "#domain/fields/text.ts";

const page = "/admin/payouts";

const oneForm = z.object({ payoutId: z.string(), code: z.string(), seenAt });

/** Holds released money for some more days. */
export const recallAction = adminAction({ page, schema: oneForm }, async (sent) => {
  const { payoutId, seenAt, code } = sent.value;
  const recalled = await recallPayout({ payoutId, seenAt, adminId: sent.adminId, now: sent.now });
  return recalled.ok ? sent.done("recalled", { about: code }) : refused(sent, recalled);
});

/** Holds an unpaid payout back until further notice. */
export const holdBackAction = adminAction(
  { page, schema: oneForm.extend({ reason: paragraphs(500, 3) }) },
  async (sent) => {
    const { payoutId, seenAt, code, reason } = sent.value;
    const held = await holdBackPayout({ payoutId, seenAt, reason, adminId: sent.adminId, now: sent.now });
    return held.ok ? sent.done("heldBack", { about: code }) : refused(sent, held);
  },
);

/** Lets it go on. */
export const resumeAction = adminAction({ page, schema: oneForm }, async (sent) => {
  const { payoutId, seenAt, code } = sent.value;
  const resumed = await resumePayout({ payoutId, seenAt, adminId: sent.adminId, now: sent.now });
  return resumed.ok ? sent.done("resumed", { about: code }) : refused(sent, resumed);
});

type Refusal = Extract<HeldBack | PayoutRecalled, { ok: false }>;

async function refused(sent: AdminForm<z.infer<typeof oneForm>>, refusal: Refusal) {
  const { value, locale, texts, refuse } = sent;
  switch (refusal.reason) {
    case "not-found":
      return refuse(texts.form.gone);
    case "in-transfer":
      return refuse(texts.payouts.refusals.inTransfer(refusal.code));
    case "already":
      return refuse(texts.payouts.refusals.already);
    case "status": {
      const state = stateWord("payout", refusal.status, locale);
      return refuse(await whoWasFirst({ entity: "Payout", id: value.payoutId, state }, locale));
    }
  }
}
