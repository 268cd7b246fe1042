import { eq } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { db } from "#db/connection.ts";
import { cancelPaid } from "#domain/bookings/cancel.ts";
import { requestRefund } from "#domain/bookings/refunds/request.ts";
import { bookings } from "#domain/bookings/schema/bookings.ts";
import { payments } from "#domain/bookings/schema/payments.ts";
import { payouts } from "#domain/bookings/schema/payouts.ts";
import { refunds } from "#domain/bookings/schema/refunds.ts";
import type { Trip } from "#domain/trips/rules.ts";
import { organizerProfiles } from "#domain/users/schema.ts";
import { ownDatabase } from "#tests/database.ts";
import { brokenInvariants } from "#tests/invariants.ts";
import { givenTrip, givenUser } from "#tests/rows.ts";
import {
  accepts,
  asksForSeats,
  audits,
  find,
  joins,
  mails,
  rejects,
  sendsProof,
  takesSeats,
  tripStatus,
} from "#tests/stories.ts";
import { sweepAt } from "#tests/sweep.ts";
import { autoComplete } from "./auto-complete.ts";
import { closeTrip } from "./close.ts";

ownDatabase();
afterEach(async () => expect(await brokenInvariants()).toEqual({}));

const booked = "2026-04-20T03:00:00Z";
const later = "2026-05-01T03:00:00Z";

let sari: { id: string };
beforeEach(async () => {
  sari = await givenUser({ name: "Sari", role: "ADMIN" });
});

async function calledOff(trip: Trip, at = later) {
  const [hugo] = await db().select().from(organizerProfiles).where(eq(organizerProfiles.id, trip.organizerId));
  const by = { role: "ORGANIZER" as const, userId: hugo!.userId };
  return closeTrip({ tripId: trip.id, by, reason: "Gunung ditutup", now: new Date(at) });
}
const calledOffBySari = (trip: Trip, at: string) =>
  closeTrip({ tripId: trip.id, by: { role: "ADMIN", userId: sari.id }, reason: "Gunung ditutup", now: new Date(at) });

describe("a trip is called off", () => {
  it("12: with 5 CONFIRMED, 2 PENDING without proof and one earlier 50 % cancellation: 2 payments CANCELLED, 6 bookings fully refunded, all payouts CANCELLED", async () => {
    const trip = await givenTrip();
    const half = await joins(sari, trip, booked);
    const { userId, bookingId } = half;
    const steppedBack = { userId, bookingId, agreedRefundRupiah: 150_000, now: new Date("2026-05-01T00:00:00Z") };
    expect(await cancelPaid(steppedBack)).toMatchObject({ ok: true });
    const paid = [];
    for (let person = 0; person < 5; person++) paid.push(await joins(sari, trip, booked));
    const unpaid = [await takesSeats(trip, "2026-05-01T02:00:00Z"), await takesSeats(trip, "2026-05-01T02:00:00Z")];

    const received = paid.reduce((sum, { amountRupiah }) => sum + amountRupiah, half.amountRupiah - 150_000);
    expect(await calledOff(trip)).toMatchObject({
      ok: true,
      bookingsCancelled: 7,
      bookingsRefunded: 6,
      refundRupiah: received,
    });
    expect(await tripStatus(trip)).toBe("CLOSED");
    expect((await db().select().from(bookings)).every(({ status }) => status === "CANCELLED")).toBe(true);
    for (const seat of unpaid) expect((await find(seat)).payment.status).toBe("CANCELLED");
    for (const seat of [half, ...paid]) {
      const owed = (await find(seat)).refunds;
      expect(owed.every(({ status }) => status === "APPROVED")).toBe(true);
      expect(owed.reduce((sum, { amount }) => sum + amount, 0)).toBe(seat.amountRupiah);
    }
    expect(await db().$count(payouts, eq(payouts.status, "CANCELLED"))).toBe(6);
    expect(await mails("trip-closed")).toHaveLength(8);
  });

  it("11: with a proof under review, whose money an admin then accepts: the booking CANCELLED, all of it back, the trip still CLOSED", async () => {
    const trip = await givenTrip();
    const seat = await takesSeats(trip, later);
    await sendsProof(seat, later);
    expect(await calledOff(trip)).toMatchObject({ ok: true });
    const closed = await find(seat);
    expect([closed.booking.status, closed.payment.status]).toEqual(["CANCELLED", "AWAITING"]);
    expect((await mails("trip-closed"))[0]?.text).toContain("sedang kami periksa");

    expect(await accepts(sari, seat, later)).toMatchObject({ outcome: "returned", why: "cancelled" });
    const after = await find(seat);
    expect([after.booking.status, after.payment.status, after.payout]).toEqual(["CANCELLED", "PAID", undefined]);
    expect(after.refunds).toMatchObject([{ status: "APPROVED", reason: "UNAPPLIED", amount: seat.amountRupiah }]);
    expect(await tripStatus(trip)).toBe("CLOSED");
  });

  it("with a proof under review that an admin then rejects: the payment CANCELLED", async () => {
    const trip = await givenTrip();
    const seat = await takesSeats(trip, later);
    await sendsProof(seat, later);
    await calledOff(trip);
    expect(await rejects(sari, seat, later)).toEqual({ ok: true, payment: "CANCELLED" });
  });

  it("by an admin after it has begun: an open report needs no decision any more", async () => {
    const trip = await givenTrip();
    const seat = await joins(sari, trip, booked);
    const report = { bookingId: seat.bookingId, userId: seat.userId, amount: 100_000, note: "Tidak berangkat." };
    await requestRefund({ ...report, now: new Date("2026-05-10T01:00:00Z") });
    expect(await calledOff(trip, "2026-05-10T02:00:00Z")).toEqual({ ok: false, reason: "started" });
    expect(await calledOffBySari(trip, "2026-05-10T02:00:00Z")).toMatchObject({ refundRupiah: seat.amountRupiah });
    const owed = (await find(seat)).refunds;
    expect(owed.map(({ status, reason }) => `${status} ${reason}`)).toEqual([
      "REJECTED DISPUTE",
      "APPROVED TRIP_CLOSED",
    ]);
    expect(await audits("trip.close")).toMatchObject([{ actorType: "ADMIN", actorId: sari.id }]);
  });

  it("once, by its own organizer, and nobody can book it then", async () => {
    const trip = await givenTrip();
    const eve = await givenUser({ name: "Eve" });
    const byEve = {
      tripId: trip.id,
      by: { role: "ORGANIZER" as const, userId: eve.id },
      reason: "",
      now: new Date(later),
    };
    expect(await closeTrip(byEve)).toEqual({ ok: false, reason: "not-found" });
    const answers = await Promise.all([calledOff(trip), calledOff(trip)]);
    expect(answers).toContainEqual({ ok: false, reason: "closed" });
    expect(answers).toContainEqual(expect.objectContaining({ ok: true, bookingsCancelled: 0, refundRupiah: 0 }));
    expect(await asksForSeats(trip, later)).toMatchObject({ ok: false, reason: "not-open" });
  });
});

describe("at the same moment", () => {
  it("as the nightly run completes it: one of both happens, and an admin who was second is told that it is over", async () => {
    for (let repetition = 0; repetition < 10; repetition++) {
      const trip = await givenTrip();
      await joins(sari, trip, booked);
      const [closed, run] = await Promise.all([
        calledOffBySari(trip, "2026-05-11T18:00:00Z"),
        autoComplete(sweepAt("2026-05-11T18:00:00Z")),
      ]);
      expect(run.ids.includes(trip.id)).toBe(!closed.ok);
      if (!closed.ok) expect(closed).toEqual({ ok: false, reason: "completed" });
      expect(await tripStatus(trip)).toBe(closed.ok ? "CLOSED" : "COMPLETED");
    }
  });

  it("as somebody books: his seats are cancelled with the others, or he is told that it is not open", async () => {
    for (let repetition = 0; repetition < 10; repetition++) {
      const trip = await givenTrip();
      const [answer, closed] = await Promise.all([asksForSeats(trip, later), calledOff(trip)]);
      expect(closed).toMatchObject({ ok: true, bookingsCancelled: answer.ok ? 1 : 0, refundRupiah: 0 });
      if (answer.ok) expect((await find(answer)).booking.status).toBe("CANCELLED");
    }
  });

  it("as an admin accepts money: it is refunded, whoever was first", async () => {
    for (let repetition = 0; repetition < 10; repetition++) {
      const trip = await givenTrip();
      const seat = await takesSeats(trip, later);
      await sendsProof(seat, later);
      await Promise.all([calledOff(trip), accepts(sari, seat, later)]);
      const { booking, payment, refunds: owed } = await find(seat);
      expect([booking.status, payment.status]).toEqual(["CANCELLED", "PAID"]);
      expect(owed.map(({ amount }) => amount)).toEqual([seat.amountRupiah]);
    }
    expect(await db().$count(payments, eq(payments.status, "PAID"))).toBe(10);
    expect(await db().$count(refunds)).toBe(10);
  });
});
