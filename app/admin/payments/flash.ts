import { one } from "#app/_http/one.ts";
import { isTrue } from "#app/admin/flash.ts";
import { findPayment, type ListedPayment } from "#domain/bookings/payments/listed.ts";
import { missingRupiah } from "#domain/bookings/payments/rules.ts";
import { policy } from "#domain/policy.ts";
import { moment, rupiah } from "#texts/format.ts";
import { type Locale, textsFor } from "#texts/index.ts";

type SearchParams = Record<string, string | string[] | undefined>;

/** What came of the last decision over a payment, told from the payment as it stands; nothing for an unknown one. */
export async function paymentFlash(params: SearchParams, now: Date, locale: Locale): Promise<string | undefined> {
  const [kind, about] = [one(params.kabar), one(params.tentang)];
  const listed = kind && about && (await isTrue(params)) ? await findPayment(about, now) : undefined;
  if (!kind || !listed) return undefined;
  const texts = textsFor(locale).admin.payments.outcomes;
  const { payment, booking, verifiedBy } = listed;
  if (kind === "settled") return settled(listed, locale);
  if (kind === "voided" || kind === "partReturned") return texts[kind](booking.code);
  if (kind === "rejected" || kind === "rejectedExpired" || kind === "rejectedCancelled" || kind === "rejectedReturned")
    return texts[kind](booking.code);
  if (kind !== "already" || !payment.paidAt) return undefined;
  return texts.already(booking.code, verifiedBy ?? "webhook", moment(payment.paidAt, locale));
}

function settled({ payment, booking }: ListedPayment, locale: Locale): string | undefined {
  const texts = textsFor(locale).admin.payments.outcomes;
  const received = payment.receivedAmount;
  if (received === null) return undefined;
  if (payment.status === "AWAITING") {
    const missing = missingRupiah({ totalAmount: booking.totalAmount, received });
    return texts.waiting(booking.code, rupiah(missing));
  }
  if (booking.status !== "CONFIRMED") return texts.returned(booking.code, rupiah(received));
  const surplus = received - payment.amount;
  return surplus >= policy.smallestRefundRupiah
    ? texts.surplus(booking.code, rupiah(surplus))
    : texts.confirmed(booking.code, rupiah(received));
}
