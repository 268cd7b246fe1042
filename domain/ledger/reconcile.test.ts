import { eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { db, pool } from "#db/connection.ts";
import { payments } from "#domain/bookings/schema/payments.ts";
import { payouts } from "#domain/bookings/schema/payouts.ts";
import { refunds } from "#domain/bookings/schema/refunds.ts";
import { trips } from "#domain/trips/schema.ts";
import { ownDatabase } from "#tests/database.ts";
import { givenBooking, givenRefund, givenTrip } from "#tests/rows.ts";
import { BooksBrokenError, booksErrorIn } from "./books-error.ts";
import { reconcileMoney } from "./reconcile.ts";

ownDatabase();

/** The rules that are broken, and the ids that break them. What the message says of them reads as it was meant. */
const brokenBooks = async () => {
  const error = await reconcileMoney().then(undefined, (thrown) => thrown);
  expect(error).toBeInstanceOf(BooksBrokenError);
  const { rules, message } = error as BooksBrokenError;
  const told = rules.map(({ rule, rows }) => ({ rule, rows: rows.map(({ id: _id, ...row }) => row), more: 0 }));
  expect(booksErrorIn(message)).toEqual(told);
  return Object.fromEntries(rules.map(({ rule, rows }) => [rule, rows.map(({ id }) => id)]));
};
const paid = { payment: { uniqueCode: 123, receivedAmount: 300_123 }, payout: { amount: 285_000, feeAmount: 15_123 } };

it("an empty marketplace has nothing in the bank", async () => {
  const owed = { owedToParticipantsRupiah: 0, owedToOrganizersRupiah: 0 };
  const nothing = { bankRupiah: 0, ...owed, feesRupiah: 0, bankLinesRupiah: 0 };
  expect(await reconcileMoney()).toEqual(nothing);
});

it("what must be in the bank is what is owed to participants and organizers, and the fees", async () => {
  await givenBooking(paid);
  const returned = await givenBooking({
    status: "CANCELLED",
    payment: { status: "PAID", receivedAmount: 300_000 },
  });
  await givenRefund(returned.booking, { status: "APPROVED", amount: 200_000 });
  await givenRefund(returned.booking, {
    status: "PAID",
    amount: 100_000,
    transferRef: "TRF1",
    bankName: "BCA",
    bankAccountNo: "1",
    bankAccountName: "Ana",
  });
  expect(await reconcileMoney()).toEqual({
    bankRupiah: 500_123,
    owedToParticipantsRupiah: 200_000,
    owedToOrganizersRupiah: 285_000,
    feesRupiah: 15_123,
    bankLinesRupiah: 0,
  });
});

it("sums are exact far above what one column holds", async () => {
  const trip = await givenTrip({ quota: 10, pricePerPax: 100_000_000 });
  const rich = { payment: { uniqueCode: 0 }, payout: { amount: 950_000_000, feeAmount: 50_000_000 } };
  for (const quota of [10, 10, 10]) {
    const other = await givenTrip({ quota, pricePerPax: trip.pricePerPax, status: "FULL" });
    await givenBooking({ trip: other, pax: 10, ...rich });
  }
  expect((await reconcileMoney()).bankRupiah).toBe(3_000_000_000);
});

describe("the books are broken", () => {
  it("I1: when a trip has sold more seats than it has, or its FULL and OPEN say something else than its seats", async () => {
    const [oversold, saysFull, saysOpen] = [
      await givenTrip({ quota: 1, status: "FULL" }),
      await givenTrip({ status: "FULL" }),
      await givenTrip({ quota: 1 }),
    ];
    await givenBooking({ trip: oversold, pax: 2 });
    await givenBooking({ trip: saysOpen });
    expect(await brokenBooks()).toEqual({
      seats: [oversold.id],
      full: expect.arrayContaining([saysFull.id, saysOpen.id]),
    });
  });

  it("I2: when a payout and its refunds are not what came in", async () => {
    const { booking, payment, payout } = await givenBooking(paid);
    await db().update(payouts).set({ amount: 285_001 }).where(eq(payouts.id, payout!.id));
    expect(await brokenBooks()).toEqual({ "money-in": [payment.id], split: [payout!.id], balance: [""] });
    await expect(reconcileMoney()).rejects.toThrow(
      `the books do not add up: money-in: ${booking.code} 300123 <> 300124; split: ${booking.code} Payout.amount 285001 <> 285000; balance: 300123 <> 300124`,
    );
  });

  it("I3: when money is owed for a payment that never came", async () => {
    const { booking } = await givenBooking({ status: "EXPIRED" });
    await givenRefund(booking, { status: "APPROVED" });
    expect((await brokenBooks())["never-paid"]).toBeDefined();
  });

  it("I4: when a closed trip still has a traveller or keeps money", async () => {
    const trip = await givenTrip();
    const { booking } = await givenBooking({ trip });
    await db().update(trips).set({ status: "CLOSED", closedAt: new Date() }).where(eq(trips.id, trip.id));
    expect(await brokenBooks()).toEqual({ "closed-trip": [booking.id] });
  });

  it("I5: when money was released from a trip that is not over", async () => {
    const released = { status: "RELEASED", releasedAt: new Date("2026-05-13T18:00:00Z") } as const;
    const { payout } = await givenBooking({ payout: released });
    expect(await brokenBooks()).toEqual({ "released-early": [payout!.id] });
  });

  it("I5: when a dispute is open over money that is held no more, or never was", async () => {
    const trip = await givenTrip({ status: "COMPLETED" });
    const released = { status: "RELEASED", releasedAt: new Date("2026-05-13T18:00:00Z") } as const;
    const { booking } = await givenBooking({ trip, payout: released });
    const dispute = await givenRefund(booking);
    expect(await brokenBooks()).toEqual({ "dispute-held": [dispute.id] });

    const returned = await givenBooking({
      trip,
      status: "EXPIRED",
      payment: { status: "PAID", receivedAmount: 300_000 },
    });
    await givenRefund(returned.booking, { status: "APPROVED", amount: 300_000 });
    const second = await givenRefund(returned.booking);
    expect((await brokenBooks())["dispute-held"]).toEqual(expect.arrayContaining([dispute.id, second.id]));
  });

  it("I6: when booking, payment and payout contradict each other", async () => {
    const { booking } = await givenBooking({ status: "PENDING_PAYMENT" });
    await db().update(payments).set({ status: "EXPIRED" }).where(eq(payments.bookingId, booking.id));
    expect(await brokenBooks()).toEqual({ "one-story": [booking.id] });
  });

  it("and the message names twenty rows of a rule and counts the others", async () => {
    for (let at = 0; at < 22; at++) await givenTrip({ status: "FULL" });
    const error = await reconcileMoney().then(undefined, (thrown) => thrown);
    const [told] = booksErrorIn(error.message)!;
    expect([told!.rule, told!.rows.length, told!.more]).toEqual(["full", 20, 2]);
  });
});

it("a message that was cut is read as far as it goes, and every other message not at all", () => {
  const whole = new BooksBrokenError([
    { rule: "one-story", says: "", rows: [{ id: "1", of: "ST-7F3K9", figures: null }] },
    { rule: "money-in", says: "", rows: [{ id: "2", of: "ST-22222", figures: { is: 5, must: -6 } }] },
  ]).message;
  const first = { rule: "one-story", rows: [{ of: "ST-7F3K9", figures: null }], more: 0 };
  expect(booksErrorIn(whole)?.[1]?.rows).toEqual([{ of: "ST-22222", figures: { is: 5, must: -6 } }]);
  expect(booksErrorIn(whole.slice(0, -6))).toEqual([first, { rule: "money-in", rows: [], more: 0 }]);
  expect(booksErrorIn("the books are elsewhere")).toBeNull();
});

it("leaves everything as it is", async () => {
  await givenBooking(paid);
  const before = await pool().query(`select max(xmin::text::bigint) from "Payout"`);
  await reconcileMoney();
  expect(await db().$count(refunds)).toBe(0);
  expect((await pool().query(`select max(xmin::text::bigint) from "Payout"`)).rows).toEqual(before.rows);
});

it("somebody who has two live bookings on one trip breaks I1, should the index that forbids it ever be gone", async () => {
  await pool().query('drop index "Booking_live_key"');
  const first = await givenBooking();
  const trip = (await db().select().from(trips))[0]!;
  const second = await givenBooking({ trip, user: first.user });
  expect(await brokenBooks()).toEqual({ "one-booking": [second.booking.id] });
});
