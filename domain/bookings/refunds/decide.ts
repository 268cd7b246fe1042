import { eq } from "drizzle-orm";
import type { Transaction } from "#db/connection.ts";
import type { By } from "#domain/audit/audit.ts";
import { change } from "#domain/audit/change.ts";
import {
  type BookingFile,
  moneyOf,
  type NotFound,
  openDispute,
  withBookingFile,
} from "#domain/bookings/booking-file.ts";
import { resplitPayouts } from "#domain/bookings/payouts/hold.ts";
import { bookings } from "#domain/bookings/schema/bookings.ts";
import type { Refund } from "#domain/bookings/schema/refunds.ts";
import { refunds } from "#domain/bookings/schema/refunds.ts";
import { heldAccounts } from "#domain/users/people.ts";
import { announceDecision, announceGoodwill } from "./decide-mails.ts";
import { oweRefunds } from "./owe.ts";

type Decision = {
  refundId: string;
  adminId: string;
  /** Why, as participant and organizer read it. */
  explanation: string;
  now: Date;
};

/** Whether the dispute was decided, or why not. */
export type DisputeDecided =
  | { ok: true }
  | NotFound
  /** Somebody was first: `status` is what they decided. */
  | { ok: false; reason: "not-open"; status: Refund["status"] }
  /** More than `max`, what is left of the booking's money, cannot go back. */
  | { ok: false; reason: "amount"; max: number };

/**
 * An admin accepts a report, wholly or in part: what goes back is APPROVED, and the payout is split again.
 * Rule: docs/domain.md#deciding-a-report
 */
export function approveDispute(decision: Decision & { amountRupiah: number }): Promise<DisputeDecided> {
  const { refundId, adminId, amountRupiah: amount, explanation, now } = decision;
  const by: By = { actor: { type: "ADMIN", id: adminId }, now };
  return withBookingFile(eq(refunds.id, refundId), async (tx, bookingFile): Promise<DisputeDecided> => {
    const dispute = openDispute(bookingFile);
    if (dispute?.id !== refundId) return alreadyDecided(bookingFile, refundId);
    const { net } = moneyOf(bookingFile);
    if (!Number.isInteger(amount) || amount < 1 || amount > net) return { ok: false, reason: "amount", max: net };
    const bank = (await heldAccounts(tx, [bookingFile.participant.id])).get(bookingFile.participant.id);
    const decided = { decidedById: adminId, decision: explanation };
    const values = { status: "APPROVED" as const, amount, ...decided, approvedAt: now, ...bank };
    const [approved] = await change(tx, refunds, [dispute], { values, action: "refund.approve", ...by });
    const others = bookingFile.refunds.filter(({ id }) => id !== refundId);
    await resplitPayouts(tx, [{ ...bookingFile, refunds: [...others, approved!] }], by);
    await announceDecision(tx, bookingFile, { refundId, amountRupiah: amount, explanation, now });
    return { ok: true };
  });
}

/** An admin does not accept a report: the organizer's share stays whole and is released in its turn. */
export function rejectDispute(decision: Decision): Promise<DisputeDecided> {
  const { refundId, adminId, explanation, now } = decision;
  const by: By = { actor: { type: "ADMIN", id: adminId }, now };
  return withBookingFile(eq(refunds.id, refundId), async (tx, bookingFile): Promise<DisputeDecided> => {
    const dispute = openDispute(bookingFile);
    if (dispute?.id !== refundId) return alreadyDecided(bookingFile, refundId);
    const values = { status: "REJECTED" as const, decidedById: adminId, decision: explanation };
    await change(tx, refunds, [dispute], { values, action: "refund.reject", ...by });
    await announceDecision(tx, bookingFile, { refundId, amountRupiah: 0, explanation, now });
    return { ok: true };
  });
}

function alreadyDecided(bookingFile: BookingFile, refundId: string): DisputeDecided {
  const refund = bookingFile.refunds.find(({ id }) => id === refundId)!;
  return { ok: false, reason: "not-open", status: refund.status };
}

/** The refund granted, or why there is none. */
export type GoodwillGranted =
  | { ok: true; refundId: string }
  | NotFound
  /** Only what is held can be given back: recall a released payout first. A dispute is decided first. */
  | { ok: false; reason: "not-held" | "dispute-open" }
  | { ok: false; reason: "amount"; max: number }
  /** Something went back since the page was shown, perhaps by this very form: `netRupiah` is left now. */
  | { ok: false; reason: "changed"; netRupiah: number };

/**
 * An admin gives a part or all of a booking's money back without anybody having asked.
 * Rule: docs/domain.md#goodwill
 */
export function grantGoodwill(grant: {
  bookingId: string;
  adminId: string;
  amountRupiah: number;
  /** What was left of the booking's money, as the admin saw it: a form that is sent twice gives once. */
  seenNetRupiah: number;
  explanation: string;
  now: Date;
}): Promise<GoodwillGranted> {
  const { bookingId, adminId, amountRupiah: amount, seenNetRupiah, explanation, now } = grant;
  const by: By = { actor: { type: "ADMIN", id: adminId }, now };
  return withBookingFile(eq(bookings.id, bookingId), async (tx, bookingFile): Promise<GoodwillGranted> => {
    if (bookingFile.payout?.status !== "HELD") return { ok: false, reason: "not-held" };
    if (openDispute(bookingFile)) return { ok: false, reason: "dispute-open" };
    const { net } = moneyOf(bookingFile);
    if (net !== seenNetRupiah) return { ok: false, reason: "changed", netRupiah: net };
    if (!Number.isInteger(amount) || amount < 1 || amount > net) return { ok: false, reason: "amount", max: net };
    const refund = await give(tx, bookingFile, { amount, explanation }, by);
    return { ok: true, refundId: refund.id };
  });
}

async function give(
  tx: Transaction,
  bookingFile: BookingFile,
  { amount, explanation }: { amount: number; explanation: string },
  by: By,
): Promise<Refund> {
  const [owed] = await oweRefunds(tx, [{ bookingFile, amount, reason: "GOODWILL", note: explanation }], by);
  await resplitPayouts(tx, [owed!], by);
  const refund = owed!.refunds.at(-1)!;
  await announceGoodwill(tx, bookingFile, { refund, explanation, now: by.now });
  return refund;
}
