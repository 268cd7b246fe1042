import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { db, pool, transaction } from "#db/connection.ts";
import { change } from "#domain/audit/change.ts";
import { payments } from "#domain/bookings/schema/payments.ts";
import { payouts } from "#domain/bookings/schema/payouts.ts";
import { emailJobs } from "#domain/emails/schema.ts";
import { ownDatabase } from "#tests/database.ts";
import { brokenInvariants } from "#tests/invariants.ts";
import { givenOrganizer, givenTrip, givenUser, madeAt } from "#tests/rows.ts";
import { accepts, audits, find, joins, mails, takesSeats, tripStatus } from "#tests/stories.ts";
import { sweepAt } from "#tests/sweep.ts";
import { expireDuePayments } from "./expire.ts";

ownDatabase();
afterEach(async () => expect(await brokenInvariants()).toEqual({}));

const booked = "2026-05-01T03:00:00Z";
const nextMorning = "2026-05-02T01:00:00Z";
const afterDeadline = "2026-05-02T05:00:00Z";

let sari: { id: string };
beforeEach(async () => {
  sari = await givenUser({ name: "Sari", role: "ADMIN" });
});

const expire = () => expireDuePayments(sweepAt(afterDeadline));

describe("money that came in time", () => {
  it("3: 2 × 300.000 and code 123, accepted as 600.123: CONFIRMED, held are 570.000 with a fee of 30.123 until three days after the trip, and two mails are queued", async () => {
    const hugo = await givenOrganizer();
    const trip = await givenTrip({ organizerId: hugo.id, date: "2026-05-10", endDate: "2026-05-12" });
    const seat = await takesSeats(trip, booked, { pax: 2 });
    const code = { uniqueCode: 123, amount: 600_123 };
    const { payment } = await find(seat);
    const by = { action: "payment.request", actor: { type: "CRON" }, now: new Date(booked) } as const;
    await transaction((tx) => change(tx, payments, [payment], { values: code, ...by }));
    expect(await accepts(sari, seat, nextMorning, 600_123)).toMatchObject({ outcome: "confirmed", surplusRupiah: 0 });

    const after = await find(seat);
    expect(after.booking.status).toBe("CONFIRMED");
    expect(after.payment).toMatchObject({ status: "PAID", receivedAmount: 600_123, verifiedById: sari.id });
    expect(after.payout).toMatchObject({
      status: "HELD",
      amount: 570_000,
      feeAmount: 30_123,
      heldUntil: new Date("2026-05-15T00:00:00Z"),
      organizerId: hugo.id,
    });
    const letters = (await mails()).filter(({ template }) => template !== "payment-instructions");
    expect(letters.map(({ template }) => template).sort()).toEqual(["booking-confirmed", "new-participant"]);
    // Rows of one transaction carry its number.
    const { rows } = await pool().query(
      `select "xmin" from "EmailJob" where "template" <> 'payment-instructions'
       union select "xmin" from "Payment" union select "xmin" from "Booking" union select "xmin" from "Payout"`,
    );
    expect(rows).toHaveLength(1);
  });

  it("4: accepted by two admins together: one payout, one audit row, one mail each, and the second sees who was first", async () => {
    const second = await givenUser({ name: "Dewi", role: "ADMIN" });
    const seat = await takesSeats(await givenTrip(), booked);
    const before = await db().$count(emailJobs);
    const answers = await Promise.all([accepts(sari, seat, nextMorning), accepts(second, seat, nextMorning)]);

    expect(answers.map((answer) => answer.ok && answer.outcome).sort()).toEqual(["already", "confirmed"]);
    const first = answers[0].ok && answers[0].outcome === "confirmed" ? "Sari" : "Dewi";
    expect(answers).toContainEqual({ ok: true, outcome: "already", verifiedBy: first, paidAt: new Date(nextMorning) });
    expect(await db().$count(payouts)).toBe(1);
    expect(await audits("payment.settle")).toHaveLength(1);
    const letters = (await mails()).slice(before);
    expect(letters.map(({ template }) => template).sort()).toEqual(["booking-confirmed", "new-participant"]);
    expect(new Set(letters.map(({ toEmail }) => toEmail)).size).toBe(2);
  });

  it("is accepted after the deadline too, as long as the seats are still held", async () => {
    const seat = await takesSeats(await givenTrip(), booked);
    expect(await accepts(sari, seat, afterDeadline)).toMatchObject({ outcome: "confirmed" });
  });

  it("has to be whole rupiah for a payment that exists", async () => {
    const seat = await takesSeats(await givenTrip(), booked);
    for (const amount of [0, -1, 0.5, Number.NaN, 3_000_000_000])
      expect(await accepts(sari, seat, nextMorning, amount)).toEqual({ ok: false, reason: "amount" });
    const nowhere = { paymentId: "nowhere", amountRupiah: 1 };
    expect(await accepts(sari, nowhere, booked)).toEqual({ ok: false, reason: "not-found" });
    expect((await find(seat)).payment.status).toBe("AWAITING");
  });
});

describe("money that came late", () => {
  it("7: an EXPIRED booking gets its seats when the trip is OPEN and has some, and they are counted again", async () => {
    const trip = await givenTrip({ quota: 1 });
    const seat = await takesSeats(trip, booked);
    await expire();
    expect([await tripStatus(trip), (await find(seat)).booking.status]).toEqual(["OPEN", "EXPIRED"]);

    expect(await accepts(sari, seat, afterDeadline)).toMatchObject({ outcome: "confirmed" });
    expect([await tripStatus(trip), (await find(seat)).booking.status]).toEqual(["FULL", "CONFIRMED"]);
  });

  it("8: an EXPIRED booking on a trip that is FULL stays so: all that came is owed back, and no payout", async () => {
    const trip = await givenTrip({ quota: 1 });
    const seat = await takesSeats(trip, booked);
    await expire();
    await joins(sari, trip, afterDeadline);
    expect(await tripStatus(trip)).toBe("FULL");

    const answer = await accepts(sari, seat, afterDeadline);
    expect(answer).toMatchObject({ outcome: "returned", why: "sold-out", refundRupiah: seat.amountRupiah });
    const after = await find(seat);
    expect([after.booking.status, after.payment.status, after.payout]).toEqual(["EXPIRED", "PAID", undefined]);
    expect(after.refunds).toMatchObject([{ status: "APPROVED", reason: "UNAPPLIED", amount: seat.amountRupiah }]);
    expect((await mails("payment-returned"))[0]?.text).toContain("kursinya sudah terisi");
  });

  it("goes back when fewer seats are left than were booked", async () => {
    const trip = await givenTrip({ quota: 3 });
    const seat = await takesSeats(trip, booked, { pax: 2 });
    await expire();
    await takesSeats(trip, afterDeadline, { pax: 2 });
    expect(await accepts(sari, seat, afterDeadline)).toMatchObject({ outcome: "returned", why: "sold-out" });
  });

  it("goes back when the trip has begun, or he has booked again", async () => {
    const [ana, trip] = [await givenUser(), await givenTrip()];
    const [first, other] = [await takesSeats(trip, booked, { userId: ana.id }), await takesSeats(trip, booked)];
    await expire();
    await takesSeats(trip, afterDeadline, { userId: ana.id });
    expect(await accepts(sari, first, afterDeadline)).toMatchObject({ outcome: "returned", why: "booked-again" });
    expect(await accepts(sari, other, "2026-05-09T17:00:00Z")).toMatchObject({ why: "trip-over" });
  });

  it("is used once when two admins record it for the last seat of two expired bookings", async () => {
    const trip = await givenTrip({ quota: 1 });
    const first = await takesSeats(trip, booked);
    await expire();
    const second = await takesSeats(trip, afterDeadline);
    await expireDuePayments(sweepAt("2026-05-03T06:00:00Z"));
    const answers = await Promise.all([first, second].map((seat) => accepts(sari, seat, "2026-05-03T07:00:00Z")));
    expect(answers.map((answer) => answer.ok && answer.outcome).sort()).toEqual(["confirmed", "returned"]);
    expect(await db().$count(payouts)).toBe(1);
  });
});

describe("9: another amount than was asked for", () => {
  it("1 rupiah less than the price, returned: the booking is CANCELLED and everything goes back", async () => {
    const trip = await givenTrip({ quota: 1 });
    const seat = await takesSeats(trip, booked);
    const returned = await accepts(sari, seat, nextMorning, 299_999, { ifShort: "return" });
    expect(returned).toMatchObject({ outcome: "returned", why: "short" });
    const { booking, payout, refunds } = await find(seat);
    expect(booking).toMatchObject({ status: "CANCELLED", cancelledBy: "ADMIN", cancelledAt: new Date(nextMorning) });
    expect([payout, await tripStatus(trip)]).toEqual([undefined, "OPEN"]);
    expect(refunds).toMatchObject([{ status: "APPROVED", reason: "UNAPPLIED", amount: 299_999 }]);
    expect(await mails("payment-returned")).toHaveLength(1);
  });

  it("1 rupiah less, waited for: PENDING with 1 rupiah missing, and a second receipt of 1 confirms it", async () => {
    const seat = await takesSeats(await givenTrip(), booked);
    const waiting = await accepts(sari, seat, nextMorning, 299_999, { ifShort: "wait" });
    const until = new Date("2026-05-03T01:00:00Z");
    expect(waiting).toMatchObject({ outcome: "waiting", missingRupiah: 1, until });
    const { booking, payment, payout } = await find(seat);
    expect([booking.status, payment.status, payout]).toEqual(["PENDING_PAYMENT", "AWAITING", undefined]);
    expect(payment).toMatchObject({ receivedAmount: 299_999, expiresAt: until, paidAt: null });
    const [letter] = await mails("payment-incomplete");
    expect(letter?.subject).toContain("Rp 1 ");
    expect(letter?.text).toContain("Rp 299.999");
    expect(await accepts(sari, seat, afterDeadline, 1, { seenReceivedRupiah: 299_999 })).toMatchObject({
      outcome: "confirmed",
      surplusRupiah: 0,
      roundingRupiah: 0,
    });
    const after = await find(seat);
    expect([after.booking.status, after.payment.receivedAmount]).toEqual(["CONFIRMED", 300_000]);
    expect(after.payout).toMatchObject({ status: "HELD", amount: 285_000, feeAmount: 15_000 });
  });

  it("400 too much: CONFIRMED, no refund, 400 in the fee, and the participant is told", async () => {
    const seat = await takesSeats(await givenTrip(), booked);
    const answer = await accepts(sari, seat, nextMorning, seat.amountRupiah + 400);
    expect(answer).toMatchObject({ outcome: "confirmed", surplusRupiah: 0, roundingRupiah: 400 });
    const { booking, payout, refunds } = await find(seat);
    expect([booking.status, refunds]).toEqual(["CONFIRMED", []]);
    expect(payout).toMatchObject({ amount: 285_000, feeAmount: seat.amountRupiah + 400 - 285_000 });
    expect((await mails("booking-confirmed"))[0]?.text).toContain("Transfermu lebih Rp 400");
  });

  it("50.000 too much: CONFIRMED, and the surplus is owed back and told", async () => {
    const seat = await takesSeats(await givenTrip(), booked);
    const answer = await accepts(sari, seat, nextMorning, seat.amountRupiah + 50_000);
    expect(answer).toMatchObject({ outcome: "confirmed", surplusRupiah: 50_000, roundingRupiah: 0 });
    const { booking, payout, refunds } = await find(seat);
    expect([booking.status, payout?.amount]).toEqual(["CONFIRMED", 285_000]);
    expect(refunds).toMatchObject([{ status: "APPROVED", reason: "OVERPAID", amount: 50_000 }]);
    expect((await mails("refund-approved"))[0]?.subject).toContain("Rp 50.000");
  });

  it("the price without its code is enough", async () => {
    const seat = await takesSeats(await givenTrip(), booked);
    expect(await accepts(sari, seat, nextMorning, 300_000)).toMatchObject({ outcome: "confirmed", surplusRupiah: 0 });
    expect((await find(seat)).payout).toMatchObject({ amount: 285_000, feeAmount: 15_000 });
  });
});

it("the account of the one who booked is kept with what is owed to him", async () => {
  const bank = { bankName: "BCA", bankAccountNo: "1234567", bankAccountName: "Ana" };
  const ana = await givenUser(bank);
  const seat = await takesSeats(await givenTrip(), madeAt.toISOString(), { userId: ana.id });
  await accepts(sari, seat, nextMorning, 1, { ifShort: "return" });
  expect((await find(seat)).refunds[0]).toMatchObject(bank);
  expect((await mails("payment-returned"))[0]?.text).toContain("BCA 1234567 (Ana)");
});
