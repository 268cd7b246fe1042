import { eq } from "drizzle-orm";
import { expect } from "vitest";
import { db } from "#db/connection.ts";
import { exactProposals } from "#domain/bank-book/exact.ts";
import { recallPayout } from "#domain/bookings/payouts/recall.ts";
import { earliestRelease, heldUntil, split } from "#domain/bookings/payouts/rules.ts";
import { isUnlikely } from "#domain/bookings/receipts/rules.ts";
import { askForAccount } from "#domain/bookings/refunds/ask-account.ts";
import { refundQuote, refundSteps } from "#domain/bookings/refunds/rules.ts";
import { receipts } from "#domain/bookings/schema/receipts.ts";
import { addDays, startOfUtcDay, wibDay } from "#domain/calendar.ts";
import { journalOf } from "#domain/ledger/journal/journal.ts";
import { policy } from "#domain/policy.ts";
import { compareLines } from "#domain/statements/compare.ts";
import { decideLine } from "#domain/statements/lines.ts";
import { findUpload, keepUpload } from "#domain/statements/uploads.ts";
import { givenBooking, givenRefund, givenTrip, givenUser } from "#tests/rows.ts";
import { givenLine } from "#tests/statements.ts";
import { find } from "#tests/stories.ts";
import { prepared } from "#tests/transfers.ts";
import { watches } from "#watches/index.ts";
import { ago, day, later, now, type Scenarios } from "./scenario.ts";

const money = { totalAmount: 600_000, received: 600_123, refunded: 0 };
const tripIn = (days: number) => ({ date: addDays(wibDay(now), days) });
const seen = async (name: string) =>
  (await watches.find((watch) => watch.name === name)!.find({ now, signal: new AbortController().signal })).count;

/** Numbers about refunds, payouts and what is stuck. */
export const amounts: Scenarios = {
  payoutHoldDays: (value) => {
    const trip = { date: "2026-06-10", endDate: "2026-06-12" };
    expect(heldUntil(trip, now)).toEqual(startOfUtcDay(addDays(trip.endDate, value)));
  },

  payoutMinimumHoldMs: (value) => {
    expect(heldUntil({ date: "2026-01-10", endDate: null }, now)).toEqual(later(value));
    expect(earliestRelease(now)).toEqual(later(value));
  },

  payoutRecallMs: async (value) => {
    const trip = await givenTrip({ status: "COMPLETED" });
    const { booking, payout } = await givenBooking({ trip, payout: { status: "RELEASED", releasedAt: now } });
    const { id: adminId } = await givenUser({ name: "Sari", role: "ADMIN" });
    expect(await recallPayout({ payoutId: payout!.id, adminId, now })).toMatchObject({ ok: true });
    expect((await find({ bookingId: booking.id })).payout!.heldUntil).toEqual(later(value));
  },

  unlikelyTimesDue: (value) => {
    expect(isUnlikely({ typed: 300_000 * value, due: 300_000 })).toBe(false);
    expect(isUnlikely({ typed: 300_000 * value + 1, due: 300_000 })).toBe(true);
  },

  digitSlipPercent: (value) => {
    const slip = (percent: number) => isUnlikely({ typed: 30_000 + 300 * percent, due: 300_000 });
    expect([slip(0), slip(value), slip(value + 1), slip(-value)]).toEqual([true, true, false, true]);
  },

  monthClosesAfterDays: async (value) => {
    const { id: adminId } = await givenUser({ name: "Sari", role: "ADMIN" });
    const inApril = () => journalOf({ from: "2026-04-30", to: "2026-04-30" });
    for (const [days, postings] of [
      [value - 1, 2],
      [value, 2],
    ] as const) {
      const { id: lineId } = await givenLine({
        amount: -2_500 - days,
        bookedOn: "2026-04-30",
        createdAt: new Date("2026-04-30T03:00:00Z"),
      });
      const pressedOn = new Date(`${addDays("2026-05-01", days)}T03:00:00Z`);
      await decideLine({ lineId, kind: "FEE", note: null, adminId, now: pressedOn });
      expect(await inApril()).toHaveLength(postings);
    }
  },

  feeBasisPoints: (value) => {
    const shared = split({ received: 600_123, refunded: 0, total: 600_000 });
    const fee = Math.floor((600_000 * value) / 10_000);
    expect(shared).toMatchObject({ payout: 600_000 - fee, fee: 600_123 - 600_000 + fee });
  },

  fullRefundFromDays: (value) => {
    expect(refundQuote(tripIn(value), money, now)).toBe(600_123);
    expect(refundQuote(tripIn(value - 1), money, now)).toBe(300_000);
    expect(refundSteps(tripIn(30))[0]!.until).toBe(addDays(tripIn(30).date, -value));
  },

  halfRefundFromDays: (value) => {
    expect(refundQuote(tripIn(value), money, now)).toBe(300_000);
    expect(refundQuote(tripIn(value - 1), money, now)).toBe(0);
    expect(refundSteps(tripIn(30))[1]!.until).toBe(addDays(tripIn(30).date, -value));
  },

  stalePaymentAfterMs: async (value) => {
    for (const age of [value, value + 1]) {
      await givenBooking({ status: "PENDING_PAYMENT", payment: { createdAt: ago(age) } });
      await givenBooking({ status: "PENDING_PAYMENT", payment: { createdAt: ago(age), proofPath: "bukti.webp" } });
    }
    expect([await seen("payments-unexpired"), await seen("proofs-waiting")]).toEqual([1, 1]);
  },

  stalePayoutAfterMs: async (value) => {
    for (const age of [value, value + 1]) {
      const trip = await givenTrip({ status: "COMPLETED" });
      await givenBooking({ trip, payout: { heldUntil: ago(age) } });
    }
    expect(await seen("payouts-held")).toBe(1);
  },

  staleReleasedPayoutAfterMs: async (value) => {
    for (const age of [value, value + 1]) {
      const trip = await givenTrip({ status: "COMPLETED" });
      await givenBooking({ trip, payout: { status: "RELEASED", releasedAt: ago(age), heldUntil: ago(age) } });
    }
    expect(await seen("payouts-unpaid")).toBe(1);
  },

  staleHeldBackAfterMs: async (value) => {
    for (const age of [value, value + 1]) {
      const trip = await givenTrip({ status: "COMPLETED" });
      await givenBooking({ trip, payout: { holdReason: "Laporan", heldBackAt: ago(age) } });
    }
    expect(await seen("payouts-held-back")).toBe(1);
  },

  staleTransferAfterMs: async (value) => {
    const sari = await givenUser({ name: "Sari", role: "ADMIN" });
    for (const age of [value, value + 1]) {
      const trip = await givenTrip({ status: "COMPLETED" });
      const { payout } = await givenBooking({ trip, payout: { status: "RELEASED", releasedAt: ago(age) } });
      expect(await prepared({ payoutIds: [payout!.id] }, { sari, now: ago(age) })).toMatchObject({ ok: true });
    }
    expect(await seen("transfers-open")).toBe(1);
  },

  staleStatementLineAfterMs: async (value) => {
    for (const age of [value, value + 1]) await givenLine({ createdAt: ago(age), ordinal: age - value + 1 });
    expect(await seen("statement-lines-open")).toBe(1);
  },

  statementUploadKeptMs: async (value) => {
    const sari = await givenUser({ name: "Sari", role: "ADMIN" });
    const upload = { accountKey: "bca", fileName: "a.csv", sheet: [], userId: sari.id };
    const { id } = await keepUpload({ ...upload, now: ago(value) });
    expect(await findUpload(id, now)).toMatchObject({ id });
    expect(await findUpload(id, new Date(now.getTime() + 1))).toBeUndefined();
  },

  statementChangedDays: (value) => {
    const line = { row: 1, bookedOn: "2026-05-01", amount: 300_000, description: "TRSF ANA", pending: false };
    const known = { ...line, id: "a", ordinal: 1, pending: true, kind: "OPEN" };
    const asked = (days: number) => compareLines([{ ...line, bookedOn: addDays(line.bookedOn, days) }], [known]);
    expect([asked(value).changed.length, asked(value + 1).changed.length]).toEqual([1, 0]);
  },

  statementExpiredDays: async (value) => {
    for (const days of [value, value + 1]) {
      const expiresAt = ago(days * day);
      const { payment } = await givenBooking({ status: "EXPIRED", payment: { expiresAt, createdAt: expiresAt } });
      await givenLine({ amount: payment.amount, bookedOn: wibDay(now) });
    }
    expect(await exactProposals({ accountKey: "bca", now, limit: 9 })).toMatchObject({ count: 1 });
  },

  statementMatchDays: async (value) => {
    for (const days of [value, value + 1]) {
      const { payment } = await givenBooking();
      const bookedOn = "2026-05-01";
      await db().update(receipts).set({ bookedOn }).where(eq(receipts.paymentId, payment.id));
      await givenLine({ amount: payment.amount, bookedOn: addDays(bookedOn, days) });
    }
    expect(await exactProposals({ accountKey: "bca", now, limit: 9 })).toMatchObject({ count: 1 });
  },

  staleDisputeAfterMs: async (value) => {
    for (const age of [value, value + 1]) {
      const { booking } = await givenBooking();
      await givenRefund(booking, { status: "REQUESTED", createdAt: ago(age) });
    }
    expect(await seen("disputes-undecided")).toBe(1);
  },

  askForAccountEveryMs: async (value) => {
    const { booking } = await givenBooking();
    const { id: refundId } = await givenRefund(booking, { status: "APPROVED", approvedAt: now });
    const { id: adminId } = await givenUser({ name: "Sari", role: "ADMIN" });
    expect(await askForAccount({ refundId, adminId, now })).toEqual({ ok: true });
    const tooSoon = { ok: false, reason: "too-soon", againAt: later(value) };
    expect(await askForAccount({ refundId, adminId, now: later(value - 1) })).toEqual(tooSoon);
    expect(await askForAccount({ refundId, adminId, now: later(value) })).toEqual({ ok: true });
  },

  staleRefundAfterMs: async (value) => {
    for (const age of [value, value + 1]) {
      const { booking } = await givenBooking();
      await givenRefund(booking, { status: "APPROVED", approvedAt: ago(age) });
    }
    expect(await seen("refunds-approved")).toBe(1);
    expect(policy.staleRefundAfterMs / day).toBe(value / day);
  },
};
