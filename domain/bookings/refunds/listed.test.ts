import { expect, it } from "vitest";
import { ownDatabase } from "#tests/database.ts";
import { givenBooking, givenRefund, givenUser, madeAt } from "#tests/rows.ts";
import { listRefunds } from "./listed.ts";
import { stuckRefunds } from "./queries.ts";

ownDatabase();

const days = 24 * 3_600_000;
const since = (ms: number) => new Date(madeAt.getTime() + ms);
const now = since(days);
const bank = { bankName: "BCA", bankAccountNo: "0123456789", bankAccountName: "Ana" };
const ids = async (...which: Parameters<typeof listRefunds>) =>
  (await listRefunds(...which)).rows.map(({ refund }) => refund.id);

it("a dispute comes with the money so far: what came in and what was promised back of it before", async () => {
  const { booking, payment, payout } = await givenBooking({ pax: 2 });
  await givenRefund(booking, { status: "PAID", amount: 50_000, ...bank, transferRef: "T", paidAt: madeAt });
  await givenRefund(booking, { status: "REJECTED" });
  const dispute = await givenRefund(booking, { evidencePath: "laporan.webp" });
  const { rows } = await listRefunds({ list: "disputes" }, now);
  expect(rows).toHaveLength(1);
  expect(rows[0]).toMatchObject({
    refund: { id: dispute.id, note: "Pemandu tidak datang." },
    booking: { code: booking.code },
    participant: { name: "Ana" },
    receivedRupiah: payment.receivedAmount,
    refundedRupiah: 50_000,
    payout: { status: "HELD", amount: payout?.amount },
  });
});

it("what can be transferred stands apart from what waits for an account, the longest promised first", async () => {
  const { booking } = await givenBooking();
  const later = await givenRefund(booking, { status: "APPROVED", approvedAt: since(2), ...bank });
  const first = await givenRefund(booking, { status: "APPROVED", approvedAt: since(1), ...bank });
  const waiting = await givenRefund(booking, { status: "APPROVED" });
  await givenRefund(booking, { status: "REQUESTED" });
  expect(await ids({ list: "transfer" }, now)).toEqual([first.id, later.id]);
  expect(await ids({ list: "no-account" }, now)).toEqual([waiting.id]);
});

it("the stuck ones are exactly those that the morning page counts", async () => {
  const { booking } = await givenBooking();
  const stuck = await givenRefund(booking, { status: "APPROVED", approvedAt: since(-7 * days), ...bank });
  const without = await givenRefund(booking, { status: "APPROVED", approvedAt: since(-8 * days) });
  await givenRefund(booking, { status: "APPROVED", approvedAt: since(-5 * days), ...bank });
  expect(await ids({ list: "stuck" }, now)).toEqual([without.id, stuck.id]);
  expect((await stuckRefunds(now)).count).toBe(2);
});

it("what was paid names who paid it, the latest first", async () => {
  const sari = await givenUser({ name: "Sari", role: "ADMIN" });
  const { booking } = await givenBooking();
  const paid = { status: "PAID", ...bank, transferRef: "TRX", paidById: sari.id } as const;
  const older = await givenRefund(booking, { ...paid, paidAt: since(1) });
  const newer = await givenRefund(booking, { ...paid, paidAt: since(2) });
  const { rows } = await listRefunds({ list: "paid" }, now);
  expect(rows.map(({ refund, paidBy }) => [refund.id, paidBy])).toEqual([
    [newer.id, "Sari"],
    [older.id, "Sari"],
  ]);
});
