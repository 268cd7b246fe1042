import type { Route } from "next";
import { holdWords } from "#app/admin/hold-words.ts";
import type { Payout } from "#domain/bookings/schema/payouts.ts";
import type { Refund } from "#domain/bookings/schema/refunds.ts";
import type { FoundBooking } from "#domain/search/bookings.ts";
import { accountOf } from "#domain/users/people.ts";
import { type Locale, moment, rupiah } from "#texts/format.ts";
import { textsFor } from "#texts/index.ts";

/** Where a booking's money is, in sentences, and what an admin does next about it. */
export type BookingWords = { sentences: string[]; next: { label: string; href: Route } };

/** "I paid and nothing happened", answered: what came in, what waits, what goes back, what went on to the organizer. */
export function bookingWords(found: FoundBooking, locale: Locale): BookingWords {
  const { booking, payout, refunds } = found;
  const owed = refunds.map((refund) => refundWords(refund, locale));
  const share = payout && booking.status === "CONFIRMED" ? [payoutWords(payout, locale)] : [];
  return { sentences: [paymentWords(found, locale), ...owed, ...share], next: nextStep(found, locale) };
}

function paymentWords({ booking, payment, totalAmount }: FoundBooking, locale: Locale): string {
  const { payment: texts } = textsFor(locale).admin.search;
  const { receivedAmount, proofUploadedAt, status } = payment;
  const until = moment(payment.expiresAt, locale);
  if (status === "PAID") {
    const [amount, at] = [rupiah(receivedAmount ?? 0), moment(payment.paidAt ?? payment.updatedAt, locale)];
    return booking.status === "CONFIRMED" ? texts.confirmed(amount, at) : texts.unused(amount, at);
  }
  if (status === "CANCELLED") return texts.cancelled;
  if (status === "EXPIRED") return texts.expired(rupiah(payment.amount));
  if (receivedAmount) return texts.short(rupiah(receivedAmount), rupiah(totalAmount - receivedAmount), until);
  return proofUploadedAt && payment.proofPath
    ? texts.proof(rupiah(payment.amount), moment(proofUploadedAt, locale))
    : texts.awaiting(rupiah(payment.amount), until);
}

/** One refund, and where it is. */
export function refundWords(refund: Refund, locale: Locale): string {
  const { refund: texts } = textsFor(locale).admin.search;
  const amount = rupiah(refund.amount);
  if (refund.status === "PAID") {
    return texts.PAID(amount, moment(refund.paidAt ?? refund.updatedAt, locale), refund.transferRef ?? "");
  }
  if (refund.status === "APPROVED" && !accountOf(refund)) return texts.noAccount(amount);
  return texts[refund.status](amount);
}

/** One payout, and where it is. */
export function payoutWords(payout: Payout, locale: Locale): string {
  const { payout: texts } = textsFor(locale).admin.search;
  const amount = rupiah(payout.amount);
  switch (payout.status) {
    case "HELD":
    case "RELEASED":
      if (payout.heldBackAt) return texts.heldBack(amount, holdWords(payout, locale));
      return payout.status === "HELD" ? texts.HELD(amount, moment(payout.heldUntil, locale)) : texts.RELEASED(amount);
    case "PAID":
      return texts.PAID(amount, moment(payout.paidAt ?? payout.updatedAt, locale), payout.transferRef ?? "");
    case "CANCELLED":
      return texts.CANCELLED;
  }
}

/** What waits for an admin comes first; all of it is done on the booking's own page. */
function nextStep({ booking, payment, refunds }: FoundBooking, locale: Locale): BookingWords["next"] {
  const { next } = textsFor(locale).admin.search;
  const waits = (status: Refund["status"]) => refunds.find((refund) => refund.status === status);
  const owed = waits("APPROVED");
  const label =
    payment.status === "AWAITING" && payment.proofPath
      ? next.proof
      : payment.status !== "PAID"
        ? next.record
        : waits("REQUESTED")
          ? next.decide
          : owed
            ? accountOf(owed)
              ? next.transfer
              : next.ask
            : next.open;
  return { label, href: `/admin/bookings/${booking.code}` as Route };
}
