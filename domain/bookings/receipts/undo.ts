import { and, eq, ne } from "drizzle-orm";
import type { Transaction } from "#db/connection.ts";
import type { By } from "#domain/audit/audit.ts";
import { change } from "#domain/audit/change.ts";
import { type BookingFile, moneyOf } from "#domain/bookings/booking-file.ts";
import { freeAmount } from "#domain/bookings/payments/request.ts";
import { noSeatFor } from "#domain/bookings/payments/settle.ts";
import { cancelPayout, sharePayout } from "#domain/bookings/payouts/hold.ts";
import { oweRefunds } from "#domain/bookings/refunds/owe.ts";
import { withdrawRefunds } from "#domain/bookings/refunds/withdraw.ts";
import { payments } from "#domain/bookings/schema/payments.ts";
import { type Receipt, receipts } from "#domain/bookings/schema/receipts.ts";
import type { Refund } from "#domain/bookings/schema/refunds.ts";
import { reopenBooking } from "#domain/bookings/transitions.ts";
import { overpaidOf, surplusOf, voidDeadline } from "./rules.ts";

/** What a void receipt takes back. All of it runs under the trip's lock, and only where nothing of it has left. */

/** `frozen` are the ids of what stands in a prepared transfer: that stays as it is. */
type Undone = { bookingFile: BookingFile; receipt: Receipt; frozen: ReadonlySet<string> };

const owedOf = ({ refunds }: BookingFile, frozen: ReadonlySet<string>) =>
  refunds.filter(({ id, status }) => status === "APPROVED" && !frozen.has(id));
const isSurplus = ({ reason }: Refund) => reason === "OVERPAID" || reason === "UNAPPLIED";

/** The seats are paid without it: what it brought too much is no longer owed, nor what others brought that is too much no more. */
export async function keepSeats(
  tx: Transaction,
  { bookingFile, receipt, frozen }: Undone,
  by: By,
): Promise<BookingFile> {
  const { booking, payment, payout } = bookingFile;
  const receivedAmount = (payment.receivedAmount ?? 0) - receipt.amount;
  const values = { receivedAmount };
  const [less] = await change(tx, payments, [payment], { values, action: "payment.take-back", ...by });
  const owed = owedOf(bookingFile, frozen);
  const own = owed.filter(({ receiptId }) => receiptId === receipt.id);
  let left = await withdrawRefunds(tx, { ...bookingFile, payment: less! }, own, by);
  if (moneyOf(left).net < 0 || overpaidOf(left) > Math.max(0, receivedAmount - payment.amount))
    left = await withdrawRefunds(tx, left, owedOf(left, frozen).filter(isSurplus), by);
  const { net } = moneyOf(left);
  const { back } = surplusOf({ amount: payment.amount, received: receivedAmount, returned: overpaidOf(left) });
  const amount = payout?.status === "HELD" ? Math.min(back, net) : net;
  const reason = booking.status === "CONFIRMED" ? ("OVERPAID" as const) : ("UNAPPLIED" as const);
  const receiptId = await lastReceipt(tx, left);
  const [shared] = await oweRefunds(tx, [{ bookingFile: left, amount, reason, cause: "surplus", receiptId }], by);
  await sharePayout(tx, shared!, by);
  return shared!;
}

/**
 * The money is not enough without it, or there was no seat: nothing is owed back or held of it. A booking that lived by it waits
 * again, one whose only money it was and was returned as too little as well while its seats are free; another dead one stays so,
 * and what is left of its money goes back.
 */
export async function reopen(tx: Transaction, { bookingFile, receipt, frozen }: Undone, by: By): Promise<BookingFile> {
  const rest = (bookingFile.payment.receivedAmount ?? 0) - receipt.amount;
  const status = await statusAgain(tx, bookingFile, { rest, now: by.now });
  const booking = await reopenBooking(tx, bookingFile.booking, { status, ...by });
  const again = { ...bookingFile, booking };
  const isDead = status !== "PENDING_PAYMENT";
  if (isDead && rest > 0) return returnRest(tx, { bookingFile: again, receipt, frozen }, by);
  const withdrawn = await withdrawRefunds(tx, again, owedOf(again, frozen), by);
  const payout = await cancelPayout(tx, withdrawn, by);
  const payment = await awaitAgain(tx, { bookingFile: withdrawn, receipt, frozen }, by);
  return { ...withdrawn, payout, payment };
}

/** What the booking is without the receipt. */
async function statusAgain(
  tx: Transaction,
  { trip, booking, payout, refunds }: BookingFile,
  { rest, now }: { rest: number; now: Date },
): Promise<BookingFile["booking"]["status"]> {
  if (booking.status === "CONFIRMED" || booking.status === "PENDING_PAYMENT") return "PENDING_PAYMENT";
  if (booking.status === "EXPIRED" || trip.status === "CLOSED" || rest > 0) return booking.status;
  const owed = refunds.filter(({ status }) => status === "APPROVED");
  const isOwed = owed.length > 0 && payout?.status !== "HELD" && owed.every(({ reason }) => reason === "UNAPPLIED");
  if (!isOwed || !diedOfMoney(booking, refunds)) return booking.status;
  return (await noSeatFor(tx, { trip, booking }, now)) ? "EXPIRED" : "PENDING_PAYMENT";
}

/**
 * Whether an admin cancelled it because too little had come: cancelling and promising that back were one act then. Told by the
 * moment, for the reason is words that somebody reads.
 */
function diedOfMoney({ cancelledBy, cancelledAt }: BookingFile["booking"], refunds: readonly Refund[]): boolean {
  const isSameAct = ({ reason, createdAt }: Refund) =>
    reason === "UNAPPLIED" && createdAt.getTime() === cancelledAt?.getTime();
  return cancelledBy === "ADMIN" && refunds.some(isSameAct);
}

/** Other receipts of a dead booking: what came by them goes back, as far as it has not. */
async function returnRest(tx: Transaction, { bookingFile, receipt, frozen }: Undone, by: By): Promise<BookingFile> {
  const { payment } = bookingFile;
  const values = { receivedAmount: (payment.receivedAmount ?? 0) - receipt.amount };
  const [less] = await change(tx, payments, [payment], { values, action: "payment.take-back", ...by });
  if (payment.status === "AWAITING") return { ...bookingFile, payment: less! };
  const owed = owedOf(bookingFile, frozen);
  const own = owed.filter(({ receiptId }) => receiptId === receipt.id);
  let left = await withdrawRefunds(tx, { ...bookingFile, payment: less! }, own, by);
  if (moneyOf(left).net < 0) left = await withdrawRefunds(tx, left, owedOf(left, frozen), by);
  const payout = await cancelPayout(tx, left, by);
  const debt = { bookingFile: { ...left, payout }, amount: moneyOf(left).net, reason: "UNAPPLIED" as const };
  const [returned] = await oweRefunds(
    tx,
    [{ ...debt, cause: "returned-before", receiptId: await lastReceipt(tx, left) }],
    by,
  );
  return returned!;
}

/** PAID → AWAITING with its proof, or AWAITING with less; of a dead booking without a proof it is over. */
async function awaitAgain(tx: Transaction, { bookingFile, receipt }: Undone, by: By): Promise<BookingFile["payment"]> {
  const { booking, payment } = bookingFile;
  const proof = proofAgain({ bookingFile, receipt });
  const received = { receivedAmount: (payment.receivedAmount ?? 0) - receipt.amount || null, paidAt: null, ...proof };
  const isWaiting = booking.status === "PENDING_PAYMENT";
  const status = isWaiting || proof.proofPath ? "AWAITING" : booking.status === "EXPIRED" ? "EXPIRED" : "CANCELLED";
  const amount =
    status === "AWAITING" && payment.status !== "AWAITING" ? await amountAgain(tx, bookingFile, by.now) : {};
  const expiresAt = isWaiting ? voidDeadline(payment, by.now) : payment.expiresAt;
  const values = { status: status as typeof payment.status, expiresAt, ...received, ...amount };
  const [again] = await change(tx, payments, [payment], { values, action: "payment.reopen", ...by });
  return again!;
}

/** The proof that a part was accepted by lies with the payment again, unless a newer one does. */
function proofAgain({ bookingFile, receipt }: Omit<Undone, "frozen">): Pick<Receipt, "proofPath" | "proofUploadedAt"> {
  const { proofPath, proofUploadedAt } = bookingFile.payment;
  if (proofPath || !receipt.proofPath) return { proofPath, proofUploadedAt };
  return { proofPath: receipt.proofPath, proofUploadedAt: receipt.proofUploadedAt };
}

/** Another amount where somebody else has to pay the old one meanwhile: codes are used again after some days. */
async function amountAgain(tx: Transaction, { booking, payment }: BookingFile, now: Date) {
  const { bankAccountKey, amount, method } = payment;
  const other = and(
    eq(payments.bankAccountKey, bankAccountKey),
    eq(payments.amount, amount),
    eq(payments.status, "AWAITING"),
    ne(payments.id, payment.id),
  );
  if (method !== "MANUAL_TRANSFER" || (await tx.$count(payments, other)) === 0) return {};
  return freeAmount(tx, { bankAccountKey, totalAmount: booking.totalAmount, now });
}

/** The last receipt of it that is not void. */
async function lastReceipt(tx: Transaction, { payment }: BookingFile): Promise<string | undefined> {
  const rows = await tx.select().from(receipts).where(eq(receipts.paymentId, payment.id)).orderBy(receipts.createdAt);
  return rows.findLast(({ voidedAt }) => voidedAt === null)?.id;
}
