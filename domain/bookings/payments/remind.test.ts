import { eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { db, pool } from "#db/connection.ts";
import { payments } from "#domain/bookings/schema/payments.ts";
import { emailJobs } from "#domain/emails/schema.ts";
import { ownDatabase } from "#tests/database.ts";
import { givenBooking, givenTrip, givenUser } from "#tests/rows.ts";
import { accepts, mails, rejects, sendsProof, takesSeats } from "#tests/stories.ts";
import { sweepAt } from "#tests/sweep.ts";
import { remindOfPayments } from "./remind.ts";

ownDatabase();

const booked = "2026-05-01T03:00:00Z";
const deadline = new Date("2026-05-02T03:00:00Z");
const sixBefore = "2026-05-01T21:00:00Z";
const remindAt = (now: string) => remindOfPayments(sweepAt(now));

describe("who has not paid", () => {
  it("is reminded six hours before his deadline, once, with the amount and the account, and not after the deadline", async () => {
    const ana = await givenUser();
    const seat = await takesSeats(await givenTrip(), booked, { userId: ana.id });
    expect(await remindAt("2026-05-01T20:59:59.999Z")).toBe(0);
    expect(await remindAt(sixBefore)).toBe(1);
    expect(await remindAt(sixBefore)).toBe(0);
    expect(await remindAt("2026-05-02T02:55:00Z")).toBe(0);

    const [mail, ...more] = await mails("payment-reminder");
    expect(more).toEqual([]);
    expect(mail).toMatchObject({
      dedupeKey: `payment-reminder:${seat.paymentId}:${deadline.getTime()}`,
      toEmail: ana.email,
      notAfter: deadline,
      text: expect.stringContaining(`Rp ${seat.amountRupiah.toLocaleString("id-ID")}`),
    });
    expect(mail?.text).toContain("BCA 1234567890");
    expect(mail?.text).toContain("2 Mei 2026 10.00 WIB");
  });

  it("is reminded by one of two runs that start together", async () => {
    const trip = await givenTrip();
    for (let person = 0; person < 3; person++) await takesSeats(trip, booked);
    const [one, other] = await Promise.all([remindAt(sixBefore), remindAt(sixBefore)]);
    expect(one + other).toBe(3);
    expect(await mails("payment-reminder")).toHaveLength(3);
  });

  it("gets no reminder minutes after the instructions, when he booked within the last six hours", async () => {
    const soon = await givenTrip({ date: "2026-05-02", closesOn: "2026-05-01" });
    await takesSeats(soon, "2026-05-01T12:00:00Z");
    expect(await remindAt("2026-05-01T13:00:00Z")).toBe(0);
  });

  it("is reminded in the same run however many wait, and none twice", async () => {
    const trip = await givenTrip({ quota: 100 });
    const ana = await givenUser();
    for (let at = 0; at < 205; at++) {
      const payment = { createdAt: new Date(booked), expiresAt: deadline, uniqueCode: at + 1 };
      const user = at === 0 ? ana : await givenUser();
      await givenBooking({ trip, user, status: "PENDING_PAYMENT", payment });
    }
    expect(await remindAt(sixBefore)).toBe(205);
    expect(await remindAt(sixBefore)).toBe(0);
  });
});

describe("nobody is asked to pay", () => {
  it("who has sent a proof, who has paid, who gave up, or whose deadline has passed", async () => {
    const sari = await givenUser({ name: "Sari", role: "ADMIN" });
    const trip = await givenTrip();
    await sendsProof(await takesSeats(trip, booked), booked);
    await accepts(sari, await takesSeats(trip, booked), booked);
    await givenBooking({ trip, status: "CANCELLED", payment: { expiresAt: deadline } });
    await takesSeats(trip, "2026-04-30T03:00:00Z");
    expect(await remindAt(sixBefore)).toBe(0);
  });

  it("while his proof comes in: the reminder leaves the row that an upload holds", async () => {
    const seat = await takesSeats(await givenTrip(), booked);
    const upload = await pool().connect();
    await upload.query("begin");
    await upload.query(`update "Payment" set "proofPath" = 'bukti.webp' where "id" = $1`, [seat.paymentId]);
    expect(await remindAt(sixBefore)).toBe(0);
    await upload.query("commit");
    upload.release();
    expect(await remindAt(sixBefore)).toBe(0);
  });

  it("to an account that is no longer ours", async () => {
    const seat = await takesSeats(await givenTrip(), booked);
    await db().update(payments).set({ bankAccountKey: "closed" }).where(eq(payments.id, seat.paymentId));
    expect(await remindAt(sixBefore)).toBe(0);
  });
});

it("a deadline that was set anew is reminded of once more, and the one of which the release before reminded is not", async () => {
  const sari = await givenUser({ name: "Sari", role: "ADMIN" });
  const seat = await takesSeats(await givenTrip(), booked);
  expect(await remindAt(sixBefore)).toBe(1);
  await db()
    .update(emailJobs)
    .set({ dedupeKey: `payment-reminder:${seat.paymentId}` })
    .where(eq(emailJobs.template, "payment-reminder"));
  expect(await remindAt(sixBefore)).toBe(0);
  await accepts(sari, seat, "2026-05-01T22:00:00Z", 200_000);
  expect(await remindAt("2026-05-02T15:59:59.999Z")).toBe(0);
  expect(await remindAt("2026-05-02T16:00:00Z")).toBe(1);
  expect(await remindAt("2026-05-02T16:05:00Z")).toBe(0);
  const [, rest] = await mails("payment-reminder");
  expect(rest?.notAfter).toEqual(new Date("2026-05-02T22:00:00Z"));
});

it("a proof that was rejected in the last hours is a reason to remind", async () => {
  const sari = await givenUser({ name: "Sari", role: "ADMIN" });
  const seat = await takesSeats(await givenTrip(), booked);
  await sendsProof(seat, booked);
  expect(await remindAt(sixBefore)).toBe(0);
  await rejects(sari, seat, "2026-05-01T22:00:00Z");
  expect(await remindAt("2026-05-01T22:00:00Z")).toBe(1);
});
