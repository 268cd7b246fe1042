import { and, eq, isNull } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { db } from "#db/connection.ts";
import { saveBankAccount } from "#domain/bank-accounts/change.ts";
import { holdBackPayout } from "#domain/bookings/payouts/hold-back.ts";
import { recallPayout } from "#domain/bookings/payouts/recall.ts";
import { payouts } from "#domain/bookings/schema/payouts.ts";
import { refunds } from "#domain/bookings/schema/refunds.ts";
import { type Transfer, transferItems, transfers } from "#domain/bookings/schema/transfers.ts";
import { addDays, wibDay } from "#domain/calendar.ts";
import { limits } from "#limits.ts";
import { ownDatabase } from "#tests/database.ts";
import { brokenInvariants } from "#tests/invariants.ts";
import { givenBooking, givenOrganizer, givenRefund, givenTrip, givenUser } from "#tests/rows.ts";
import { audits, mails } from "#tests/stories.ts";
import { bounced, prepared, transferred } from "#tests/transfers.ts";
import { bounceItems } from "./bounce.ts";
import { type Confirmation, confirmTransfer } from "./confirm.ts";
import { dueFor } from "./due.ts";
import { findTransfer } from "./items.ts";
import { prepareTransfer } from "./prepare.ts";
import { undoTransfer } from "./undo.ts";

ownDatabase();
afterEach(async () => expect(await brokenInvariants()).toEqual({}));

const now = new Date("2026-05-14T03:00:00Z");
const later = new Date("2026-05-15T03:00:00Z");
const releasedAt = new Date("2026-05-13T18:00:00Z");

let sari: { id: string };
let hugo: { id: string; userId: string };
beforeEach(async () => {
  sari = await givenUser({ name: "Sari", role: "ADMIN" });
  hugo = await givenOrganizer();
});
const by = () => ({ sari, now });

/** Payouts of Hugo that are released, on trips of two bookings each. */
async function released(count: number, organizerId = hugo.id): Promise<string[]> {
  const ids: string[] = [];
  while (ids.length < count) {
    const trip = await givenTrip({ organizerId, status: "COMPLETED" });
    for (let seat = 0; seat < 2 && ids.length < count; seat++) {
      const { payout } = await givenBooking({ trip, payout: { status: "RELEASED", releasedAt } });
      ids.push(payout!.id);
    }
  }
  return ids;
}

const anas = { bankName: "BCA", bankAccountNo: "1234567", bankAccountName: "Ana" };
const others = { bankName: "BRI", bankAccountNo: "7654321", bankAccountName: "Ana" };

/** What is owed to Ana: 100.000 of a booking of hers. */
async function owed() {
  const ana = await givenUser(anas);
  const { booking } = await givenBooking({
    user: ana,
    trip: await givenTrip({ status: "COMPLETED" }),
    payout: { amount: 190_001, feeAmount: 10_000 },
    payment: { uniqueCode: 1 },
  });
  const { id } = await givenRefund(booking, { status: "APPROVED", ...anas });
  return { ana, refundId: id };
}

async function ready(ids: Parameters<typeof prepared>[0]) {
  const transfer = await prepared(ids, by());
  if (!transfer.ok) throw new Error(transfer.reason);
  return transfer;
}
const confirms = (transferId: string, changes: Partial<Confirmation> = {}) =>
  confirmTransfer({ transferId, transferRef: "TRF1", bookedOn: "2026-05-14", adminId: sari.id, now, ...changes });
const undoes = (transferId: string) => undoTransfer({ transferId, adminId: sari.id, now });
const payoutOf = async (id: string) => (await db().select().from(payouts).where(eq(payouts.id, id)))[0]!;
const refundOf = async (id: string) => (await db().select().from(refunds).where(eq(refunds.id, id)))[0]!;
const itemsOf = (transferId: string) =>
  db().select().from(transferItems).where(eq(transferItems.transferId, transferId)).orderBy(transferItems.id);

describe("a transfer to organizers", () => {
  it("26: a tenth payout that is released meanwhile is in the next transfer; each is paid once", async () => {
    const nine = await released(9);
    const page = await dueFor("PAYOUT", now);
    const [tenth] = await released(1);
    const rows = page.rows.map(({ id, amountRupiah, updatedAt }) => ({ id, amountRupiah, seenAt: updatedAt }));
    const first = await prepareTransfer({ kind: "PAYOUT", accountKey: "bca", rows, adminId: sari.id, now });
    if (!first.ok) throw new Error(first.reason);
    expect((await dueFor("PAYOUT", now)).rows.map(({ id }) => id)).toEqual([tenth]);

    const shown = await findTransfer(first.code);
    expect(shown!.lines).toMatchObject([{ amountRupiah: 9 * 285_000, account: { bankAccountNo: "9876543210" } }]);
    expect(shown!.lines[0]!.items.map(({ payoutId }) => payoutId).sort()).toEqual(nine.sort());
    expect(await confirms(first.transferId)).toEqual({ ok: true, paidRupiah: 9 * 285_000 });
    const second = await transferred({ payoutIds: [tenth!] }, by());
    expect(second).toEqual({ ok: true, paidRupiah: 285_000 });
    expect((await mails("payout-paid")).map(({ text }) => /Jumlah: (.*)/.exec(text!)?.[1])).toEqual([
      "Rp 2.565.000",
      "Rp 285.000",
    ]);
    expect(await audits("payout.pay")).toHaveLength(10);
    expect(await prepared({ payoutIds: nine.slice(0, 1) }, by())).toMatchObject({ reason: "changed" });
  });

  it("marks each as paid with the bank's reference and the account that was frozen", async () => {
    const [id] = await released(1);
    const { transferId } = await ready({ payoutIds: [id!] });
    await saveBankAccount(hugo.userId, others, { now });
    await confirms(transferId);
    expect(await payoutOf(id!)).toMatchObject({
      ...{ status: "PAID", transferRef: "TRF1", bankName: "BCA", bankAccountNo: "9876543210" },
      ...{ paidById: sari.id, paidAt: now },
    });
  });

  it("leaves out what the bank did not take: it is released as before, and may go with the next", async () => {
    const ids = await released(3);
    const { transferId } = await ready({ payoutIds: ids });
    const [first, ...rest] = await itemsOf(transferId);
    expect(await confirms(transferId, { leftOut: [first!.id] })).toEqual({ ok: true, paidRupiah: 570_000 });
    expect(await payoutOf(first!.payoutId!)).toMatchObject({ status: "RELEASED", transferRef: null });
    for (const { payoutId } of rest) expect((await payoutOf(payoutId!)).status).toBe("PAID");
    expect((await dueFor("PAYOUT", now)).rows).toMatchObject([{ id: first!.payoutId }]);
    expect((await mails("payout-paid"))[0]?.text).toContain("Rp 570.000");
  });

  it("of which nothing is left is undone, not confirmed; and no stranger's item is left out", async () => {
    const { transferId } = await ready({ payoutIds: await released(1) });
    const [item] = await itemsOf(transferId);
    expect(await confirms(transferId, { leftOut: [item!.id] })).toEqual({ ok: false, reason: "nothing-left" });
    expect(await confirms(transferId, { leftOut: ["nowhere"] })).toEqual({ ok: false, reason: "unknown-items" });
    expect(await confirms("nowhere")).toEqual({ ok: false, reason: "not-found" });
  });

  it("has a reference that no other from this account has, and a day between its preparation and today", async () => {
    const [first, second] = await released(2);
    expect(await transferred({ payoutIds: [first!] }, { ...by(), transferRef: "TRF1" })).toMatchObject({ ok: true });
    const [used] = await db().select().from(transfers);
    const { transferId } = await ready({ payoutIds: [second!] });
    expect(await confirms(transferId)).toEqual({ ok: false, reason: "reference-used", code: used!.code });
    const day = { ok: false, reason: "day", from: "2026-05-14", to: "2026-05-14" };
    for (const bookedOn of ["2026-05-13", "2026-05-15"])
      expect(await confirms(transferId, { transferRef: "TRF2", bookedOn })).toEqual(day);
    expect(await confirms(transferId, { transferRef: "TRF2" })).toMatchObject({ ok: true });
  });

  it("takes all that was ticked or nothing: not what is paid, held back, of another amount or to another account", async () => {
    const [good, paid, heldBack] = await released(3);
    await transferred({ payoutIds: [paid!] }, by());
    await holdBackPayout({ payoutId: heldBack!, reason: "Laporan", adminId: sari.id, now });
    const row = { id: good!, amountRupiah: 285_000 };
    const prepares = (...rows: { id: string; amountRupiah: number; account?: string }[]) =>
      prepareTransfer({ kind: "PAYOUT", accountKey: "bca", rows, adminId: sari.id, now });
    for (const bad of [paid!, heldBack!, "nowhere"])
      expect(await prepares(row, { id: bad, amountRupiah: 285_000 })).toEqual({
        ...{ ok: false, reason: "changed", ids: [bad] },
      });
    expect(await prepares({ ...row, amountRupiah: 1 })).toMatchObject({ reason: "changed" });
    expect(await prepares({ ...row, account: "another" })).toMatchObject({ reason: "changed" });
    expect(await prepares()).toEqual({ ok: false, reason: "none-chosen" });
    const many = Array.from({ length: limits.transfer.mostItems + 1 }, (_, at) => ({ id: `${at}`, amountRupiah: 1 }));
    expect(await prepares(...many)).toEqual({ ok: false, reason: "too-many" });
    const poor = await givenOrganizer({ user: await givenUser({ name: "Poor" }) });
    const [unknown] = await released(1, poor.id);
    expect(await prepares({ id: unknown!, amountRupiah: 285_000 })).toMatchObject({ reason: "no-account" });
    expect(await db().$count(transfers, eq(transfers.status, "PREPARED"))).toBe(0);
  });

  it("holds what is in it: it is neither recalled nor held back nor prepared again, and each is told by which", async () => {
    const [payoutId] = await released(1);
    const { code, transferId } = await ready({ payoutIds: [payoutId!] });
    const one = { payoutId: payoutId!, adminId: sari.id, now };
    expect(await recallPayout(one)).toEqual({ ok: false, reason: "in-transfer", code });
    expect(await holdBackPayout({ ...one, reason: "Laporan" })).toEqual({ ok: false, reason: "in-transfer", code });
    expect(await prepared({ payoutIds: [payoutId!] }, by())).toMatchObject({ reason: "in-transfer", code });
    expect(await undoes(transferId)).toEqual({ ok: true });
    expect(await undoes(transferId)).toEqual({ ok: false, reason: "status", status: "UNDONE" });
    expect(await confirms(transferId)).toEqual({ ok: false, reason: "status", status: "UNDONE" });
    expect(await recallPayout(one)).toEqual({ ok: true });
  });

  it("that the bank returned is released again, its organizer is asked to look at their account, and the queue says so", async () => {
    const [one, two] = await released(2);
    await transferred({ payoutIds: [one!, two!] }, by());
    expect(await bounced({ payoutId: one! }, { sari, now: later })).toEqual({ ok: true });
    expect(await bounced({ payoutId: one! }, { sari, now: later })).toMatchObject({ reason: "not-paid" });
    expect(await payoutOf(one!)).toMatchObject({ status: "RELEASED", transferRef: null, paidAt: null });
    expect((await payoutOf(two!)).status).toBe("PAID");
    expect((await mails("payout-bounced"))[0]?.text).toContain("BCA 9876543210 (Hugo)");
    expect((await dueFor("PAYOUT", later)).rows).toMatchObject([{ id: one, bouncedThere: true }]);
    expect(await transferred({ payoutIds: [one!] }, { sari, now: later })).toMatchObject({ ok: true });
    expect(await mails("payout-paid")).toHaveLength(2);
  });
});

describe("a transfer to participants", () => {
  it("27: keeps the account that it was prepared with and says so; undone and prepared anew it has the new one", async () => {
    const { ana, refundId } = await owed();
    const { code, transferId } = await ready({ refundIds: [refundId] });
    expect(await saveBankAccount(ana.id, others, { now })).toBe(0);
    expect(await refundOf(refundId)).toMatchObject(anas);
    expect((await findTransfer(code))!.lines).toMatchObject([{ account: anas, items: [{ accountChanged: true }] }]);
    await undoes(transferId);
    expect(await refundOf(refundId)).toMatchObject(others);
    const again = await ready({ refundIds: [refundId] });
    expect((await findTransfer(again.code))!.lines).toMatchObject([
      { account: others, items: [{ accountChanged: false }] },
    ]);
    await confirms(again.transferId);
    expect(await refundOf(refundId)).toMatchObject({ status: "PAID", ...others });
    expect((await mails("refund-paid"))[0]?.text).toContain("BRI 7654321 (Ana)");
  });

  it("28: what bounced is owed to another account that she saves; with the same again the admin reads that it bounced before", async () => {
    const { ana, refundId } = await owed();
    await transferred({ refundIds: [refundId] }, by());
    expect(await bounced({ refundId }, { sari, now: later })).toEqual({ ok: true });
    expect(await refundOf(refundId)).toMatchObject({ status: "APPROVED", bankAccountNo: null, approvedAt: later });
    expect((await mails("refund-approved"))[0]?.text).toContain("Periksa rekeningmu");
    expect((await dueFor("REFUND", later)).rows).toEqual([]);
    await saveBankAccount(ana.id, anas, { now: later });
    expect((await dueFor("REFUND", later)).rows).toMatchObject([{ id: refundId, bouncedThere: true }]);
    await saveBankAccount(ana.id, others, { now: later });
    expect((await dueFor("REFUND", later)).rows).toMatchObject([
      { id: refundId, account: others, bouncedThere: false, newForMs: 0 },
    ]);
  });

  it("and to organizers are two, each of what was prepared for it", async () => {
    const { refundId } = await owed();
    const rows = [{ id: refundId, amountRupiah: 100_000 }];
    const as = { accountKey: "bca", rows, adminId: sari.id, now };
    expect(await prepareTransfer({ ...as, kind: "PAYOUT" })).toEqual({ ok: false, reason: "changed", ids: [refundId] });
    expect(await prepareTransfer({ ...as, kind: "REFUND", accountKey: "nobodys" })).toEqual({
      ...{ ok: false, reason: "unknown-account" },
    });
  });

  it("is bounced only once it is confirmed, and item by item of its own", async () => {
    const { refundId } = await owed();
    const { transferId } = await ready({ refundIds: [refundId] });
    const [item] = await itemsOf(transferId);
    const bounce = { transferId, adminId: sari.id, now };
    expect(await bounceItems({ ...bounce, itemIds: [item!.id] })).toMatchObject({ reason: "status" });
    await confirms(transferId);
    const [{ bookedOn: left }] = (await db().select().from(transfers).where(eq(transfers.id, transferId))) as [
      Transfer,
    ];
    for (const bookedOn of [addDays(left!, -1), addDays(wibDay(now), 1)])
      expect(await bounceItems({ ...bounce, itemIds: [item!.id], bookedOn })).toEqual({
        ...{ ok: false, reason: "day", from: left, to: wibDay(now) },
      });
    expect(await bounceItems({ ...bounce, itemIds: ["nowhere"] })).toMatchObject({ reason: "not-paid" });
    expect(await bounceItems({ ...bounce, itemIds: [] })).toMatchObject({ reason: "not-paid" });
    expect(
      await db().$count(transferItems, and(eq(transferItems.transferId, transferId), isNull(transferItems.bouncedAt))),
    ).toBe(1);
  });
});
