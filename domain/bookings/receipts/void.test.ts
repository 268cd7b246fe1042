import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { newId } from "#db/columns.ts";
import { transaction } from "#db/connection.ts";
import { change } from "#domain/audit/change.ts";
import { cancelByAdmin, cancelPaid } from "#domain/bookings/cancel.ts";
import { expireDuePayments } from "#domain/bookings/payments/expire.ts";
import { grantGoodwill } from "#domain/bookings/refunds/decide.ts";
import { requestRefund } from "#domain/bookings/refunds/request.ts";
import { bookings } from "#domain/bookings/schema/bookings.ts";
import { payments } from "#domain/bookings/schema/payments.ts";
import type { Refund } from "#domain/bookings/schema/refunds.ts";
import { autoComplete } from "#domain/departures/auto-complete.ts";
import { closeTrip } from "#domain/departures/close.ts";
import { reconcileMoney } from "#domain/ledger/reconcile.ts";
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
  type Seat,
  sendsProof,
  takesSeats,
  tripStatus,
  voids,
} from "#tests/stories.ts";
import { sweepAt } from "#tests/sweep.ts";
import { prepared, transferred } from "#tests/transfers.ts";
import { voidReceipt } from "./void.ts";

ownDatabase();
afterEach(async () => expect(await brokenInvariants()).toEqual({}));

const booked = "2026-05-01T03:00:00Z";
const evening = "2026-05-01T11:00:00Z";
const nextMorning = "2026-05-02T01:00:00Z";
const noon = "2026-05-02T05:00:00Z";
const inADay = new Date("2026-05-03T05:00:00Z");

let sari: { id: string };
beforeEach(async () => {
  sari = await givenUser({ name: "Sari", role: "ADMIN" });
});

const given = async (seat: { bookingId: string }) =>
  (await find(seat)).refunds.map(({ reason, status, amount }) => [reason, status, amount]);
const another = () => ({ receiptId: newId() });
const states = async (seat: Seat) => {
  const { booking, payment, payout } = await find(seat);
  return [booking.status, payment.status, payment.receivedAmount, payout?.status];
};

it("29: 2.701.620 typed for 270.162, void: no refund is owed, AWAITING with its proof, the ledger as before; after the right amount CONFIRMED with one payout", async () => {
  const seat = await takesSeats(await givenTrip({ pricePerPax: 270_000 }), booked);
  await asks(seat, { uniqueCode: 162, amount: 270_162 });
  await sendsProof(seat, evening);
  const before = await reconcileMoney();
  await accepts(sari, seat, nextMorning, 2_701_620);
  expect(await given(seat)).toEqual([["OVERPAID", "APPROVED", 2_431_458]]);

  expect(await voids(sari, seat, noon)).toEqual({ ok: true, booking: "PENDING_PAYMENT", payment: "AWAITING" });
  expect(await given(seat)).toEqual([["OVERPAID", "CANCELLED", 2_431_458]]);
  expect(await states(seat)).toEqual(["PENDING_PAYMENT", "AWAITING", null, "CANCELLED"]);
  expect((await find(seat)).payment).toMatchObject({
    expiresAt: inADay,
    paidAt: null,
    proofPath: `${seat.userId}-bukti.webp`,
  });
  expect(await reconcileMoney()).toEqual(before);
  const [letter] = await mails("receipt-voided");
  expect(letter?.text).toContain("Rp 2.701.620");
  expect(letter?.text).toContain("Salah ketik");
  const [told, ...more] = await mails("participant-unpaid");
  expect([told?.text.includes((await find(seat)).booking.code), more]).toEqual([true, []]);

  expect(await accepts(sari, seat, noon, 270_162)).toMatchObject({ outcome: "confirmed", surplusRupiah: 0 });
  const { booking, payout } = await find(seat);
  expect([booking.status, payout?.status, payout?.amount, payout?.feeAmount]).toEqual([
    "CONFIRMED",
    "HELD",
    256_500,
    13_662,
  ]);
  expect(await mails("booking-confirmed")).toHaveLength(2);
  expect((await receiptsOf(seat)).map(({ amount, voidReason }) => [amount, voidReason])).toEqual([
    [2_701_620, "Salah ketik"],
    [270_162, null],
  ]);
});

it("without a proof it has a day, and then the seat is free and the participant told", async () => {
  const trip = await givenTrip({ quota: 1 });
  const seat = await joins(sari, trip, booked);
  await voids(sari, seat, noon);
  expect(await tripStatus(trip)).toBe("FULL");
  expect(await expireDuePayments(sweepAt(new Date(inADay.getTime() - 1)))).toMatchObject({ expired: 0 });
  expect(await expireDuePayments(sweepAt(inADay))).toMatchObject({ expired: 1 });
  expect([await tripStatus(trip), await states(seat)]).toEqual(["OPEN", ["EXPIRED", "EXPIRED", null, "CANCELLED"]]);
  expect(await mails("booking-expired")).toHaveLength(1);
});

it("twice, or by two admins together: one does it, the other is told who was first", async () => {
  const seat = await joins(sari, await givenTrip(), booked);
  const results = await Promise.all([voids(sari, seat, noon), voids(sari, seat, noon)]);
  expect(results).toContainEqual({ ok: true, booking: "PENDING_PAYMENT", payment: "AWAITING" });
  expect(results).toContainEqual({ ok: false, reason: "already-void", voidedBy: "Sari", voidedAt: new Date(noon) });
  expect(await audits("receipt.void")).toHaveLength(1);
  expect(await voidReceipt({ receiptId: "none", adminId: sari.id, reason: "x", now: new Date(noon) })).toEqual({
    ok: false,
    reason: "not-found",
  });
});

describe("of several receipts", () => {
  it("the second of a double transfer: the seats stay, and what it promised back is withdrawn", async () => {
    const seat = await joins(sari, await givenTrip(), booked);
    await accepts(sari, seat, nextMorning, seat.amountRupiah, another());
    expect(await voids(sari, seat, noon)).toMatchObject({ ok: true, booking: "CONFIRMED", payment: "PAID" });
    expect(await given(seat)).toEqual([["OVERPAID", "CANCELLED", seat.amountRupiah]]);
    expect(await states(seat)).toEqual(["CONFIRMED", "PAID", seat.amountRupiah, "HELD"]);
    expect((await mails("receipt-voided"))[0]?.text).toContain("tetap terkonfirmasi");
    expect(await mails("participant-unpaid")).toEqual([]);
  });

  it("the first of a double transfer: the second pays the seats, and is too much no more", async () => {
    const seat = await joins(sari, await givenTrip(), booked);
    await accepts(sari, seat, nextMorning, seat.amountRupiah, another());
    const [first] = await receiptsOf(seat);
    expect(await voids(sari, seat, noon, { receiptId: first!.id })).toMatchObject({ ok: true, booking: "CONFIRMED" });
    expect(await given(seat)).toEqual([["OVERPAID", "CANCELLED", seat.amountRupiah]]);
    expect((await find(seat)).payout).toMatchObject({ amount: 285_000, feeAmount: seat.amountRupiah - 285_000 });
  });

  it("one of two surpluses: the other stays owed", async () => {
    const seat = await takesSeats(await givenTrip(), booked);
    await accepts(sari, seat, evening, seat.amountRupiah + 50_000);
    await accepts(sari, seat, nextMorning, seat.amountRupiah, another());
    const [first] = await receiptsOf(seat);
    await voids(sari, seat, noon, { receiptId: first!.id });
    expect(await given(seat)).toEqual([
      ["OVERPAID", "CANCELLED", 50_000],
      ["OVERPAID", "CANCELLED", seat.amountRupiah],
    ]);
    await accepts(sari, seat, noon, 30_000, another());
    expect((await given(seat)).at(-1)).toEqual(["OVERPAID", "APPROVED", 30_000]);
  });

  it("one of two parts: the booking waits again with the other, and its proof lies there again", async () => {
    const seat = await takesSeats(await givenTrip(), booked);
    await sendsProof(seat, evening);
    await accepts(sari, seat, evening, 200_000);
    await accepts(sari, seat, nextMorning, 100_123, another());
    const [first] = await receiptsOf(seat);
    expect(await voids(sari, seat, noon, { receiptId: first!.id })).toMatchObject({ booking: "PENDING_PAYMENT" });
    expect(await states(seat)).toEqual(["PENDING_PAYMENT", "AWAITING", 100_123, "CANCELLED"]);
    expect((await find(seat)).payment.proofPath).toBe(`${seat.userId}-bukti.webp`);
    expect((await mails("receipt-voided"))[0]?.text).toContain("Rp 199.877");
    await voids(sari, seat, noon);
    expect(await states(seat)).toEqual(["PENDING_PAYMENT", "AWAITING", null, "CANCELLED"]);
  });

  it("of a dead booking what others brought goes back, once", async () => {
    const seat = await takesSeats(await givenTrip(), booked);
    await accepts(sari, seat, evening, 100_000);
    await accepts(sari, seat, nextMorning, 50_000, { ...another(), ifShort: "return" });
    await accepts(sari, seat, nextMorning, 7_000, another());
    const [first] = await receiptsOf(seat);
    expect(await voids(sari, seat, noon, { receiptId: first!.id })).toMatchObject({ payment: "PAID" });
    const owed = (await given(seat)).filter(([, status]) => status === "APPROVED");
    expect(owed.reduce((sum, [, , amount]) => sum + Number(amount), 0)).toBe(57_000);
  });
});

describe("what had become of the booking", () => {
  it("returned for too little: it waits again while its seats are free, else it is EXPIRED", async () => {
    const trip = await givenTrip({ quota: 2 });
    const [one, two] = [await takesSeats(trip, booked), await takesSeats(trip, booked)];
    for (const seat of [one, two]) await accepts(sari, seat, evening, 27_016, { ifShort: "return" });
    expect(await voids(sari, one, nextMorning)).toEqual({ ok: true, booking: "PENDING_PAYMENT", payment: "AWAITING" });
    await takesSeats(trip, nextMorning);
    expect(await voids(sari, two, noon)).toEqual({ ok: true, booking: "EXPIRED", payment: "EXPIRED" });
    expect(await given(two)).toEqual([["UNAPPLIED", "CANCELLED", 27_016]]);
    expect(await mails("participant-unpaid")).toEqual([]);
    expect(await accepts(sari, one, noon)).toMatchObject({ outcome: "confirmed" });
  });

  it("returned for too little, told in other words than ours: it waits again just so", async () => {
    const seat = await takesSeats(await givenTrip(), booked);
    await accepts(sari, seat, evening, 27_016, { ifShort: "return" });
    const { booking } = await find(seat);
    const worded = {
      values: { cancelReason: "The transfer was less than the price." },
      action: "booking.cancel",
    } as const;
    const by = { actor: { type: "ADMIN", id: sari.id }, now: new Date(nextMorning) } as const;
    await transaction((tx) => change(tx, bookings, [booking], { ...worded, ...by }));
    expect(await voids(sari, seat, noon)).toEqual({ ok: true, booking: "PENDING_PAYMENT", payment: "AWAITING" });
  });

  it("returned for too little in two parts, both void: it waits again as well", async () => {
    const seat = await takesSeats(await givenTrip(), booked);
    await accepts(sari, seat, evening, 27_016);
    await accepts(sari, seat, evening, 5_000, { ...another(), ifShort: "return" });
    const [first, second] = await receiptsOf(seat);
    expect(await voids(sari, seat, noon, { receiptId: first!.id })).toMatchObject({ booking: "CANCELLED" });
    expect(await voids(sari, seat, noon, { receiptId: second!.id })).toMatchObject({ booking: "PENDING_PAYMENT" });
  });

  it("cancelled by its participant: what it promised them is withdrawn, and it stays cancelled", async () => {
    const seat = await joins(sari, await givenTrip({ date: "2026-06-10" }), booked);
    const own = { bookingId: seat.bookingId, userId: seat.userId, now: new Date(nextMorning) };
    await cancelPaid({ ...own, agreedRefundRupiah: seat.amountRupiah });
    expect(await voids(sari, seat, noon)).toEqual({ ok: true, booking: "CANCELLED", payment: "CANCELLED" });
    expect(await given(seat)).toEqual([["PARTICIPANT_CANCEL", "CANCELLED", seat.amountRupiah]]);
  });

  it("cancelled with a share that was kept: nothing is held of it any more", async () => {
    const seat = await joins(sari, await givenTrip(), booked);
    await sendsProof(seat, evening);
    const cancel = { bookingId: seat.bookingId, adminId: sari.id, reason: "Sakit", refundRupiah: 0 };
    await cancelByAdmin({ ...cancel, now: new Date(nextMorning) });
    expect(await voids(sari, seat, noon)).toEqual({ ok: true, booking: "CANCELLED", payment: "CANCELLED" });
    expect((await find(seat)).payout).toMatchObject({ status: "CANCELLED", amount: 0, feeAmount: 0 });
  });

  it("called off with its trip: nothing of it goes back", async () => {
    const trip = await givenTrip();
    const [paid, proved] = [await joins(sari, trip, booked), await takesSeats(trip, booked)];
    await sendsProof(proved, evening);
    await closeTrip({
      tripId: trip.id,
      by: { role: "ADMIN", userId: sari.id },
      reason: "Hujan",
      now: new Date(nextMorning),
    });
    await accepts(sari, proved, nextMorning, 1);
    expect(await voids(sari, paid, noon)).toMatchObject({ booking: "CANCELLED", payment: "CANCELLED" });
    expect(await voids(sari, proved, noon)).toMatchObject({ booking: "CANCELLED", payment: "AWAITING" });
  });

  it("late money that could not be used: EXPIRED as before", async () => {
    const trip = await givenTrip({ quota: 1 });
    const seat = await takesSeats(trip, booked);
    await expireDuePayments(sweepAt(noon));
    await joins(sari, trip, noon);
    await accepts(sari, seat, noon);
    expect(await voids(sari, seat, noon)).toEqual({ ok: true, booking: "EXPIRED", payment: "EXPIRED" });
  });

  it("an amount that somebody else has to pay meanwhile is another one then", async () => {
    const trip = await givenTrip({ date: "2026-06-10" });
    const seat = await joins(sari, trip, booked);
    const other = await takesSeats(trip, nextMorning);
    await asks(other, { amount: seat.amountRupiah });
    await voids(sari, seat, noon);
    const { payment } = await find(seat);
    expect(payment.status).toBe("AWAITING");
    expect([payment.amount === seat.amountRupiah, payment.amount - payment.uniqueCode]).toEqual([false, 300_000]);
  });
});

describe("is refused", () => {
  it("once the organizer's share has left the hold, and possible again after it was recalled", async () => {
    const seat = await joins(sari, await givenTrip(), booked);
    await autoComplete(sweepAt("2026-05-11T18:00:00Z"));
    await autoComplete(sweepAt("2026-05-14T18:00:00Z"));
    expect(await voids(sari, seat, "2026-05-15T01:00:00Z")).toEqual({ ok: false, reason: "not-held" });
  });

  it("while a report is open", async () => {
    const seat = await joins(sari, await givenTrip(), booked);
    const report = { bookingId: seat.bookingId, userId: seat.userId, amount: 1_000, note: "Pemandu tidak datang." };
    await requestRefund({ ...report, now: new Date("2026-05-10T03:00:00Z") });
    expect(await voids(sari, seat, "2026-05-10T04:00:00Z")).toEqual({ ok: false, reason: "dispute-open" });
  });

  it.each([
    ["stands in a prepared transfer", null, "in-transfer"],
    ["was transferred", "PAID", "refund-paid"],
  ] as const)("while a refund of it %s, also one that was promised for another reason", async (_, outcome, reason) => {
    const bank = { bankName: "BCA", bankAccountNo: "1234567", bankAccountName: "Ana" };
    const userId = (await givenUser(bank)).id;
    const surplus = await takesSeats(await givenTrip(), booked, { userId });
    const goodwill = await joins(sari, await givenTrip(), booked, { userId });
    await accepts(sari, surplus, evening, surplus.amountRupiah + 50_000);
    const grant = { bookingId: goodwill.bookingId, adminId: sari.id, amountRupiah: 1_000, explanation: "Hujan" };
    await grantGoodwill({ ...grant, seenNetRupiah: goodwill.amountRupiah, now: new Date(evening) });
    for (const seat of [surplus, goodwill]) {
      await stands((await find(seat)).refunds[0]!, outcome);
      expect(await voids(sari, seat, noon)).toEqual({ ok: false, reason });
      expect((await find(seat)).booking.status).toBe("CONFIRMED");
    }
  });

  it("while what was promised and what stands in a prepared transfer are more than would be left without it", async () => {
    const bank = { bankName: "BCA", bankAccountNo: "1234567", bankAccountName: "Ana" };
    const userId = (await givenUser(bank)).id;
    const seat = await joins(sari, await givenTrip(), booked, { userId });
    // Too little to be given back, so that all of it and more than was asked for may be promised.
    await accepts(sari, seat, evening, 900, another());
    const all = seat.amountRupiah + 900;
    const grant = { bookingId: seat.bookingId, adminId: sari.id, amountRupiah: all, explanation: "Hujan" };
    expect(await grantGoodwill({ ...grant, seenNetRupiah: all, now: new Date(evening) })).toMatchObject({ ok: true });
    await accepts(sari, seat, evening, 50_000, another());
    const [, surplus] = (await find(seat)).refunds.sort((one, other) => other.amount - one.amount);
    expect(surplus).toMatchObject({ reason: "OVERPAID", amount: 50_000 });
    await stands(surplus!, null);
    const rounding = (await receiptsOf(seat)).find(({ amount }) => amount === 900)!;
    const mistake = { receiptId: rounding.id, adminId: sari.id, reason: "Salah pesanan", now: new Date(noon) };
    expect(await voidReceipt(mistake)).toEqual({ ok: false, reason: "in-transfer" });
    expect(await brokenInvariants()).toEqual({});
  });
});

/** The payment asks for another amount, so that it has the code of the story. */
async function asks(seat: Seat, values: Partial<typeof payments.$inferSelect>): Promise<void> {
  const by = { action: "payment.request", actor: { type: "CRON" }, now: new Date(booked) } as const;
  const { payment } = await find(seat);
  await transaction((tx) => change(tx, payments, [payment], { values, ...by }));
}

/** The refund in a transfer, prepared or confirmed. */
async function stands({ id }: Refund, outcome: "PAID" | null): Promise<void> {
  const transfer = outcome ? transferred : prepared;
  expect(await transfer({ refundIds: [id] }, { sari, now: new Date(evening) })).toMatchObject({ ok: true });
}
