import { eq } from "drizzle-orm";
import type { Transaction } from "#db/connection.ts";
import type { By } from "#domain/audit/audit.ts";
import { change } from "#domain/audit/change.ts";
import { isAsSeen } from "#domain/audit/seen.ts";
import { type BookingFile, type NotFound, withBookingFile } from "#domain/bookings/booking-file.ts";
import { frozenIn } from "#domain/bookings/frozen.ts";
import type { Refund } from "#domain/bookings/schema/refunds.ts";
import { refunds } from "#domain/bookings/schema/refunds.ts";
import { enqueueEmails, type NewEmail } from "#domain/emails/emails.ts";
import { accountOf, type BankAccount, heldAccounts, isSameAccount, noAccount } from "#domain/users/people.ts";
import { refundLetter } from "./mails.ts";

/** Whether the refund is marked paid now, or why not. */
export type RefundPaid =
  | { ok: true }
  | NotFound
  /** Somebody was first, it was never promised, or it is promised anew since it was seen: `status` is where it stands. */
  | { ok: false; reason: "not-approved"; status: Refund["status"] }
  /** The participant has not said where to. */
  | { ok: false; reason: "no-account" }
  /** He changed his account after the page was shown: check where the money went. */
  | { ok: false; reason: "account-changed" };

/**
 * APPROVED → PAID: an admin has transferred the money by hand. Tells the participant.
 * Rule: docs/domain.md#transferring-a-refund
 */
export function markRefundPaid(payment: {
  refundId: string;
  adminId: string;
  /** The bank's reference of the transfer. */
  transferRef: string;
  /** The account that the money was sent to. */
  sentTo: BankAccount;
  /** The refund's `updatedAt` on the page; see {@link isAsSeen}. */
  seenAt?: Date | undefined;
  now: Date;
}): Promise<RefundPaid> {
  const { refundId, adminId, transferRef, sentTo, seenAt, now } = payment;
  const by: By = { actor: { type: "ADMIN", id: adminId }, now };
  return withBookingFile(eq(refunds.id, refundId), async (tx, bookingFile): Promise<RefundPaid> => {
    const refund = await lockRefund(tx, refundId);
    const frozen = await frozenIn(tx, [refundId]);
    if (refund.status !== "APPROVED" || frozen.size > 0)
      return { ok: false, reason: "not-approved", status: refund.status };
    if (!accountOf(refund)) return { ok: false, reason: "no-account" };
    if (!isSameAccount(refund, sentTo)) return { ok: false, reason: "account-changed" };
    if (!isAsSeen(refund, seenAt)) return { ok: false, reason: "not-approved", status: refund.status };
    const values = { status: "PAID" as const, transferRef, paidAt: now, paidById: adminId };
    const [paid] = await change(tx, refunds, [refund], { values, action: "refund.pay", ...by });
    await enqueueEmails(tx, [receipt(bookingFile, paid!)], by);
    return { ok: true };
  });
}

/** Whether the refund is owed again, or why not. */
export type RefundBounced = { ok: true } | NotFound | { ok: false; reason: "not-paid"; status: Refund["status"] };

/**
 * PAID → APPROVED: the bank returned the transfer. The money is owed to the account that the participant has now; where
 * that is the one that it came back from, it waits until he has looked at it.
 * Rule: docs/domain.md#a-refund-that-the-bank-returned
 */
export function bounceRefund(bounce: {
  refundId: string;
  adminId: string;
  /** The refund's `updatedAt` on the page; see {@link isAsSeen}. */
  seenAt?: Date | undefined;
  now: Date;
}): Promise<RefundBounced> {
  const { refundId, adminId, seenAt, now } = bounce;
  const by: By = { actor: { type: "ADMIN", id: adminId }, now };
  return withBookingFile(eq(refunds.id, refundId), async (tx, bookingFile): Promise<RefundBounced> => {
    const held = (await heldAccounts(tx, [bookingFile.participant.id])).get(bookingFile.participant.id);
    const refund = await lockRefund(tx, refundId);
    if (refund.status !== "PAID" || !isAsSeen(refund, seenAt))
      return { ok: false, reason: "not-paid", status: refund.status };
    const account = held && accountOf(held);
    const sentTo = account && !isSameAccount(refund, account) ? account : noAccount;
    const unpaid = { approvedAt: now, transferRef: null, paidAt: null, paidById: null };
    const values = { status: "APPROVED" as const, ...unpaid, ...sentTo };
    const [owed] = await change(tx, refunds, [refund], { values, action: "refund.bounce", ...by });
    await enqueueEmails(tx, [refundLetter(bookingFile, owed!, bookingFile.trip.version)], by);
    return { ok: true };
  });
}

/** The participant may change his account without the trip's lock, so the row itself has to be held. */
async function lockRefund(tx: Transaction, refundId: string): Promise<Refund> {
  const [refund] = await tx.select().from(refunds).where(eq(refunds.id, refundId)).for("update");
  return refund!;
}

function receipt({ trip, booking, participant }: BookingFile, refund: Refund): NewEmail {
  const { name, email, locale } = participant;
  return {
    template: "refund-paid",
    // A transfer that bounced is followed by another one; the trip's version tells them apart.
    dedupeKey: `refund-paid:${refund.id}:${trip.version}`,
    to: { email, locale },
    props: {
      name,
      tripTitle: trip.title,
      bookingCode: booking.code,
      amountRupiah: refund.amount,
      account: accountOf(refund),
      transferRef: refund.transferRef ?? "",
    },
  };
}
