import { eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { db, pool } from "#db/connection.ts";
import { payments } from "#domain/payments/schema.ts";
import { payouts } from "#domain/payouts/schema.ts";
import { refunds } from "#domain/refunds/schema.ts";
import { trips } from "#domain/trips/schema.ts";
import { ownDatabase } from "#tests/database.ts";
import { givenBooking, givenRefund, givenTrip } from "#tests/rows.ts";
import { BooksBrokenError, reconcileMoney } from "./reconcile.ts";

ownDatabase();

/** The rules that are broken, by the letters they begin with, and the ids that break them. */
const brokenBooks = async () => {
  const error = await reconcileMoney().then(undefined, (thrown) => thrown);
  expect(error).toBeInstanceOf(BooksBrokenError);
  const rules = Object.entries((error as BooksBrokenError).broken).map(([rule, ids]) => [rule.slice(0, 2), ids]);
  return Object.fromEntries(rules) as Record<string, string[]>;
};
const paid = { payment: { uniqueCode: 123, receivedAmount: 300_123 }, payout: { amount: 285_000, feeAmount: 15_123 } };

it("an empty marketplace has nothing in the bank", async () => {
  const nothing = { bankRupiah: 0, owedToParticipantsRupiah: 0, owedToOrganizersRupiah: 0, feesRupiah: 0 };
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
    expect(await brokenBooks()).toEqual({ I1: expect.arrayContaining([oversold.id, saysFull.id, saysOpen.id]) });
  });

  it("I2: when a payout and its refunds are not what came in", async () => {
    const { payment, payout } = await givenBooking(paid);
    await db().update(payouts).set({ amount: 285_001 }).where(eq(payouts.id, payout!.id));
    expect(await brokenBooks()).toMatchObject({ I2: [payment.id], I3: ["300123 <> 300124"] });
  });

  it("I3: when money is owed for a payment that never came", async () => {
    const { booking } = await givenBooking({ status: "EXPIRED" });
    await givenRefund(booking, { status: "APPROVED" });
    expect((await brokenBooks()).I3).toBeDefined();
  });

  it("I4: when a closed trip still has a traveller or keeps money", async () => {
    const trip = await givenTrip();
    const { booking } = await givenBooking({ trip });
    await db().update(trips).set({ status: "CLOSED", closedAt: new Date() }).where(eq(trips.id, trip.id));
    expect(await brokenBooks()).toEqual({ I4: [booking.id] });
  });

  it("I5: when money was released from a trip that is not over", async () => {
    const released = { status: "RELEASED", releasedAt: new Date("2026-05-13T18:00:00Z") } as const;
    const { payout } = await givenBooking({ payout: released });
    expect(await brokenBooks()).toEqual({ I5: [payout!.id] });
  });

  it("I5: when a dispute is open over money that is held no more, or never was", async () => {
    const trip = await givenTrip({ status: "COMPLETED" });
    const released = { status: "RELEASED", releasedAt: new Date("2026-05-13T18:00:00Z") } as const;
    const { booking } = await givenBooking({ trip, payout: released });
    const dispute = await givenRefund(booking);
    expect(await brokenBooks()).toEqual({ I5: [dispute.id] });

    const returned = await givenBooking({
      trip,
      status: "EXPIRED",
      payment: { status: "PAID", receivedAmount: 300_000 },
    });
    await givenRefund(returned.booking, { status: "APPROVED", amount: 300_000 });
    const second = await givenRefund(returned.booking);
    expect((await brokenBooks()).I5).toEqual(expect.arrayContaining([dispute.id, second.id]));
  });

  it("I6: when booking, payment and payout contradict each other", async () => {
    const { booking } = await givenBooking({ status: "PENDING_PAYMENT" });
    await db().update(payments).set({ status: "EXPIRED" }).where(eq(payments.bookingId, booking.id));
    expect(await brokenBooks()).toEqual({ I6: [booking.id] });
  });

  it("and the message names twenty rows of a rule and counts the others", async () => {
    for (let at = 0; at < 22; at++) await givenTrip({ status: "FULL" });
    await expect(reconcileMoney()).rejects.toThrow(/^I1: .*( and 2 more)$/);
  });
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
  expect(await brokenBooks()).toEqual({ I1: [second.booking.id] });
});
