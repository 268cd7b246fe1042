import { eq } from "drizzle-orm";
import { afterEach, describe, expect, it } from "vitest";
import { newId } from "#db/columns.ts";
import { db } from "#db/connection.ts";
import { auditLogs } from "#domain/audit/schema.ts";
import { policy } from "#domain/policy.ts";
import { ownDatabase } from "#tests/database.ts";
import { brokenInvariants } from "#tests/invariants.ts";
import { givenBooking, givenRefund, givenTrip } from "#tests/rows.ts";
import { sweepAt } from "#tests/sweep.ts";
import { forgetTripPapers } from "./papers.ts";
import { payments } from "./schema/payments.ts";
import { receipts } from "./schema/receipts.ts";
import { refunds } from "./schema/refunds.ts";

ownDatabase();
afterEach(async () => expect(await brokenInvariants()).toEqual({}));

const day = 24 * 3_600_000;
/** The last day of a trip on 10 May 2026 is over, and so long ago that its papers go. */
const due = new Date(Date.parse("2026-05-11T00:00:00Z") + policy.tripPapersKeptMs);
const justBefore = new Date(due.getTime() - 1);
const forget = (now: Date) => forgetTripPapers(sweepAt(now));
const pathOf = async (id: string) =>
  (await db().select({ path: payments.proofPath }).from(payments).where(eq(payments.id, id)))[0]?.path;
const over = (values = {}) => givenTrip({ status: "COMPLETED", ...values });

describe("the papers of old trips", () => {
  it("nothing goes where there is nothing", async () => {
    expect(await forget(due)).toBe(0);
  });

  it("a proof goes a year after the last day, and not a millisecond before; when it came stays", async () => {
    const sentAt = new Date("2026-05-02T00:00:00Z");
    const paid = { proofPath: "bukti.webp", payment: { proofUploadedAt: sentAt } };
    const { payment } = await givenBooking({ trip: await over(), ...paid });
    expect(await forget(justBefore)).toBe(0);
    expect(await pathOf(payment.id)).toBe("bukti.webp");
    expect(await forget(due)).toBe(1);
    const [row] = await db().select().from(payments).where(eq(payments.id, payment.id));
    expect(row).toMatchObject({ proofPath: null, proofUploadedAt: sentAt, status: "PAID" });
    expect(await forget(due)).toBe(0);
  });

  it("the last day counts, not the first", async () => {
    await givenBooking({ trip: await over({ endDate: "2026-05-12" }), proofPath: "bukti.webp" });
    expect(await forget(new Date(due.getTime() + 2 * day - 1))).toBe(0);
    expect(await forget(new Date(due.getTime() + 2 * day))).toBe(1);
  });

  it("the proof of a part and the evidence of a report go with it, and each leaves a line", async () => {
    const { booking, payment } = await givenBooking({ trip: await over() });
    const refund = await givenRefund(booking, { status: "REJECTED", evidencePath: "laporan.webp" });
    await db().update(receipts).set({ proofPath: "bagian.webp" }).where(eq(receipts.paymentId, payment.id));
    const parts = await db().select().from(receipts).where(eq(receipts.paymentId, payment.id));
    if (parts.length === 0)
      await db()
        .insert(receipts)
        .values({
          ...{ id: newId(), paymentId: payment.id, accountKey: payment.bankAccountKey, source: "PROOF" },
          ...{ amount: payment.receivedAmount!, bookedOn: "2026-05-02", proofPath: "bagian.webp" },
          ...{ createdAt: due, updatedAt: due },
        });
    expect(await forget(due)).toBe(2);
    const [left] = await db().select().from(refunds).where(eq(refunds.id, refund.id));
    expect(left).toMatchObject({ evidencePath: null, status: "REJECTED" });
    const actions = (await db().select().from(auditLogs)).map(({ action, actorId }) => `${action} ${actorId}`);
    expect(actions.toSorted()).toEqual(["receipt.forget-proof prune", "refund.forget-evidence prune"]);
  });

  it("what still waits for an admin keeps its picture", async () => {
    const trip = await over();
    const waiting = await givenBooking({
      trip,
      status: "CANCELLED",
      proofPath: "menunggu.webp",
      payment: { status: "AWAITING" },
    });
    const { booking } = await givenBooking({ trip });
    await givenRefund(booking, { status: "REQUESTED", evidencePath: "laporan.webp" });
    expect(await forget(due)).toBe(0);
    expect(await pathOf(waiting.payment.id)).toBe("menunggu.webp");
  });

  it("goes through more than one batch, and stops when it is told to", async () => {
    for (let at = 0; at < 51; at++) await givenBooking({ trip: await over(), proofPath: `b-${at}.webp` });
    const notes: string[] = [];
    const stopped = sweepAt(due, { beat: async () => false, note: (text) => notes.push(text) });
    expect(await forgetTripPapers(stopped)).toBe(0);
    expect(notes).toHaveLength(1);
    expect(await forget(due)).toBe(51);
  });
});
