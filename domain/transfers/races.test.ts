import { eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { db } from "#db/connection.ts";
import { saveBankAccount } from "#domain/bank-accounts/change.ts";
import { holdBackPayout } from "#domain/bookings/payouts/hold-back.ts";
import { recallPayout } from "#domain/bookings/payouts/recall.ts";
import { suspendOrganizer } from "#domain/bookings/payouts/suspend.ts";
import { requestRefund } from "#domain/bookings/refunds/request.ts";
import { payouts } from "#domain/bookings/schema/payouts.ts";
import { refunds } from "#domain/bookings/schema/refunds.ts";
import { transferItems, transfers } from "#domain/bookings/schema/transfers.ts";
import { autoComplete } from "#domain/departures/auto-complete.ts";
import { givenBooking, givenOrganizer, givenRefund, givenTrip, givenUser } from "#tests/rows.ts";
import { mails } from "#tests/stories.ts";
import { sweepAt } from "#tests/sweep.ts";
import { prepared } from "#tests/transfers.ts";
import { cutOff, rounds, twoAdmins } from "#tests/two-admins.ts";
import { bounceItems } from "./bounce.ts";
import { confirmTransfer } from "./confirm.ts";
import { undoTransfer } from "./undo.ts";

const admins = twoAdmins();

const now = new Date("2026-05-14T03:00:00Z");
const released = { status: "RELEASED", releasedAt: new Date("2026-05-13T18:00:00Z") } as const;
/** Four released payouts on four trips of one organizer. */
async function four() {
  const hugo = await givenOrganizer();
  const ids: string[] = [];
  for (let at = 0; at < 4; at++) {
    const trip = await givenTrip({ organizerId: hugo.id, status: "COMPLETED" });
    ids.push((await givenBooking({ trip, payout: released })).payout!.id);
  }
  return { hugo, ids };
}

async function ready(payoutIds: string[]) {
  const transfer = await prepared({ payoutIds }, { sari: admins.sari, now });
  if (!transfer.ok) throw new Error(transfer.reason);
  return transfer.transferId;
}
const confirms = (transferId: string, admin: { id: string }, transferRef = `TRF ${transferId}`) =>
  confirmTransfer({ transferId, transferRef, bookedOn: "2026-05-14", adminId: admin.id, now });
const undoes = (transferId: string, admin: { id: string }) => undoTransfer({ transferId, adminId: admin.id, now });
const payoutOf = async (id: string) => (await db().select().from(payouts).where(eq(payouts.id, id)))[0]!;
const oks = (answers: { ok: boolean }[]) => answers.map(({ ok }) => ok).sort();

describe("two admins at the same moment", () => {
  it.each(rounds)("prepare: each row stands in one transfer (%i)", async () => {
    const { ids } = await four();
    const [one, two] = await Promise.all([
      prepared({ payoutIds: ids }, { sari: admins.sari, now }),
      prepared({ payoutIds: ids.toReversed().slice(1) }, { sari: admins.dewi, now }),
    ]);
    expect(oks([one, two])).toEqual([false, true]);
    expect([one, two]).toContainEqual(expect.objectContaining({ reason: "in-transfer" }));
    expect(await db().$count(transfers)).toBe(1);
  });

  it.each(rounds)("confirm: the money is paid once, and everybody gets one mail (%i)", async () => {
    const { ids } = await four();
    const transferId = await ready(ids);
    const answers = await Promise.all([confirms(transferId, admins.sari), confirms(transferId, admins.dewi)]);
    expect(oks(answers)).toEqual([false, true]);
    expect(answers).toContainEqual({ ok: false, reason: "status", status: "CONFIRMED" });
    expect(await mails("payout-paid")).toHaveLength(1);
  });

  it.each(rounds)("confirm and undo: one of the two, wholly (%i)", async () => {
    const { ids } = await four();
    const transferId = await ready(ids);
    const answers = await Promise.all([confirms(transferId, admins.sari), undoes(transferId, admins.dewi)]);
    expect(oks(answers)).toEqual([false, true]);
    const [transfer] = await db().select().from(transfers);
    const wanted = transfer!.status === "CONFIRMED" ? ["PAID"] : ["RELEASED"];
    expect([...new Set((await db().select().from(payouts)).map(({ status }) => status))]).toEqual(wanted);
  });

  it.each(rounds)("confirm two transfers with the same reference: one of them (%i)", async () => {
    const { ids } = await four();
    const [one, two] = [await ready(ids.slice(0, 2)), await ready(ids.slice(2))];
    const answers = await Promise.all([confirms(one, admins.sari, "TRF1"), confirms(two, admins.dewi, "TRF1")]);
    expect(oks(answers)).toEqual([false, true]);
    expect(answers).toContainEqual(expect.objectContaining({ reason: "reference-used" }));
  });

  it.each(rounds)("bounce: it is owed once, and they are asked once (%i)", async () => {
    const { ids } = await four();
    const transferId = await ready(ids);
    await confirms(transferId, admins.sari);
    const items = await db().select().from(transferItems);
    const bounce = { transferId, itemIds: items.map(({ id }) => id), now };
    const answers = await Promise.all(
      [admins.sari, admins.dewi].map(({ id }) => bounceItems({ ...bounce, adminId: id })),
    );
    expect(oks(answers)).toEqual([false, true]);
    expect(await mails("payout-bounced")).toHaveLength(1);
  });
});

describe("beside a preparation", () => {
  it.each(rounds)("a recall or a hold: frozen or taken back, never both (%i)", async (round) => {
    const { ids } = await four();
    const one = { payoutId: ids[0]!, adminId: admins.dewi.id, now };
    const other = round % 2 === 0 ? recallPayout(one) : holdBackPayout({ ...one, reason: "Ada laporan" });
    const answers = await Promise.all([prepared({ payoutIds: ids }, { sari: admins.sari, now }), other]);
    expect(oks(answers)).toEqual([false, true]);
    const { status, heldBackAt } = await payoutOf(ids[0]!);
    const isFrozen = (await db().$count(transferItems)) > 0;
    expect(isFrozen).toBe(status === "RELEASED" && heldBackAt === null);
  });

  it.each(rounds)("a suspension: what is not frozen is held back (%i)", async () => {
    const { hugo, ids } = await four();
    const suspension = { organizerId: hugo.id, adminId: admins.dewi.id, note: "Penipuan", now };
    const [transfer, suspended] = await Promise.all([
      prepared({ payoutIds: ids.slice(0, 2) }, { sari: admins.sari, now }),
      suspendOrganizer(suspension),
    ]);
    expect(suspended).toEqual({ ok: true });
    const heldBack = (await db().select().from(payouts)).filter((row) => row.heldBackAt);
    expect(heldBack).toHaveLength(transfer.ok ? 2 : 4);
  });

  it.each(rounds)("another bank account: the frozen one is what the refund keeps (%i)", async () => {
    const bank = { bankName: "BCA", bankAccountNo: "1234567", bankAccountName: "Ana" };
    const ana = await givenUser(bank);
    const trip = await givenTrip({ status: "COMPLETED" });
    const share = { amount: 190_001, feeAmount: 10_000 };
    const { booking } = await givenBooking({ user: ana, trip, payout: share, payment: { uniqueCode: 1 } });
    const { id } = await givenRefund(booking, { status: "APPROVED", ...bank });
    const [transfer] = await Promise.all([
      prepared({ refundIds: [id] }, { sari: admins.sari, now }),
      saveBankAccount(ana.id, { ...bank, bankAccountNo: "7654321" }, { now }),
    ]);
    expect(transfer.ok).toBe(true);
    const [item] = await db().select().from(transferItems);
    const [refund] = await db().select().from(refunds).where(eq(refunds.id, id));
    expect(refund!.bankAccountNo).toBe(item!.bankAccountNo);
  });

  it.each(rounds)("a report and the night: what is reported is not released, and not prepared (%i)", async () => {
    const trip = await givenTrip({ status: "COMPLETED" });
    const { booking, payout, user } = await givenBooking({ trip });
    const at = new Date("2026-05-12T18:00:00Z");
    const report = { bookingId: booking.id, userId: user.id, amount: 1_000, note: "Pemandu tidak datang.", now: at };
    const [reported] = await Promise.all([
      requestRefund(report),
      autoComplete(sweepAt("2026-05-13T18:00:00Z")),
      prepared({ payoutIds: [payout!.id] }, { sari: admins.sari, now }),
    ]);
    const after = await prepared({ payoutIds: [payout!.id] }, { sari: admins.sari, now });
    if (reported.ok) expect(after.ok).toBe(false);
    expect(await db().$count(transferItems)).toBeLessThanOrEqual(1);
  });
});

it.each(rounds)("connections that are killed in the middle leave a transfer whole or not at all (%i)", async () => {
  const { ids } = await four();
  const transferId = await ready(ids);
  await cutOff([confirms(transferId, admins.sari), undoes(transferId, admins.dewi)]);
  const [transfer] = await db().select().from(transfers).where(eq(transfers.id, transferId));
  const outcomes = new Set((await db().select().from(transferItems)).map(({ outcome }) => outcome));
  const statuses = new Set((await db().select().from(payouts)).map(({ status }) => status));
  const whole = {
    PREPARED: [[null], ["RELEASED"]],
    CONFIRMED: [["PAID"], ["PAID"]],
    UNDONE: [["LEFT_OUT"], ["RELEASED"]],
  }[transfer!.status];
  expect([[...outcomes], [...statuses]]).toEqual(whole);
  // Whatever came of it, the next press ends it.
  if (transfer!.status === "PREPARED") expect(await confirms(transferId, admins.sari)).toMatchObject({ ok: true });
});
