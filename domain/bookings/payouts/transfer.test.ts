import { eq } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { db } from "#db/connection.ts";
import { saveBankAccount } from "#domain/bank-accounts/change.ts";
import { payouts } from "#domain/bookings/schema/payouts.ts";
import { ownDatabase } from "#tests/database.ts";
import { brokenInvariants } from "#tests/invariants.ts";
import { givenBooking, givenOrganizer, givenTrip, givenUser } from "#tests/rows.ts";
import { audits, mails } from "#tests/stories.ts";
import { recallPayout } from "./recall.ts";
import { bouncePayout, markPayoutsPaid, type PayoutTransfer } from "./transfer.ts";

ownDatabase();
afterEach(async () => expect(await brokenInvariants()).toEqual({}));

const now = new Date("2026-05-14T03:00:00Z");
const released = { status: "RELEASED", releasedAt: new Date("2026-05-13T18:00:00Z") } as const;

let sari: { id: string };
let hugo: { id: string; userId: string };
beforeEach(async () => {
  sari = await givenUser({ name: "Sari", role: "ADMIN" });
  hugo = await givenOrganizer();
});

async function releasedPayouts(trips: number, organizerId = hugo.id) {
  const ids: string[] = [];
  for (let at = 0; at < trips; at++) {
    const trip = await givenTrip({ organizerId, status: "COMPLETED" });
    for (let seat = 0; seat < 2; seat++) ids.push((await givenBooking({ trip, payout: released })).payout!.id);
  }
  return ids;
}
const bank = { bankName: "BCA", bankAccountNo: "9876543210", bankAccountName: "Hugo" };
const pays = (payoutIds: string[], changes: Partial<PayoutTransfer> = {}) =>
  markPayoutsPaid({
    organizerId: hugo.id,
    payoutIds,
    amountRupiah: payoutIds.length * 285_000,
    sentTo: bank,
    transferRef: "TRF1",
    adminId: sari.id,
    now,
    ...changes,
  });
const statuses = async () => (await db().select().from(payouts)).map(({ status }) => status);

describe("one transfer for many payouts of an organizer", () => {
  it("marks all of them PAID, with the account that they went to, and sends one mail", async () => {
    const ids = await releasedPayouts(2);
    expect(await pays(ids)).toEqual({ ok: true });
    const rows = await db().select().from(payouts);
    for (const row of rows)
      expect(row).toMatchObject({
        status: "PAID",
        transferRef: "TRF1",
        bankAccountNo: "9876543210",
        paidById: sari.id,
      });
    expect(await audits("payout.pay")).toHaveLength(4);
    const letters = await mails("payout-paid");
    expect(letters).toHaveLength(1);
    expect(letters[0]?.text).toContain("Jumlah: Rp 1.140.000");
  });

  it("by two admins at once: one of them, and the other is told what changed", async () => {
    const ids = await releasedPayouts(2);
    const answers = await Promise.all([pays(ids), pays(ids.toReversed(), { transferRef: "TRF2" })]);
    expect(answers).toContainEqual({ ok: true });
    expect(answers).toContainEqual({ ok: false, reason: "changed", payoutIds: expect.arrayContaining(ids) });
    expect(await mails("payout-paid")).toHaveLength(1);
  });

  it("marks none when one was recalled, is another organizer's, or the sum is another one", async () => {
    const ids = await releasedPayouts(2);
    await recallPayout({ payoutId: ids[1]!, adminId: sari.id, now });
    expect(await pays(ids)).toEqual({ ok: false, reason: "changed", payoutIds: [ids[1]] });
    const [others] = await releasedPayouts(1, (await givenOrganizer()).id);
    expect(await pays([ids[0]!, others!])).toEqual({ ok: false, reason: "changed", payoutIds: [others] });
    expect(await pays([ids[0]!], { amountRupiah: 1 })).toEqual({ ok: false, reason: "changed", payoutIds: [ids[0]] });
    expect(await pays([])).toEqual({ ok: false, reason: "changed", payoutIds: [] });
    expect(await statuses()).not.toContain("PAID");
    expect(await mails("payout-paid")).toEqual([]);
  });

  it("needs the account that it was sent to", async () => {
    const [id] = await releasedPayouts(1);
    const account = { bankName: "Mandiri", bankAccountNo: "555", bankAccountName: "Hugo" };
    await saveBankAccount(hugo.userId, account, { now });
    expect(await pays([id!])).toEqual({ ok: false, reason: "account-changed" });
    const sentTo = { ...account, bankName: "BCA" };
    expect(await pays([id!], { sentTo })).toEqual({ ok: false, reason: "account-changed" });
    expect(await pays([id!], { sentTo: account })).toEqual({ ok: true });

    const poor = await givenOrganizer({ user: await givenUser({ name: "Poor" }) });
    const [unpaid] = await releasedPayouts(1, poor.id);
    expect(await pays([unpaid!], { organizerId: poor.id })).toEqual({ ok: false, reason: "no-account" });
  });

  it("is paid again after the bank returned it", async () => {
    const [id] = await releasedPayouts(1);
    await pays([id!]);
    const bounced = { payoutId: id!, adminId: sari.id, now };
    expect(await bouncePayout(bounced)).toEqual({ ok: true });
    expect(await bouncePayout(bounced)).toEqual({ ok: false, reason: "status", status: "RELEASED" });
    expect(await pays([id!], { transferRef: "TRF2", now: new Date(now.getTime() + 1) })).toEqual({ ok: true });
    expect(await mails("payout-paid")).toHaveLength(2);
  });
});

it("a form of a page that is older than the payout's state does nothing, although the state looks the same", async () => {
  const [id] = await releasedPayouts(1);
  const seenAt = async () => (await db().select().from(payouts).where(eq(payouts.id, id!)))[0]!.updatedAt;
  const at = (minutes: number) => new Date(now.getTime() + minutes * 60_000);
  const by = { payoutId: id!, adminId: sari.id };
  const released = await seenAt();
  expect(await pays([id!], { seenAt: new Map([[id!, released]]) })).toEqual({ ok: true });
  const paid = await seenAt();
  expect(await bouncePayout({ ...by, seenAt: paid, now: at(1) })).toEqual({ ok: true });
  // The forms of both pages come once more: by the back button, or from a browser that was opened again.
  expect(await recallPayout({ ...by, seenAt: released, now: at(2) })).toMatchObject({ reason: "status" });
  expect(await pays([id!], { seenAt: new Map([[id!, released]]), now: at(2) })).toMatchObject({ reason: "changed" });
  expect(await pays([id!], { seenAt: new Map([[id!, await seenAt()]]), now: at(3) })).toEqual({ ok: true });
  expect(await bouncePayout({ ...by, seenAt: paid, now: at(4) })).toMatchObject({ reason: "status", status: "PAID" });
});

it("only released money is recalled", async () => {
  const { payout } = await givenBooking();
  const held = { payoutId: payout!.id, adminId: sari.id, now };
  expect(await recallPayout(held)).toEqual({ ok: false, reason: "status", status: "HELD" });
  expect(await recallPayout({ ...held, payoutId: "nowhere" })).toEqual({ ok: false, reason: "not-found" });
});
