import { sql } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { transaction } from "#db/connection.ts";
import { ownDatabase } from "#tests/database.ts";
import { type BookingValues, givenBooking, givenTrip, givenUser, madeAt } from "#tests/rows.ts";
import { listPayments } from "./listed.ts";
import { unexpiredPayments } from "./queries.ts";

ownDatabase();

const hours = 3_600_000;
const now = new Date(madeAt.getTime() + 2 * hours);
const since = (ms: number) => new Date(madeAt.getTime() + ms);
const codes = async (...which: Parameters<typeof listPayments>) =>
  (await listPayments(...which)).rows.map(({ booking }) => booking.code);
const pending = (values: BookingValues = {}) => givenBooking({ status: "PENDING_PAYMENT", ...values });

describe("proofs to check", () => {
  it("come in the order in which they were sent, with trip, participant and the amount asked for", async () => {
    const trip = await givenTrip({ title: "Gunung Prau" });
    const later = await pending({ trip, proofPath: "b.webp", payment: { proofUploadedAt: since(2) } });
    const first = await pending({ trip, proofPath: "a.webp", payment: { proofUploadedAt: since(1) } });
    await pending({ trip });
    const { rows, next } = await listPayments({ list: "waiting" }, now);
    expect(rows.map(({ payment }) => payment.id)).toEqual([first.payment.id, later.payment.id]);
    expect(rows[0]).toMatchObject({
      payment: { amount: first.payment.amount, uniqueCode: first.payment.uniqueCode },
      trip: { title: "Gunung Prau" },
      participant: { name: "Ana" },
      verifiedBy: null,
      expected: "confirmed",
    });
    expect(next).toBeUndefined();
  });

  it("are not those that somebody has decided", async () => {
    await givenBooking({ proofPath: "a.webp" });
    await givenBooking({ status: "EXPIRED", proofPath: "a.webp" });
    expect(await codes({ list: "waiting" }, now)).toEqual([]);
  });

  it("come a page at a time, each row once", async () => {
    const trip = await givenTrip({ quota: 100 });
    for (let at = 0; at < 27; at++) {
      await pending({ trip, proofPath: "a.webp", payment: { proofUploadedAt: since(at % 3) } });
    }
    const first = await listPayments({ list: "waiting" }, now);
    const second = await listPayments({ list: "waiting", cursor: first.next }, now);
    expect([first.rows.length, second.rows.length, second.next]).toEqual([25, 2, undefined]);
    expect(new Set([...first.rows, ...second.rows].map(({ payment }) => payment.id)).size).toBe(27);
    expect((await listPayments({ list: "waiting", cursor: "made up" }, now)).rows).toHaveLength(25);
  });
});

describe("money that came late", () => {
  it("is found by its amount, whatever became of the booking, and what accepting it would come to is expected", async () => {
    const trip = await givenTrip({ quota: 2 });
    const payment = { uniqueCode: 321 };
    const expired = await givenBooking({ trip, status: "EXPIRED", payment });
    const cancelled = await givenBooking({ trip, status: "CANCELLED", payment });
    await givenBooking({ trip, status: "EXPIRED", payment: { uniqueCode: 322 } });
    const { rows } = await listPayments({ search: { amountRupiah: 300_321 } }, now);
    expect(new Map(rows.map((row) => [row.booking.code, row.expected]))).toEqual(
      new Map([
        [expired.booking.code, "confirmed"],
        [cancelled.booking.code, "cancelled"],
      ]),
    );
  });

  it("would go back where the seats are gone, the trip has begun, or the participant has booked again", async () => {
    const full = await givenTrip({ quota: 1, status: "FULL" });
    await givenBooking({ trip: full });
    const ana = await givenUser();
    const again = await givenTrip();
    await givenBooking({ trip: again, user: ana });
    const late = (values: BookingValues) => givenBooking({ status: "EXPIRED", ...values });
    const gone = await late({ trip: full });
    const begun = await late({ trip: await givenTrip({ date: "2026-04-30" }) });
    const twice = await late({ trip: again, user: ana });
    const expected = async (code: string) =>
      (await listPayments({ search: { bookingCode: code } }, now)).rows.map((row) => row.expected);
    expect(await expected(gone.booking.code)).toEqual(["sold-out"]);
    expect(await expected(begun.booking.code)).toEqual(["trip-over"]);
    expect(await expected(twice.booking.code.toLowerCase())).toEqual(["booked-again"]);
  });

  it("is found by what arrived too, and no number is too large to look for", async () => {
    const paid = await givenBooking({ payment: { receivedAmount: 999_999 } });
    expect(await codes({ search: { amountRupiah: 999_999 } }, now)).toEqual([paid.booking.code]);
    expect(await codes({ search: { amountRupiah: 9_999_999_999 } }, now)).toEqual([]);
  });
});

it("the stuck ones are exactly those that the morning page counts", async () => {
  const stuck = await pending({ payment: { createdAt: since(-25 * hours) } });
  await pending({ payment: { createdAt: since(-22 * hours) } });
  await pending({ payment: { createdAt: since(-25 * hours), proofPath: "bukti.webp" } });
  const stuckAt = since(1);
  expect(await codes({ list: "stuck" }, stuckAt)).toEqual([stuck.booking.code]);
  expect((await unexpiredPayments(stuckAt)).count).toBe(1);
});

it("accepted money names who accepted it, the latest first; the whole list has everything", async () => {
  const sari = await givenUser({ name: "Sari", role: "ADMIN" });
  const older = await givenBooking({ payment: { paidAt: since(1), verifiedById: sari.id } });
  const newer = await givenBooking({ payment: { paidAt: since(2), verifiedById: sari.id } });
  await givenBooking({ status: "EXPIRED" });
  const { rows } = await listPayments({ list: "paid" }, now);
  expect(rows.map(({ booking, verifiedBy }) => [booking.code, verifiedBy])).toEqual([
    [newer.booking.code, "Sari"],
    [older.booking.code, "Sari"],
  ]);
  expect(await codes({ list: "all" }, now)).toHaveLength(3);
});

it.each([
  [
    "Payment_proof_waiting_idx",
    `where "status" = 'AWAITING' and "proofPath" is not null order by "proofUploadedAt", "id" limit 26`,
  ],
  ["Payment_paidAt_id_idx", `where "status" = 'PAID' order by "paidAt" desc, "id" desc limit 26`],
  ["Payment_createdAt_id_idx", `order by "createdAt" desc, "id" desc limit 26`],
  ["Payment_amount_idx", `where "amount" = 300321 or "receivedAmount" = 300321`],
])("reads the index %s, however many payments there are", async (index, rows) => {
  const plan = await transaction(async (tx) => {
    await tx.execute(sql`set local enable_seqscan = off`);
    return tx.execute(sql.raw(`explain select * from "Payment" ${rows}`));
  });
  expect(JSON.stringify(plan.rows)).toContain(index);
});
