import { eq, inArray } from "drizzle-orm";
import { db, type Transaction } from "#db/connection.ts";
import type { By } from "#domain/audit/audit.ts";
import { change } from "#domain/audit/change.ts";
import {
  type BookingFile,
  moneyOf,
  type NotFound,
  openDispute,
  withBookingFile,
} from "#domain/bookings/booking-file.ts";
import { frozenIn } from "#domain/bookings/frozen.ts";
import { missingRupiah } from "#domain/bookings/payments/rules.ts";
import { payments } from "#domain/bookings/schema/payments.ts";
import { type Receipt, receipts } from "#domain/bookings/schema/receipts.ts";
import { type Refund, refunds } from "#domain/bookings/schema/refunds.ts";
import { syncTripStatus } from "#domain/bookings/sync-trip-status.ts";
import { releaseLine } from "#domain/statements/lines.ts";
import { users } from "#domain/users/schema.ts";
import { type AfterVoid, announceVoid } from "./mails.ts";
import { keepSeats, reopen } from "./undo.ts";

/** What the booking is now, or why the receipt stays. */
export type Voided =
  | { ok: true; booking: BookingFile["booking"]["status"]; payment: BookingFile["payment"]["status"] }
  | NotFound
  /** Somebody was first. */
  | { ok: false; reason: "already-void"; voidedBy: string | null; voidedAt: Date }
  /** The organizer's share has left the hold: recall it first. */
  | { ok: false; reason: "not-held" }
  /** A report is decided first. */
  | { ok: false; reason: "dispute-open" }
  /** Money that this receipt brought has gone back already, or stands in a transfer that is prepared. */
  | { ok: false; reason: "refund-paid" | "in-transfer" };

/**
 * A receipt was a mistake: typed wrongly, or another booking's money. As long as nothing of it has left, it is as if it had never
 * come: what it promised back is withdrawn, nothing is held of it, and the payment waits again with its proof. The receipt stays,
 * with the reason. The participant is told.
 * Rule: docs/domain.md#a-void-receipt
 */
export function voidReceipt(mistake: {
  receiptId: string;
  adminId: string;
  /** What it was, as the participant reads it. */
  reason: string;
  now: Date;
}): Promise<Voided> {
  const { receiptId, adminId, reason, now } = mistake;
  const by: By = { actor: { type: "ADMIN", id: adminId }, now };
  const ofReceipt = db().select({ id: receipts.paymentId }).from(receipts).where(eq(receipts.id, receiptId));
  return withBookingFile(inArray(payments.id, ofReceipt), async (tx, found): Promise<Voided> => {
    const [receipt] = await tx.select().from(receipts).where(eq(receipts.id, receiptId));
    const bookingFile = { ...found, refunds: await lockRefunds(tx, found) };
    const frozen = await frozenRows(tx, bookingFile);
    const refusal = await refuse(tx, bookingFile, { receipt: receipt!, frozen });
    if (refusal) return refusal;
    const values = { voidedAt: now, voidedById: adminId, voidReason: reason };
    const [voided] = await change(tx, receipts, [receipt!], { values, action: "receipt.void", ...by });
    if (receipt!.statementLineId) await releaseLine(tx, receipt!.statementLineId, by);
    const left = isCarried(bookingFile, { receipt: receipt!, frozen })
      ? await keepSeats(tx, { bookingFile, receipt: voided!, frozen }, by)
      : await reopen(tx, { bookingFile, receipt: voided!, frozen }, by);
    await syncTripStatus(tx, [left.trip.id], by);
    const wasConfirmed = found.booking.status === "CONFIRMED";
    await announceVoid(tx, left, { receipt: voided!, reason, after: afterOf(left), wasConfirmed, now });
    return { ok: true, booking: left.booking.status, payment: left.payment.status };
  });
}

/** The participant may change their account without the trip's lock, so the rows themselves have to be held. */
function lockRefunds(tx: Transaction, { booking }: BookingFile): Promise<Refund[]> {
  return tx.select().from(refunds).where(eq(refunds.bookingId, booking.id)).orderBy(refunds.id).for("update");
}

/** A receipt, and the ids of what of its booking's money stands in a prepared transfer. */
type Mistake = { receipt: Receipt; frozen: ReadonlySet<string> };

/** What is left of the money without this receipt. */
const restOf = ({ payment }: BookingFile, { amount }: Receipt) => (payment.receivedAmount ?? 0) - amount;

/** Whether the seats, or what was kept of them, are paid without this receipt as well: then only what came too much changes. */
function isCarried(bookingFile: BookingFile, { receipt, frozen }: Mistake): boolean {
  const { booking, payout } = bookingFile;
  const hadSeats = booking.status === "CONFIRMED" || (booking.status === "CANCELLED" && payout?.status === "HELD");
  const { totalAmount } = booking;
  const received = restOf(bookingFile, receipt);
  return hadSeats && missingRupiah({ totalAmount, received }) === 0 && promised(bookingFile, frozen) <= received;
}

/** What was given back, or is promised for other reasons than that money came too much. */
function promised({ refunds }: BookingFile, frozen: ReadonlySet<string>): number {
  const stays = refunds.filter(({ id, status, reason }) => {
    const isSurplus = reason === "OVERPAID" || reason === "UNAPPLIED";
    return status === "PAID" || frozen.has(id) || (status === "APPROVED" && !isSurplus);
  });
  return stays.reduce((sum, { amount }) => sum + amount, 0);
}

/** What of the booking's money stands in a prepared transfer, by its ids. */
async function frozenRows(tx: Transaction, { refunds: owed, payout }: BookingFile): Promise<Set<string>> {
  return new Set((await frozenIn(tx, [...owed.map(({ id }) => id), ...(payout ? [payout.id] : [])])).keys());
}

async function refuse(
  tx: Transaction,
  bookingFile: BookingFile,
  { receipt, frozen }: Mistake,
): Promise<Exclude<Voided, { ok: true }> | undefined> {
  const { payout } = bookingFile;
  if (receipt.voidedAt)
    return {
      ok: false,
      reason: "already-void",
      voidedBy: await nameOf(tx, receipt.voidedById),
      voidedAt: receipt.voidedAt,
    };
  if (openDispute(bookingFile)) return { ok: false, reason: "dispute-open" };
  if (payout && payout.status !== "HELD" && payout.status !== "CANCELLED") return { ok: false, reason: "not-held" };
  const gone = bookingFile.refunds.filter(({ id, status }) => status === "PAID" || frozen.has(id));
  const isGone = payout && frozen.has(payout.id);
  const own = gone.filter(({ receiptId }) => receiptId === receipt.id);
  const sum = gone.reduce((total, { amount }) => total + amount, 0);
  const isBlocked =
    own.length > 0 ||
    sum > most(bookingFile, { receipt, frozen }) ||
    isSurplusGone(bookingFile, { receipt, frozen, gone });
  if (!isBlocked && !isGone) return undefined;
  return { ok: false, reason: gone.some(({ status }) => status === "PAID") ? "refund-paid" : "in-transfer" };
}

/** So much may have gone back already: what came too much, of seats that stay; all that is left, where there are none; else nothing. */
function most(bookingFile: BookingFile, { receipt, frozen }: Mistake): number {
  const { booking, payment } = bookingFile;
  const rest = restOf(bookingFile, receipt);
  if (isCarried(bookingFile, { receipt, frozen })) return rest;
  const waitsAgain = booking.status === "CONFIRMED" || booking.status === "PENDING_PAYMENT";
  return waitsAgain || payment.status === "AWAITING" ? 0 : rest;
}

/** Whether more has gone back as too much than would be too much of seats that stay. */
function isSurplusGone(bookingFile: BookingFile, { receipt, frozen, gone }: Mistake & { gone: Refund[] }): boolean {
  if (bookingFile.booking.status !== "CONFIRMED" || !isCarried(bookingFile, { receipt, frozen })) return false;
  const surplus = gone.filter(({ reason }) => reason === "OVERPAID" || reason === "UNAPPLIED");
  const sum = surplus.reduce((total, { amount }) => total + amount, 0);
  return sum > Math.max(0, restOf(bookingFile, receipt) - bookingFile.payment.amount);
}

async function nameOf(tx: Transaction, userId: string | null): Promise<string | null> {
  const [user] = await tx
    .select({ name: users.name })
    .from(users)
    .where(eq(users.id, userId ?? ""));
  return user?.name ?? null;
}

function afterOf({ booking, payment, ...rest }: BookingFile): AfterVoid {
  if (booking.status === "CONFIRMED") return { kind: "confirmed" };
  if (booking.status !== "PENDING_PAYMENT") return { kind: "over" };
  const { received } = moneyOf({ booking, payment, refunds: rest.refunds });
  const missing = missingRupiah({ totalAmount: booking.totalAmount, received });
  return { kind: "waits", missingRupiah: missing, until: payment.expiresAt, hasProof: payment.proofPath !== null };
}
