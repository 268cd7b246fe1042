import { and, eq, isNull } from "drizzle-orm";
import { newId } from "#db/columns.ts";
import type { Transaction } from "#db/connection.ts";
import type { By } from "#domain/audit/audit.ts";
import { change, recordNew } from "#domain/audit/change.ts";
import { type BookingFile, type NotFound, withBookingFile } from "#domain/bookings/booking-file.ts";
import { missingRupiah, type Unusable } from "#domain/bookings/payments/rules.ts";
import { confirmSeats, returnMoney, unusable } from "#domain/bookings/payments/settle.ts";
import { payments } from "#domain/bookings/schema/payments.ts";
import { type Receipt, receipts } from "#domain/bookings/schema/receipts.ts";
import { syncTripStatus } from "#domain/bookings/sync-trip-status.ts";
import { wibDay } from "#domain/calendar.ts";
import { type LineRefusal, takeLine } from "#domain/statements/lines.ts";
import { users } from "#domain/users/schema.ts";
import { addToPaid } from "./another.ts";
import { announceWaiting } from "./mails.ts";
import { isUnlikely, mayWait, restDeadline, surplusOf } from "./rules.ts";

/** What became of money that arrived. `roundingRupiah` came too much and is too little to be transferred back. */
export type Recorded =
  /** The seats are theirs; `surplusRupiah` of the money goes back. */
  | { ok: true; outcome: "confirmed"; receiptId: string; surplusRupiah: number; roundingRupiah: number }
  /** A part: the seats stay theirs until then, and this much is missing. */
  | { ok: true; outcome: "waiting"; receiptId: string; missingRupiah: number; until: Date }
  /** It cannot be used, and goes back with all that came before and has not gone back yet. */
  | { ok: true; outcome: "returned"; receiptId: string; why: Unusable; refundRupiah: number }
  /** Their seats had been confirmed before; `surplusRupiah` of the money goes back. */
  | { ok: true; outcome: "added"; receiptId: string; surplusRupiah: number; roundingRupiah: number }
  /** Recorded before, by this very press or statement line, or by somebody else since the page was drawn: nothing changed. */
  | { ok: true; outcome: "already"; verifiedBy: string | null; paidAt: Date | null }
  | NotFound
  /** It is unlikely, and nobody has said yet that they are sure of this amount. */
  | { ok: false; reason: "unlikely"; amountRupiah: number; expectedRupiah: number; surplusRupiah: number }
  /** What came in has to be whole rupiah, more than none. */
  | { ok: false; reason: "amount" }
  /** It cannot have come then: not before it was booked, and not tomorrow. */
  | { ok: false; reason: "day"; from: string; to: string }
  /** The deadline has passed, or the trip has begun: the rest cannot be waited for any more. */
  | { ok: false; reason: "cannot-wait" }
  /** The statement's line is gone, belongs to something else, or is of another amount or account. */
  | { ok: false; reason: LineRefusal };

/** Money that arrived for a payment, as an admin or the bank's statement has it. */
export type NewReceipt = {
  paymentId: string;
  /** In rupiah, as on the bank statement. */
  amountRupiah: number;
  /** How it was learnt; by the proof, where one lies there, unless told. */
  source?: Receipt["source"] | undefined;
  /** Where it came; on the account that was asked for, unless told. */
  accountKey?: string | undefined;
  /** The line of the bank's statement that it is. */
  statementLineId?: string | undefined;
  /** The day at the bank; today (WIB), unless told. */
  bookedOn?: string | undefined;
  /** The form's own id, made when it was drawn (`newFormKey`): the same press twice records once. */
  receiptId?: string | undefined;
  /** What had come in all when the page was drawn: what another has recorded meanwhile is not recorded once more. */
  seenReceivedRupiah?: number | undefined;
  /** Of too little: wait for the rest, or give it back. Unless told it waits where that is still possible. */
  ifShort?: "wait" | "return" | undefined;
  /** Of an amount that somebody typed or chose: which one they are sure of, though it is unlikely; null before they were asked. */
  sureOfRupiah?: number | null | undefined;
  adminId: string;
  now: Date;
};

/** More than any trip costs, and what the column can hold. */
const highestAmount = 2_000_000_000;

/**
 * Records what arrived on the platform's account for a payment, the first time or again. Enough confirms the seats and the
 * organizer's share is held; a late transfer still gets its seats when they are free. Of too little the rest is waited for, or it
 * goes back. Money that cannot be used is promised back whole, and what came above the amount too: nothing that reached the bank
 * is unrecordable, and nothing is kept in silence.
 * Rule: docs/domain.md#accepting-money
 */
export async function recordReceipt(arrived: NewReceipt): Promise<Recorded> {
  const { paymentId, amountRupiah, adminId, now } = arrived;
  const by: By = { actor: { type: "ADMIN", id: adminId }, now };
  return withBookingFile(eq(payments.id, paymentId), async (tx, bookingFile): Promise<Recorded> => {
    const received = (bookingFile.payment.receivedAmount ?? 0) + amountRupiah;
    const countable = Number.isInteger(amountRupiah) && amountRupiah > 0 && received <= highestAmount;
    if (!countable) return { ok: false, reason: "amount" };
    if (await isRecorded(tx, bookingFile, arrived)) return alreadyRecorded(tx, bookingFile);
    const days = receiptDays(bookingFile.booking, now);
    if (isOutside(arrived, days)) return { ok: false, reason: "day", ...days };
    const unlikely = unlikelyIn(bookingFile, arrived);
    if (unlikely) return unlikely;
    const fate = await fateOf(tx, bookingFile, received, arrived);
    if (fate === "cannot-wait") return { ok: false, reason: fate };
    const refusal = await takeItsLine(tx, bookingFile, arrived, by);
    if (refusal) return refusal;
    const receipt = await addReceipt(tx, bookingFile, { ...arrived, keepsProof: fate === "waiting" }, by);
    const outcome = await settle(tx, { bookingFile, receipt, received, fate }, by);
    await syncTripStatus(tx, [bookingFile.trip.id], by);
    return outcome;
  });
}

/** The days (WIB) on which money can have come that somebody says came: not before it was booked, and not tomorrow. */
export function receiptDays({ createdAt }: { createdAt: Date }, now: Date): { from: string; to: string } {
  return { from: wibDay(createdAt), to: wibDay(now) };
}

/** What stands on the statement came when the bank says. */
function isOutside({ bookedOn, statementLineId }: NewReceipt, { from, to }: { from: string; to: string }): boolean {
  return bookedOn !== undefined && statementLineId === undefined && (bookedOn < from || bookedOn > to);
}

/** The same press or line, or a page that was drawn before another receipt came. */
async function isRecorded(tx: Transaction, { payment }: BookingFile, arrived: NewReceipt): Promise<boolean> {
  const { receiptId, statementLineId, seenReceivedRupiah } = arrived;
  if (seenReceivedRupiah !== undefined && seenReceivedRupiah !== (payment.receivedAmount ?? 0)) return true;
  // A form of the release before says nothing of it; it was meant for the first receipt.
  const saysNothing = seenReceivedRupiah === undefined && receiptId === undefined && statementLineId === undefined;
  if (saysNothing && payment.status === "PAID") return true;
  if (receiptId !== undefined && (await tx.$count(receipts, eq(receipts.id, receiptId))) > 0) return true;
  const { paymentId, statementLineId: line, voidedAt } = receipts;
  const ofLine = and(eq(paymentId, payment.id), eq(line, statementLineId ?? ""), isNull(voidedAt));
  return statementLineId !== undefined && (await tx.$count(receipts, ofLine)) > 0;
}

/** Asked once more; of a payment that is paid already another whole amount is likely, as of a transfer that was made twice. */
function unlikelyIn({ booking, payment }: BookingFile, { amountRupiah, sureOfRupiah }: NewReceipt) {
  if (sureOfRupiah === undefined || sureOfRupiah === amountRupiah) return undefined;
  const received = payment.receivedAmount ?? 0;
  const isPart = payment.status !== "PAID" && received > 0;
  const due = isPart ? missingRupiah({ totalAmount: booking.totalAmount, received }) : payment.amount;
  if (!isUnlikely({ typed: amountRupiah, due })) return undefined;
  const surplusRupiah = Math.max(0, received + amountRupiah - payment.amount);
  return { ok: false as const, reason: "unlikely" as const, amountRupiah, expectedRupiah: due, surplusRupiah };
}

/** Nothing is written yet where it is refused. */
async function takeItsLine(
  tx: Transaction,
  { payment }: BookingFile,
  { statementLineId, amountRupiah, accountKey = payment.bankAccountKey }: NewReceipt,
  by: By,
): Promise<{ ok: false; reason: LineRefusal } | undefined> {
  if (statementLineId === undefined) return undefined;
  const wanted = { lineId: statementLineId, accountKey, amountRupiah, kind: "RECEIPT" as const };
  const taken = await takeLine(tx, wanted, by);
  return taken.ok ? undefined : taken;
}

async function alreadyRecorded(tx: Transaction, { payment }: BookingFile): Promise<Recorded> {
  const [admin] = await tx
    .select({ name: users.name })
    .from(users)
    .where(eq(users.id, payment.verifiedById ?? ""));
  return { ok: true, outcome: "already", verifiedBy: admin?.name ?? null, paidAt: payment.paidAt };
}

/** What the money comes to: it is `another` receipt, the seats are `confirmed`, the rest is waited for, or why it goes back. */
type Fate = "another" | "confirmed" | "waiting" | Unusable;

async function fateOf(
  tx: Transaction,
  { trip, booking, payment }: BookingFile,
  received: number,
  { ifShort, now }: NewReceipt,
): Promise<Fate | "cannot-wait"> {
  if (payment.status === "PAID") return "another";
  const why = await unusable(tx, { trip, booking }, received, now);
  if (why !== "short" || booking.status !== "PENDING_PAYMENT") return why ?? "confirmed";
  const waits = mayWait({ expiresAt: payment.expiresAt, hasProof: payment.proofPath !== null, trip }, now);
  if (ifShort === "wait" && !waits) return "cannot-wait";
  return ifShort !== "return" && waits ? "waiting" : "short";
}

async function addReceipt(
  tx: Transaction,
  { payment }: BookingFile,
  {
    receiptId = newId(),
    amountRupiah,
    bookedOn,
    adminId,
    keepsProof,
    ...arrived
  }: NewReceipt & { keepsProof: boolean },
  by: By,
): Promise<Receipt> {
  const [receipt] = await tx
    .insert(receipts)
    .values({
      id: receiptId,
      paymentId: payment.id,
      accountKey: arrived.accountKey ?? payment.bankAccountKey,
      amount: amountRupiah,
      bookedOn: bookedOn ?? wibDay(by.now),
      statementLineId: arrived.statementLineId,
      source: arrived.source ?? (payment.proofPath ? "PROOF" : "MANUAL"),
      proofPath: keepsProof ? payment.proofPath : null,
      proofUploadedAt: keepsProof ? payment.proofUploadedAt : null,
      recordedById: adminId,
      createdAt: by.now,
      updatedAt: by.now,
    })
    .returning();
  await recordNew(tx, receipts, [receipt!], { action: "receipt.record", ...by });
  return receipt!;
}

type Settling = { bookingFile: BookingFile; receipt: Receipt; received: number; fate: Fate };

function settle(tx: Transaction, settling: Settling, by: By): Promise<Recorded> {
  if (settling.fate === "another") return addToPaid(tx, settling, by);
  if (settling.fate === "waiting") return waitForRest(tx, settling, by);
  return settleWhole(tx, { ...settling, why: settling.fate === "confirmed" ? undefined : settling.fate }, by);
}

async function settleWhole(
  tx: Transaction,
  { bookingFile, receipt, received, why }: Omit<Settling, "fate"> & { why: Unusable | undefined },
  by: By,
): Promise<Recorded> {
  const { payment } = bookingFile;
  const values = {
    status: "PAID" as const,
    receivedAmount: received,
    paidAt: by.now,
    verifiedById: by.actor.id ?? null,
  };
  const [paid] = await change(tx, payments, [payment], { values, action: "payment.settle", ...by });
  const settled = { ...bookingFile, payment: paid! };
  const receiptId = receipt.id;
  if (why) {
    await returnMoney(tx, settled, { why, refundRupiah: received, receiptId, ...by });
    return { ok: true, outcome: "returned", receiptId, why, refundRupiah: received };
  }
  const { back, rounding } = surplusOf({ amount: payment.amount, received, returned: 0 });
  await confirmSeats(tx, settled, { surplusRupiah: back, roundingRupiah: rounding, receiptId, ...by });
  return { ok: true, outcome: "confirmed", receiptId, surplusRupiah: back, roundingRupiah: rounding };
}

/** The proof was looked at and stays with its receipt: the next one that lies there is one of the rest. */
async function waitForRest(tx: Transaction, { bookingFile, receipt, received }: Settling, by: By): Promise<Recorded> {
  const { trip, booking, payment } = bookingFile;
  const until = restDeadline({ expiresAt: payment.expiresAt, trip }, by.now);
  const noProof = { proofPath: null, proofUploadedAt: null, rejectReason: null };
  const values = { receivedAmount: received, expiresAt: until, verifiedById: by.actor.id ?? null, ...noProof };
  const [waiting] = await change(tx, payments, [payment], { values, action: "payment.await-rest", ...by });
  const missing = missingRupiah({ totalAmount: booking.totalAmount, received });
  await announceWaiting(tx, { ...bookingFile, payment: waiting! }, { receipt, missingRupiah: missing, now: by.now });
  return { ok: true, outcome: "waiting", receiptId: receipt.id, missingRupiah: missing, until };
}
