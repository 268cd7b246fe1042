import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { db } from "#db/connection.ts";
import { saveBankAccount } from "#domain/bank-accounts/change.ts";
import { cancelByAdmin } from "#domain/bookings/cancel.ts";
import { recallPayout } from "#domain/bookings/payouts/recall.ts";
import { findOwnBooking } from "#domain/bookings/queries.ts";
import { refunds } from "#domain/bookings/schema/refunds.ts";
import { autoComplete } from "#domain/departures/auto-complete.ts";
import { ownDatabase } from "#tests/database.ts";
import { brokenInvariants } from "#tests/invariants.ts";
import { type BookingRows, givenBooking, givenRefund, givenTrip, givenUser } from "#tests/rows.ts";
import { audits, find as findBooking, mails } from "#tests/stories.ts";
import { sweepAt } from "#tests/sweep.ts";
import { bounced, transferred } from "#tests/transfers.ts";
import { approveDispute, grantGoodwill, rejectDispute } from "./decide.ts";
import { listRefunds } from "./listed.ts";
import { requestRefund } from "./request.ts";

ownDatabase();
afterEach(async () => expect(await brokenInvariants()).toEqual({}));

const afterTrip = new Date("2026-05-12T05:00:00Z");
const bank = { bankName: "BCA", bankAccountNo: "1234567", bankAccountName: "Ana" };

let sari: { id: string };
beforeEach(async () => {
  sari = await givenUser({ name: "Sari", role: "ADMIN" });
});

/** 2 × 300.000 with code 123, paid and held, on a completed trip. */
const given = async (changes: Parameters<typeof givenBooking>[0] = {}) =>
  givenBooking({
    trip: await givenTrip({ status: "COMPLETED" }),
    user: await givenUser(bank),
    pax: 2,
    payment: { uniqueCode: 123 },
    ...changes,
  });
const find = ({ booking }: BookingRows) => findBooking({ bookingId: booking.id });
const approve = (refundId: string, amountRupiah: number) =>
  approveDispute({ refundId, adminId: sari.id, amountRupiah, explanation: "Pemandu tidak datang.", now: afterTrip });
const reject = (refundId: string) =>
  rejectDispute({ refundId, adminId: sari.id, explanation: "Pemandu datang.", now: afterTrip });
const goodwill = (
  { booking, payment }: BookingRows,
  amountRupiah: number,
  { now = afterTrip, seenNetRupiah = payment.receivedAmount! } = {},
) => {
  const grant = { bookingId: booking.id, adminId: sari.id, amountRupiah, seenNetRupiah };
  return grantGoodwill({ ...grant, explanation: "Hujan terus.", now });
};

describe("an admin decides a dispute", () => {
  it("21: 200.000 of 600.123: net 400.123, payout 380.117, fee 20.006; and more than net is refused", async () => {
    const ana = await given();
    const dispute = await givenRefund(ana.booking, { amount: 600_123 });
    expect(await approve(dispute.id, 600_124)).toEqual({ ok: false, reason: "amount", max: 600_123 });
    expect(await approve(dispute.id, 0)).toEqual({ ok: false, reason: "amount", max: 600_123 });
    expect(await approve(dispute.id, 200_000)).toEqual({ ok: true });

    const { payout, refunds: owed } = await find(ana);
    expect(payout).toMatchObject({ status: "HELD", amount: 380_117, feeAmount: 20_006 });
    // Nothing is lost: 380.117 + 20.006 + 200.000 = 600.123.
    expect(payout!.amount + payout!.feeAmount + owed[0]!.amount).toBe(600_123);
    expect(owed).toMatchObject([
      { status: "APPROVED", amount: 200_000, decidedById: sari.id, approvedAt: afterTrip, ...bank },
    ]);
    expect(await audits("refund.approve")).toMatchObject([
      { after: { amount: 200_000, decision: "Pemandu tidak datang." } },
    ]);
    expect((await mails("dispute-decided"))[0]?.text).toContain("Rp 200.000");
    expect((await mails("dispute-decided-organizer"))[0]?.text).toContain("Pemandu tidak datang.");
  });

  it("with everything: the payout is CANCELLED, and nothing is released for it", async () => {
    const ana = await given();
    const dispute = await givenRefund(ana.booking);
    await approve(dispute.id, 600_123);
    expect((await find(ana)).payout).toMatchObject({ status: "CANCELLED", amount: 0, feeAmount: 0 });
    expect(await autoComplete(sweepAt("2026-05-20T18:00:00Z"))).toMatchObject({ payoutsReleased: [] });
  });

  it("against it: the money stays whole and the next run releases it", async () => {
    const ana = await given();
    const dispute = await givenRefund(ana.booking);
    expect(await reject(dispute.id)).toEqual({ ok: true });
    const { booking, user } = ana;
    expect((await findOwnBooking(booking.code, user.id))?.refunds).toMatchObject([{ decision: "Pemandu datang." }]);
    expect((await mails("dispute-decided"))[0]?.subject).toContain("Keputusan atas laporanmu");
    expect(await autoComplete(sweepAt("2026-05-13T18:00:00Z"))).toMatchObject({ payoutsReleased: [ana.payout!.id] });
  });

  it("once: of two who decide differently at once, one is told what the other decided", async () => {
    const ana = await given();
    const dispute = await givenRefund(ana.booking);
    const [approved, rejected] = await Promise.all([approve(dispute.id, 1), reject(dispute.id)]);
    expect([approved.ok, rejected.ok].sort()).toEqual([false, true]);
    const [refund] = await db().select().from(refunds);
    expect([approved, rejected]).toContainEqual({ ok: false, reason: "not-open", status: refund?.status });
    expect(await mails("dispute-decided")).toHaveLength(1);
  });

  it("while the nightly run releases: the release sees the decision, or waits for it", async () => {
    for (let repetition = 0; repetition < 10; repetition++) {
      const ana = await given();
      const dispute = await givenRefund(ana.booking);
      const [decided] = await Promise.all([
        approve(dispute.id, 200_000),
        autoComplete(sweepAt("2026-05-13T18:00:00Z")),
      ]);
      expect(decided).toEqual({ ok: true });
      expect((await find(ana)).payout?.amount).toBe(380_117);
    }
  });
});

describe("goodwill", () => {
  it("gives back a part of what is held, and tells both", async () => {
    const ana = await given();
    expect(await goodwill(ana, 600_124)).toEqual({ ok: false, reason: "amount", max: 600_123 });
    expect(await goodwill(ana, 200_000)).toMatchObject({ ok: true });
    expect((await find(ana)).payout).toMatchObject({ amount: 380_117, feeAmount: 20_006 });
    expect([(await mails("refund-approved")).length, (await mails("dispute-decided-organizer")).length]).toEqual([
      1, 1,
    ]);
  });

  it("is given once by a form that is sent twice, also by two admins who look at the same page", async () => {
    const ana = await given();
    const answers = await Promise.all([goodwill(ana, 200_000), goodwill(ana, 200_000)]);
    expect(answers.map(({ ok }) => ok).sort()).toEqual([false, true]);
    expect(answers).toContainEqual({ ok: false, reason: "changed", netRupiah: 400_123 });
    expect(await db().$count(refunds)).toBe(1);
    expect(await mails("refund-approved")).toHaveLength(1);
    expect(await goodwill(ana, 200_000, { seenNetRupiah: 400_123 })).toMatchObject({ ok: true });
  });

  it("waits for an open dispute", async () => {
    const ana = await given();
    await givenRefund(ana.booking);
    expect(await goodwill(ana, 1)).toEqual({ ok: false, reason: "dispute-open" });
  });
});

describe("22: money that was released", () => {
  const released = { status: "RELEASED", releasedAt: new Date("2026-05-13T18:00:00Z") } as const;
  const now = new Date("2026-05-14T03:00:00Z");

  it("is refunded only after Tarik kembali, and never once it is PAID", async () => {
    const ana = await given({ payout: released });
    const payout = { payoutId: ana.payout!.id, adminId: sari.id, now };
    expect(await goodwill(ana, 100_000, { now })).toEqual({ ok: false, reason: "not-held" });
    expect(await recallPayout(payout)).toEqual({ ok: true });
    expect((await find(ana)).payout).toMatchObject({
      status: "HELD",
      heldUntil: new Date("2026-05-17T03:00:00Z"),
      releasedAt: null,
    });
    expect(await goodwill(ana, 100_000, { now })).toMatchObject({ ok: true });

    await autoComplete(sweepAt("2026-05-17T18:00:00Z"));
    const again = (await find(ana)).payout!;
    expect(await transferred({ payoutIds: [again.id] }, { sari, now })).toMatchObject({ ok: true });
    expect(await goodwill(ana, 1, { now })).toEqual({ ok: false, reason: "not-held" });
    const cancellation = { bookingId: ana.booking.id, adminId: sari.id, reason: "Penipuan", now };
    expect(await cancelByAdmin(cancellation)).toEqual({ ok: false, reason: "not-held" });
    const report = { bookingId: ana.booking.id, userId: ana.user.id, amount: 1, note: "Pemandu tidak datang.", now };
    expect(await requestRefund(report)).toEqual({ ok: false, reason: "too-late" });
    expect(await recallPayout(payout)).toEqual({ ok: false, reason: "status", status: "PAID" });
    expect(await bounced({ payoutId: again.id }, { sari, now })).toEqual({ ok: true });
    expect((await find(ana)).payout).toMatchObject({ status: "RELEASED", transferRef: null, paidAt: null });
  });
});

describe("what is owed to a participant", () => {
  const late = new Date("2026-05-15T05:00:00Z");
  const pays = (refundId: string, now = afterTrip) => transferred({ refundIds: [refundId] }, { sari, now });
  const owes = async (ana: BookingRows) => {
    const granted = await goodwill(ana, 100_000);
    return granted.ok ? granted.refundId : "";
  };

  it("is PAID once it was transferred, and they get one mail", async () => {
    const ana = await given();
    const refundId = await owes(ana);
    expect(await pays(refundId)).toMatchObject({ ok: true });
    expect(await pays(refundId)).toEqual({ ok: false, reason: "changed", ids: [refundId] });
    expect((await find(ana)).refunds).toMatchObject([{ status: "PAID", paidById: sari.id }]);
    expect((await mails("refund-paid"))[0]?.text).toContain("BCA 1234567 (Ana)");
  });

  it("waits for their account, and goes to the one that they fill in", async () => {
    const ana = await given({ user: await givenUser() });
    const refundId = await owes(ana);
    expect((await mails("refund-approved"))[0]?.text).toContain("Kami belum tahu rekeningmu");
    expect(await pays(refundId)).toEqual({ ok: false, reason: "no-account", ids: [refundId] });
    expect(await saveBankAccount(ana.user.id, bank, { now: afterTrip })).toBe(1);
    expect(await pays(refundId)).toMatchObject({ ok: true });
  });

  it("is owed again after the bank returned it, and they are asked to look at their account", async () => {
    const ana = await given();
    const refundId = await owes(ana);
    await pays(refundId);
    expect(await bounced({ refundId }, { sari, now: late })).toEqual({ ok: true });
    expect((await find(ana)).refunds).toMatchObject([
      { status: "APPROVED", transferRef: null, paidAt: null, paidById: null, approvedAt: late },
    ]);
    expect((await mails("refund-approved"))[1]?.text).toContain("Periksa rekeningmu");
    expect(await pays(refundId, late)).toEqual({ ok: false, reason: "no-account", ids: [refundId] });
    await saveBankAccount(ana.user.id, { ...bank, bankAccountNo: "7654321" }, { now: late });
    expect(await pays(refundId, late)).toMatchObject({ ok: true });
    expect(await mails("refund-paid")).toHaveLength(2);
  });

  it("that bounced goes to the account that they have by now, and never to the one before", async () => {
    const ana = await given();
    const refundId = await owes(ana);
    await pays(refundId);
    expect(await saveBankAccount(ana.user.id, { ...bank, bankAccountNo: "7654321" }, { now: late })).toBe(0);
    expect(await bounced({ refundId }, { sari, now: late })).toEqual({ ok: true });
    expect((await find(ana)).refunds).toMatchObject([{ status: "APPROVED", bankAccountNo: "7654321" }]);
  });

  it("that bounced waits until they have looked at the account that it came back from, which the admin then reads", async () => {
    const ana = await given();
    const refundId = await owes(ana);
    await pays(refundId);
    await bounced({ refundId }, { sari, now: late });
    expect((await listRefunds({ list: "no-account" }, late)).rows).toMatchObject([{ bouncedThere: false }]);
    expect(await saveBankAccount(ana.user.id, bank, { now: late })).toBe(1);
    expect((await listRefunds({ list: "transfer" }, late)).rows).toMatchObject([{ bouncedThere: true }]);
    expect(await saveBankAccount(ana.user.id, bank, { now: late })).toBe(0);
    expect(await pays(refundId, late)).toMatchObject({ ok: true });
  });
});
