import type { Transaction } from "#db/connection.ts";
import type { By } from "#domain/audit/audit.ts";
import { change } from "#domain/audit/change.ts";
import { type BookingFile, moneyOf } from "#domain/bookings/booking-file.ts";
import type { Unusable } from "#domain/bookings/payments/rules.ts";
import { returnMoney } from "#domain/bookings/payments/settle.ts";
import { sharePayout } from "#domain/bookings/payouts/hold.ts";
import { split } from "#domain/bookings/payouts/rules.ts";
import { refundLetter } from "#domain/bookings/refunds/mails.ts";
import { oweRefunds } from "#domain/bookings/refunds/owe.ts";
import { payments } from "#domain/bookings/schema/payments.ts";
import type { Receipt } from "#domain/bookings/schema/receipts.ts";
import { enqueueEmails } from "#domain/emails/emails.ts";
import { overpaidOf, surplusOf } from "./rules.ts";

/** What another receipt came to. */
type Added =
  | { ok: true; outcome: "added"; receiptId: string; surplusRupiah: number; roundingRupiah: number }
  | { ok: true; outcome: "returned"; receiptId: string; why: Unusable; refundRupiah: number };

/**
 * Money for a payment that is PAID already: a transfer that was made twice, or a part that came later. What is too much of all
 * that came goes back; for a booking that is dead all of it does. Runs under the trip's lock.
 * Rule: docs/domain.md#another-receipt
 */
export async function addToPaid(
  tx: Transaction,
  { bookingFile, receipt, received }: { bookingFile: BookingFile; receipt: Receipt; received: number },
  by: By,
): Promise<Added> {
  const { booking, payment } = bookingFile;
  const values = { receivedAmount: received };
  const [added] = await change(tx, payments, [payment], { values, action: "payment.add-receipt", ...by });
  const now = { ...bookingFile, payment: added! };
  const receiptId = receipt.id;
  if (booking.status !== "CONFIRMED") {
    const why = booking.status === "CANCELLED" ? "cancelled" : "returned-before";
    await returnMoney(tx, now, { why, refundRupiah: receipt.amount, receiptId, ...by });
    return { ok: true, outcome: "returned", receiptId, why, refundRupiah: receipt.amount };
  }
  const back = goesBack(now, receipt.amount);
  const debt = { bookingFile: now, amount: back, reason: "OVERPAID" as const, cause: "surplus" as const, receiptId };
  const [owed] = await oweRefunds(tx, [debt], by);
  await sharePayout(tx, owed!, by);
  const letters = owed!.refunds.slice(bookingFile.refunds.length).map((refund) => refundLetter(owed!, refund));
  await enqueueEmails(tx, letters, by);
  const { rounding } = surplusOf({ amount: payment.amount, received, returned: overpaidOf(owed!) });
  return { ok: true, outcome: "added", receiptId, surplusRupiah: back, roundingRupiah: rounding };
}

/** What goes back of it; all of it where the organizer's share would change by the rest, and can no longer. */
function goesBack(bookingFile: BookingFile, amount: number): number {
  const { booking, payment, payout } = bookingFile;
  const money = moneyOf(bookingFile);
  const { back } = surplusOf({ amount: payment.amount, received: money.received, returned: overpaidOf(bookingFile) });
  if (payout?.status === "HELD") return back;
  const shares = split({ ...money, refunded: money.refunded + back, total: booking.totalAmount });
  return payout?.status !== "CANCELLED" && shares.payout === payout?.amount ? back : amount;
}
