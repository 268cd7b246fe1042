import { moneyOf } from "#domain/bookings/booking-file.ts";
import { platformAccount } from "#domain/bookings/payments/accounts.ts";
import { missingRupiah } from "#domain/bookings/payments/rules.ts";
import { overpaidOf, surplusOf } from "#domain/bookings/receipts/rules.ts";
import { moment, rupiah } from "#texts/format.ts";
import { Facts } from "#ui/facts.tsx";
import type { TicketProps } from "./ticket-props.ts";

/** The price, what was asked for, what came in and when, and who holds it now. */
export function MoneyFacts({ own, state, locale, texts }: TicketProps) {
  const { booking, payment, payout } = own;
  const { money } = texts;
  const { refunded } = moneyOf(own);
  const isDue = state === "to-pay" || state === "rejected";
  const received = payment.receivedAmount;
  const missing = missingRupiah({ totalAmount: booking.totalAmount, received: received ?? 0 });
  const rounding = booking.status === "CONFIRMED" ? roundingOf(own) : 0;
  return (
    <section>
      <h2 className="text-xl font-extrabold">{money.title}</h2>
      <Facts
        className="mt-2"
        facts={[
          {
            name: money.price(rupiah(booking.pricePerPax), booking.pax),
            value: rupiah(booking.totalAmount),
          },
          { name: money.uniqueCode, value: rupiah(payment.uniqueCode) },
          { name: money.amount, value: rupiah(payment.amount) },
          { name: money.deadline, value: isDue && moment(payment.expiresAt, locale) },
          { name: money.bank, value: platformAccount(payment.bankAccountKey)?.bank },
          { name: money.missing, value: isDue && received !== null && rupiah(missing) },
          { name: money.received, value: payment.receivedAmount !== null && rupiah(payment.receivedAmount) },
          { name: money.paidAt, value: payment.paidAt && moment(payment.paidAt, locale) },
          { name: money.refunded, value: refunded > 0 && rupiah(refunded) },
          { name: money.rounding, value: rounding > 0 && `${rupiah(rounding)}, ${money.roundingWhy}` },
        ]}
      />
      {payout?.status === "HELD" && <p className="mt-3 text-[15px] text-ink-soft">{money.held}</p>}
      {(payout?.status === "RELEASED" || payout?.status === "PAID") && (
        <p className="mt-3 text-[15px] text-ink-soft">{money.released}</p>
      )}
    </section>
  );
}

/** What came too much and is too little to be transferred back. */
function roundingOf({ payment, refunds }: TicketProps["own"]): number {
  const { amount, receivedAmount } = payment;
  return surplusOf({ amount, received: receivedAmount ?? 0, returned: overpaidOf({ refunds }) }).rounding;
}
