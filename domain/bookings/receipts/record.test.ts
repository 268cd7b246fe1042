import { eq } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { newId } from "#db/columns.ts";
import { db, transaction } from "#db/connection.ts";
import { change } from "#domain/audit/change.ts";
import { cancelUnpaid } from "#domain/bookings/cancel.ts";
import { expireDuePayments, expireOverdueBooking } from "#domain/bookings/payments/expire.ts";
import { remindOfPayments } from "#domain/bookings/payments/remind.ts";
import { grantGoodwill } from "#domain/bookings/refunds/decide.ts";
import { bookings } from "#domain/bookings/schema/bookings.ts";
import { autoComplete } from "#domain/departures/auto-complete.ts";
import { closeTrip } from "#domain/departures/close.ts";
import { trips } from "#domain/trips/schema.ts";
import { ownDatabase } from "#tests/database.ts";
import { brokenInvariants } from "#tests/invariants.ts";
import { givenTrip, givenUser } from "#tests/rows.ts";
import {
  accepts,
  audits,
  find,
  joins,
  mails,
  receiptsOf,
  rejects,
  sendsProof,
  takesSeats,
  tripStatus,
} from "#tests/stories.ts";
import { sweepAt } from "#tests/sweep.ts";
import { returnPart } from "./return.ts";

ownDatabase();
afterEach(async () => expect(await brokenInvariants()).toEqual({}));

const booked = "2026-05-01T03:00:00Z";
const evening = "2026-05-01T11:00:00Z";
const nextMorning = "2026-05-02T01:00:00Z";
const afterDeadline = "2026-05-03T05:00:00Z";

let sari: { id: string };
beforeEach(async () => {
  sari = await givenUser({ name: "Sari", role: "ADMIN" });
});

const given = async (seat: { bookingId: string }) =>
  (await find(seat)).refunds.map(({ reason, status, amount }) => [reason, status, amount]);

describe("the day at the bank", () => {
  it("is the one that was typed, from the day of the booking to today in WIB", async () => {
    for (const bookedOn of ["2026-05-01", "2026-05-02"]) {
      const seat = await takesSeats(await givenTrip(), booked);
      expect(await accepts(sari, seat, nextMorning, undefined, { bookedOn })).toMatchObject({ outcome: "confirmed" });
      expect((await receiptsOf(seat))[0]?.bookedOn).toBe(bookedOn);
    }
  });

  it("is refused before the booking and in the future, and nothing is recorded", async () => {
    const seat = await takesSeats(await givenTrip(), booked);
    for (const bookedOn of ["2026-04-30", "2026-05-03"])
      expect(await accepts(sari, seat, nextMorning, undefined, { bookedOn })).toEqual({
        ...{ ok: false, reason: "day" },
        ...{ from: "2026-05-01", to: "2026-05-02" },
      });
    expect(await receiptsOf(seat)).toEqual([]);
  });

  it("of a press that was recorded already is not asked about again", async () => {
    const seat = await joins(sari, await givenTrip(), booked);
    const again = { bookedOn: "2026-04-30", seenReceivedRupiah: 0 };
    expect(await accepts(sari, seat, nextMorning, undefined, again)).toMatchObject({ outcome: "already" });
  });
});

describe("another receipt on a payment that is PAID", () => {
  it("32: a double transfer, both lines accepted: one seat, one payout, and Refund OVERPAID of the second whole", async () => {
    const seat = await joins(sari, await givenTrip(), booked);
    const second = await accepts(sari, seat, nextMorning, seat.amountRupiah, { receiptId: newId() });
    expect(second).toMatchObject({ outcome: "added", surplusRupiah: seat.amountRupiah, roundingRupiah: 0 });
    const { booking, payment, payout, refunds } = await find(seat);
    expect([booking.status, payment.receivedAmount]).toEqual(["CONFIRMED", 2 * seat.amountRupiah]);
    expect(payout).toMatchObject({ status: "HELD", amount: 285_000, feeAmount: seat.amountRupiah - 285_000 });
    const [, two] = await receiptsOf(seat);
    expect(refunds).toMatchObject([
      { status: "APPROVED", reason: "OVERPAID", amount: seat.amountRupiah, receiptId: two!.id },
    ]);
    expect(await mails("refund-approved")).toHaveLength(1);
  });

  it("the same press twice records once, and a page that was drawn before another receipt says who was first", async () => {
    const seat = await joins(sari, await givenTrip(), booked);
    const press = { receiptId: newId(), seenReceivedRupiah: seat.amountRupiah };
    const results = await Promise.all([1, 2].map(() => accepts(sari, seat, nextMorning, 50_000, press)));
    expect(results.map((result) => result.ok && result.outcome).sort()).toEqual(["added", "already"]);
    const stale = { receiptId: newId(), seenReceivedRupiah: seat.amountRupiah };
    expect(await accepts(sari, seat, nextMorning, 50_000, stale)).toMatchObject({
      outcome: "already",
      verifiedBy: "Sari",
    });
    expect(await receiptsOf(seat)).toHaveLength(2);
    expect(await audits("receipt.record")).toHaveLength(2);
  });

  it("the code that was forgotten comes later and stays in the fee; a surplus too little is told as rounding", async () => {
    const seat = await takesSeats(await givenTrip(), booked);
    await accepts(sari, seat, evening, 300_000);
    const code = seat.amountRupiah - 300_000;
    expect(await accepts(sari, seat, nextMorning, code, { receiptId: newId() })).toMatchObject({
      surplusRupiah: 0,
      roundingRupiah: 0,
    });
    expect(await accepts(sari, seat, nextMorning, 999, { receiptId: newId() })).toMatchObject({ roundingRupiah: 999 });
    expect((await find(seat)).payout).toMatchObject({ amount: 285_000, feeAmount: 15_000 + code + 999 });
    // With the next rupiah it is enough to be transferred back.
    expect(await accepts(sari, seat, nextMorning, 1, { receiptId: newId() })).toMatchObject({ surplusRupiah: 1_000 });
    expect(await given(seat)).toEqual([["OVERPAID", "APPROVED", 1_000]]);
  });

  it("of a booking that is dead all of it goes back, however little", async () => {
    const seat = await takesSeats(await givenTrip(), booked);
    await accepts(sari, seat, evening, 100_000, { ifShort: "return" });
    expect(await accepts(sari, seat, nextMorning, 200_500, { receiptId: newId() })).toMatchObject({
      outcome: "returned",
      why: "cancelled",
    });
    expect(await accepts(sari, seat, nextMorning, 1, { receiptId: newId() })).toMatchObject({ refundRupiah: 1 });
    expect(await given(seat)).toEqual([
      ["UNAPPLIED", "APPROVED", 100_000],
      ["UNAPPLIED", "APPROVED", 200_500],
      ["UNAPPLIED", "APPROVED", 1],
    ]);
    expect(await mails("payment-returned")).toHaveLength(3);
  });

  it("once the organizer's share is released, it stays what it is", async () => {
    const seat = await joins(sari, await givenTrip(), booked);
    await autoComplete(sweepAt("2026-05-11T18:00:00Z"));
    await autoComplete(sweepAt("2026-05-14T18:00:00Z"));
    expect((await find(seat)).payout?.status).toBe("RELEASED");
    const later = "2026-05-15T01:00:00Z";
    expect(await accepts(sari, seat, later, seat.amountRupiah, { receiptId: newId() })).toMatchObject({
      surplusRupiah: seat.amountRupiah,
    });
    expect(await accepts(sari, seat, later, 400, { receiptId: newId() })).toMatchObject({ roundingRupiah: 400 });
    expect((await find(seat)).payout).toMatchObject({ amount: 285_000, feeAmount: seat.amountRupiah + 400 - 285_000 });
  });

  it("where all of it was given back, all of the next goes back, too", async () => {
    const seat = await takesSeats(await givenTrip(), booked);
    await accepts(sari, seat, evening, 300_000);
    const grant = { bookingId: seat.bookingId, adminId: sari.id, explanation: "Hujan", now: new Date(nextMorning) };
    await grantGoodwill({ ...grant, amountRupiah: 300_000, seenNetRupiah: 300_000 });
    expect(await accepts(sari, seat, nextMorning, 123, { receiptId: newId() })).toMatchObject({ surplusRupiah: 123 });
    expect((await find(seat)).payout).toMatchObject({ status: "CANCELLED", amount: 0, feeAmount: 0 });
  });
});

describe("a part", () => {
  const part = async (values: Parameters<typeof givenTrip>[0] = {}) => {
    const seat = await takesSeats(await givenTrip(values), booked);
    await sendsProof(seat, evening);
    await accepts(sari, seat, nextMorning, 200_000);
    return seat;
  };

  it("keeps its proof, so that the next one is of the rest, and the seats until its own deadline", async () => {
    const seat = await part({ quota: 1 });
    const { payment } = await find(seat);
    expect(payment).toMatchObject({ proofPath: null, expiresAt: new Date("2026-05-03T01:00:00Z") });
    expect(await receiptsOf(seat)).toMatchObject([
      { source: "PROOF", proofPath: `${seat.userId}-bukti.webp`, amount: 200_000 },
    ]);
    expect(await expireDuePayments(sweepAt("2026-05-03T00:59:00Z"))).toMatchObject({ expired: 0 });
    await sendsProof(seat, "2026-05-03T00:59:30Z");
    expect(await expireDuePayments(sweepAt(afterDeadline))).toMatchObject({ expired: 0 });
    expect(
      await accepts(sari, seat, afterDeadline, seat.amountRupiah - 200_000, { seenReceivedRupiah: 200_000 }),
    ).toMatchObject({ outcome: "confirmed" });
  });

  it("and another part are both there: what is missing is less both of them, and the rest confirms", async () => {
    const seat = await part();
    const second = await accepts(sari, seat, nextMorning, 50_000, { receiptId: newId() });
    expect(second).toMatchObject({ outcome: "waiting", missingRupiah: 50_000 });
    expect((await find(seat)).payment).toMatchObject({ status: "AWAITING", receivedAmount: 250_000 });
    const rest = seat.amountRupiah - 250_000;
    expect(await accepts(sari, seat, nextMorning, rest, { receiptId: newId() })).toMatchObject({ surplusRupiah: 0 });
    expect((await find(seat)).payment).toMatchObject({ status: "PAID", receivedAmount: seat.amountRupiah });
  });

  it("that arrives twice by the same press is there once", async () => {
    const seat = await takesSeats(await givenTrip(), booked);
    const receiptId = newId();
    expect(await accepts(sari, seat, nextMorning, 200_000, { receiptId })).toMatchObject({ outcome: "waiting" });
    expect(await accepts(sari, seat, nextMorning, 200_000, { receiptId })).toMatchObject({ outcome: "already" });
    expect((await find(seat)).payment.receivedAmount).toBe(200_000);
    expect(await receiptsOf(seat)).toHaveLength(1);
  });

  it("is booked on the day of the bank's line, whenever it is recorded, and without one on the day of the press", async () => {
    const [one, other] = [await takesSeats(await givenTrip(), booked), await takesSeats(await givenTrip(), booked)];
    await accepts(sari, one, "2026-05-02T20:00:00Z", 200_000, { bookedOn: "2026-05-01" });
    await accepts(sari, other, "2026-05-02T20:00:00Z", 200_000);
    expect((await receiptsOf(one))[0]?.bookedOn).toBe("2026-05-01");
    expect((await receiptsOf(other))[0]?.bookedOn).toBe("2026-05-03");
  });

  it("the deadline ends it: EXPIRED, PAID with what came, all of it owed back, one mail, and the seat is free", async () => {
    const trip = await givenTrip({ quota: 1 });
    const seat = await takesSeats(trip, booked);
    await accepts(sari, seat, nextMorning, 200_000);
    expect(await tripStatus(trip)).toBe("FULL");
    expect(await expireDuePayments(sweepAt(afterDeadline))).toMatchObject({ expired: 1 });
    const { booking, payment, payout } = await find(seat);
    expect([booking.status, payment.status, payment.receivedAmount, payout]).toEqual([
      "EXPIRED",
      "PAID",
      200_000,
      undefined,
    ]);
    expect(await given(seat)).toEqual([["UNAPPLIED", "APPROVED", 200_000]]);
    expect(await tripStatus(trip)).toBe("OPEN");
    expect((await mails("payment-returned"))[0]?.text).toContain("Sisanya belum masuk");
    expect(await mails("booking-expired")).toHaveLength(0);
    expect(await expireDuePayments(sweepAt(afterDeadline))).toMatchObject({ expired: 0 });
  });

  it("whoever looks at the page too late ends it as well, and so does the night after the trip", async () => {
    const [one, other] = [await part(), await part({ date: "2026-05-04" })];
    await expireOverdueBooking({ bookingId: one.bookingId, userId: one.userId, now: new Date(afterDeadline) });
    await autoComplete(sweepAt("2026-05-05T18:00:00Z"));
    for (const seat of [one, other]) {
      expect((await find(seat)).booking.status).toBe("EXPIRED");
      expect(await given(seat)).toEqual([["UNAPPLIED", "APPROVED", 200_000]]);
    }
  });

  it("never waits past the start of the trip, nor after the deadline without a proof", async () => {
    const soon = await takesSeats(await givenTrip({ date: "2026-05-03" }), booked);
    const until = new Date("2026-05-02T17:00:00Z");
    expect(await accepts(sari, soon, nextMorning, 1)).toMatchObject({ outcome: "waiting", until });
    const late = await takesSeats(await givenTrip(), booked);
    expect(await accepts(sari, late, afterDeadline, 1, { ifShort: "wait" })).toEqual({
      ok: false,
      reason: "cannot-wait",
    });
    expect(await accepts(sari, late, afterDeadline, 1)).toMatchObject({ outcome: "returned", why: "short" });
  });

  it("goes back when the admin waits no longer, when the participant cancels, and when the proof of the rest is rejected too late", async () => {
    const [returned, cancelled, rejected] = [await part(), await part(), await part()];
    const request = { paymentId: returned.paymentId, adminId: sari.id, now: new Date(nextMorning) };
    expect(await returnPart({ ...request, seenReceivedRupiah: 1 })).toEqual({ ok: false, reason: "nothing-waits" });
    expect(await returnPart({ ...request, seenReceivedRupiah: 200_000 })).toEqual({ ok: true, refundRupiah: 200_000 });
    expect(await returnPart({ ...request, seenReceivedRupiah: 200_000 })).toEqual({
      ok: false,
      reason: "nothing-waits",
    });
    const own = { bookingId: cancelled.bookingId, userId: cancelled.userId, now: new Date(nextMorning) };
    expect(await cancelUnpaid(own)).toEqual({ ok: true });
    await sendsProof(rejected, "2026-05-02T20:00:00Z");
    expect(await rejects(sari, rejected, afterDeadline)).toEqual({ ok: true, payment: "PAID" });
    for (const seat of [returned, cancelled, rejected]) {
      expect((await find(seat)).payment).toMatchObject({ status: "PAID", receivedAmount: 200_000 });
      expect(await given(seat)).toEqual([["UNAPPLIED", "APPROVED", 200_000]]);
    }
    expect((await find(rejected)).booking.status).toBe("EXPIRED");
    expect(await mails("payment-returned")).toHaveLength(3);
  });

  it("of a trip that is called off it goes back with the others; with a proof of the rest it waits for the admin", async () => {
    const trip = await givenTrip();
    const [plain, proved] = [await takesSeats(trip, booked), await takesSeats(trip, booked)];
    for (const seat of [plain, proved]) await accepts(sari, seat, evening, 200_000);
    await sendsProof(proved, nextMorning);
    const by = { role: "ADMIN" as const, userId: sari.id };
    const closed = await closeTrip({ tripId: trip.id, by, reason: "Hujan", now: new Date(nextMorning) });
    expect(closed).toMatchObject({ ok: true, refundRupiah: 200_000, proofsUnderReview: 1 });
    expect(await given(plain)).toEqual([["TRIP_CLOSED", "APPROVED", 200_000]]);
    expect((await find(proved)).payment).toMatchObject({ status: "AWAITING", receivedAmount: 200_000 });
    expect(await accepts(sari, proved, nextMorning, 100_000, { seenReceivedRupiah: 200_000 })).toMatchObject({
      why: "cancelled",
      refundRupiah: 300_000,
    });
  });

  it("the reminder asks for the rest alone", async () => {
    await part();
    expect(await remindOfPayments(sweepAt("2026-05-02T20:00:00Z"))).toBe(1);
    expect((await mails("payment-reminder"))[0]?.text).toContain("Rp 100.000");
  });
});

it("30: an expired booking and a trip moved since to other days: the late money is returned, never confirmed for days that nobody chose", async () => {
  const trip = await givenTrip();
  const [seat, same] = [await takesSeats(trip, booked), await takesSeats(trip, booked)];
  await expireDuePayments(sweepAt(afterDeadline));
  expect(await accepts(sari, same, afterDeadline)).toMatchObject({ outcome: "confirmed" });
  await db().update(trips).set({ date: "2026-05-20", closesOn: "2026-05-19" }).where(eq(trips.id, trip.id));
  expect(await accepts(sari, seat, afterDeadline)).toMatchObject({ outcome: "returned", why: "days-changed" });
  expect(await given(seat)).toEqual([["UNAPPLIED", "APPROVED", seat.amountRupiah]]);
  expect((await mails("payment-returned"))[0]?.text).toContain("hari trip-nya sudah berubah");
});

it("who booked through a release that kept no days is taken to have agreed", async () => {
  const seat = await takesSeats(await givenTrip(), booked);
  await expireDuePayments(sweepAt(afterDeadline));
  const unknown = { agreedDate: null, agreedEndDate: null };
  const by = { action: "booking.create", actor: { type: "USER" }, now: new Date(booked) } as const;
  const { booking } = await find(seat);
  await transaction((tx) => change(tx, bookings, [booking], { values: unknown, ...by }));
  expect(await accepts(sari, seat, afterDeadline)).toMatchObject({ outcome: "confirmed" });
});

describe("an unlikely amount", () => {
  it("is asked about once more, by typing or by a line, and recorded only once they are sure of this very one", async () => {
    const seat = await takesSeats(await givenTrip({ date: "2026-08-10" }), "2026-05-01T03:00:00Z");
    const times10 = 10 * seat.amountRupiah;
    const types = (amount: number, sureOfRupiah: number | null) =>
      accepts(sari, seat, "2026-05-01T04:00:00Z", amount, { sureOfRupiah, receiptId: undefined });
    const asked = { ok: false, reason: "unlikely", amountRupiah: times10, expectedRupiah: seat.amountRupiah };
    expect(await types(times10, null)).toEqual({ ...asked, surplusRupiah: times10 - seat.amountRupiah });
    expect(await types(Math.round(seat.amountRupiah / 10), times10)).toMatchObject({
      reason: "unlikely",
      surplusRupiah: 0,
    });
    expect(await receiptsOf(seat)).toEqual([]);
    expect(await types(times10, times10)).toMatchObject({ ok: true, outcome: "confirmed" });
  });

  it("and a likely one is not", async () => {
    const seat = await takesSeats(await givenTrip({ date: "2026-08-10" }), "2026-05-01T03:00:00Z");
    const sure = { sureOfRupiah: null };
    expect(await accepts(sari, seat, "2026-05-01T04:00:00Z", undefined, sure)).toMatchObject({ ok: true });
  });
});
