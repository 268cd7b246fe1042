import { RefundTable } from "#app/_shell/refund-table.tsx";
import { moneyOf } from "#domain/bookings/booking-file.ts";
import { refundQuote, refundSteps } from "#domain/bookings/refunds/rules.ts";
import { rupiah } from "#texts/format.ts";
import { Disclosure } from "#ui/disclosure.tsx";
import { cancelPaidAction } from "./actions.ts";
import { CancelForm } from "./cancel-form.tsx";
import type { TicketProps } from "./ticket-props.ts";

/** Stepping back from a paid trip that has not begun: what comes back is said before anything is pressed. */
export function CancelPaid({ own, state, now, locale, texts }: TicketProps) {
  if (state !== "upcoming") return null;
  const { cancel } = texts;
  const { account, trip, booking } = own;
  const quote = refundQuote(trip, moneyOf(own), now);
  const where = account ? cancel.where(`${account.bankName} ${account.bankAccountNo}`) : cancel.noAccount;
  return (
    <Disclosure title={cancel.title}>
      <p className="text-lg font-bold">{quote > 0 ? cancel.quote(rupiah(quote)) : cancel.quoteNothing}</p>
      {quote > 0 && <p className="mt-1 text-[15px] text-ink-soft">{where}</p>}
      <h3 className="mt-4 text-sm font-semibold">{cancel.table}</h3>
      <RefundTable steps={refundSteps(trip)} locale={locale} />
      <p className="mt-3 mb-5 text-[15px] text-ink-soft">{cancel.friend}</p>
      <CancelForm action={cancelPaidAction.bind(null, booking.code)} quote={quote} locale={locale} />
    </Disclosure>
  );
}
