"use server";

import { z } from "zod";
import { adminAction } from "#app/admin/admin-action.ts";
import { whoWasFirst } from "#app/admin/first.ts";
import { stateWord } from "#app/admin/states.tsx";
import { unlikelyWords } from "#app/admin/unlikely.ts";
import { findPayment } from "#domain/bookings/payments/listed.ts";
import { rejectProof } from "#domain/bookings/payments/proofs.ts";
import { recordReceipt } from "#domain/bookings/receipts/record.ts";
import { returnPart } from "#domain/bookings/receipts/return.ts";
import { voidReceipt } from "#domain/bookings/receipts/void.ts";
import { rupiahField } from "#domain/fields/rupiah.ts";
import { paragraphs } from "#domain/fields/text.ts";
import { day, moment } from "#texts/format.ts";
import type { Locale } from "#texts/index.ts";

const settleForm = z.object({
  paymentId: z.string(),
  /** Made when the form was drawn, so that the same press twice records once. A page of the release before has neither. */
  key: z.uuid().optional(),
  /** What had come in all, as the page showed it. */
  seen: z.int().optional(),
  received: rupiahField(),
  /** The day at the bank. A page of the release before asks for none. */
  bookedOn: z.iso.date().optional(),
  short: z.enum(["wait", "return"]).optional(),
  /** The unlikely amount that they were asked about. */
  sure: z.int().optional(),
});

/** Records money that came in for a payment. The page then says what became of it, also when somebody was first. */
export const settleAction = adminAction(
  { page: "/admin/payments", schema: settleForm },
  async ({ value, adminId, now, locale, texts, refuse, refuseField, refuseStale, done }) => {
    const { paymentId, bookedOn, sure: sureOfRupiah = null } = value;
    const { key: receiptId, seen: seenReceivedRupiah, received: amountRupiah, short: ifShort } = value;
    const press = { paymentId, receiptId, seenReceivedRupiah, adminId, now };
    const arrived = { ...press, amountRupiah, bookedOn, ifShort, sureOfRupiah };
    const settled = await recordReceipt(arrived);
    if (!settled.ok) {
      switch (settled.reason) {
        case "unlikely":
          return refuseField("sure", unlikelyWords(settled, texts));
        case "amount":
          return refuseField("received", texts.payments.refusals.amount);
        case "day":
          return refuseField(
            "bookedOn",
            texts.payments.refusals.day(day(settled.from, locale), day(settled.to, locale)),
          );
        case "cannot-wait":
          return refuseStale(texts.payments.refusals.cannotWait);
        default:
          return refuse(texts.form.gone);
      }
    }
    const flash = settled.outcome === "already" ? "already" : "settled";
    return done(flash, { about: paymentId });
  },
);

const returnForm = z.object({ paymentId: z.string(), seen: z.int() });

/** Waits for the rest of a payment no longer: what came goes back. */
export const returnPartAction = adminAction(
  { page: "/admin/payments", schema: returnForm },
  async ({ value, adminId, now, texts, refuse, done }) => {
    const { paymentId, seen: seenReceivedRupiah } = value;
    const returned = await returnPart({ paymentId, seenReceivedRupiah, adminId, now });
    if (!returned.ok && returned.reason === "not-found") return refuse(texts.form.gone);
    if (!returned.ok) return refuse(texts.payments.refusals.nothingWaits);
    return done("partReturned", { about: paymentId });
  },
);

const voidForm = z.object({ receiptId: z.string(), paymentId: z.string(), reason: paragraphs(500, 3) });

/** A receipt was a mistake: it is void, with the reason, and the participant is told. */
export const voidAction = adminAction(
  { page: "/admin/payments", schema: voidForm },
  async ({ value, adminId, now, locale, texts, refuse, refuseStale, done }) => {
    const { receiptId, paymentId, reason } = value;
    const { refusals } = texts.payments;
    const voided = await voidReceipt({ receiptId, reason, adminId, now });
    if (voided.ok) return done("voided", { about: paymentId });
    switch (voided.reason) {
      case "not-found":
        return refuse(texts.form.gone);
      case "already-void":
        return refuse(refusals.alreadyVoid(voided.voidedBy ?? "SeTrip", moment(voided.voidedAt, locale)));
      default:
        return refuseStale(refusals.void[voided.reason]);
    }
  },
);

const rejectForm = z.object({
  paymentId: z.string(),
  proofSentAt: z.iso.datetime().transform((moment) => new Date(moment)),
  reason: paragraphs(500, 3),
});

/** Tells the participant that their proof shows no transfer to us. */
export const rejectAction = adminAction(
  { page: "/admin/payments", schema: rejectForm },
  async ({ value, adminId, now, locale, texts, refuse, refuseStale, done }) => {
    const { paymentId, proofSentAt, reason } = value;
    const rejected = await rejectProof({ paymentId, proofSentAt, reason, adminId, now });
    if (!rejected.ok) {
      switch (rejected.reason) {
        case "not-found":
          return refuse(texts.form.gone);
        case "another-proof":
          return refuseStale(texts.payments.refusals.anotherProof);
        case "no-proof":
          return refuse(await decidedBefore(paymentId, now, locale));
      }
    }
    const flash = {
      AWAITING: "rejected",
      EXPIRED: "rejectedExpired",
      CANCELLED: "rejectedCancelled",
      PAID: "rejectedReturned",
    }[rejected.payment];
    return done(flash, { about: paymentId });
  },
);

async function decidedBefore(paymentId: string, now: Date, locale: Locale): Promise<string> {
  const payment = await findPayment(paymentId, now);
  const state = stateWord("payment", payment?.payment.status ?? "", locale);
  return whoWasFirst({ entity: "Payment", id: paymentId, state }, locale);
}
