"use server";

import { z } from "zod";
import { adminAction } from "#app/admin/admin-action.ts";
import { cancelByAdmin } from "#domain/bookings/cancel.ts";
import { grantGoodwill } from "#domain/bookings/refunds/decide.ts";
import { rupiahField } from "#domain/fields/rupiah.ts";
import { paragraphs } from "#domain/fields/text.ts";
import { rupiah } from "#texts/format.ts";

const page = "/admin/trips";
const explanation = paragraphs(1_000, 3);

const cancelForm = z.object({
  bookingId: z.string(),
  /** What was left of the money as the page showed it. A page of the release before says nothing of it. */
  seen: z.int().optional(),
  amount: rupiahField({ least: 0 }),
  reason: explanation,
});

/** Cancels a paid booking and gives back as much of its money as the admin decides. */
export const cancelAction = adminAction(
  { page, schema: cancelForm },
  async ({ value, adminId, now, texts, refuse, refuseField, refuseStale, done }) => {
    const { refusals } = texts.bookings;
    const { bookingId, seen: seenNetRupiah, amount, reason } = value;
    const cancelled = await cancelByAdmin({ bookingId, adminId, reason, refundRupiah: amount, seenNetRupiah, now });
    if (!cancelled.ok) {
      switch (cancelled.reason) {
        case "not-found":
          return refuse(texts.form.gone);
        case "not-confirmed":
          return refuse(refusals.notConfirmed);
        case "not-held":
          return refuse(refusals.notHeld);
        case "dispute-open":
          return refuse(refusals.disputeOpen);
        case "changed":
          // The page has to show what went back before anybody decides on more.
          return refuseStale(refusals.changed(rupiah(cancelled.netRupiah)));
        case "amount":
          return refuseField("amount", refusals.amount(rupiah(cancelled.max)));
      }
    }
    return done("cancelled", { about: rupiah(cancelled.refundRupiah) });
  },
);

const goodwillForm = z.object({ bookingId: z.string(), seen: z.int(), amount: rupiahField(), explanation });

/** Gives back a part of a booking's money without anybody having asked. */
export const goodwillAction = adminAction(
  { page, schema: goodwillForm },
  async ({ value, adminId, now, texts, refuse, refuseField, refuseStale, done }) => {
    const { refusals } = texts.bookings;
    const { bookingId, seen: seenNetRupiah, amount: amountRupiah, explanation } = value;
    const granted = await grantGoodwill({ bookingId, adminId, amountRupiah, seenNetRupiah, explanation, now });
    if (!granted.ok) {
      switch (granted.reason) {
        case "not-found":
          return refuse(texts.form.gone);
        case "not-held":
          return refuse(refusals.notHeld);
        case "dispute-open":
          return refuse(refusals.disputeOpen);
        case "changed":
          // The page has to show what went back before anybody decides on more.
          return refuseStale(refusals.changed(rupiah(granted.netRupiah)));
        case "amount":
          return refuseField("amount", refusals.amount(rupiah(granted.max)));
      }
    }
    return done("granted");
  },
);
