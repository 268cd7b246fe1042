import { eq } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { db, pool } from "#db/connection.ts";
import { trips } from "#domain/trips/schema.ts";
import { ownDatabase } from "#tests/database.ts";
import { brokenInvariants } from "#tests/invariants.ts";
import { givenTrip, givenUser } from "#tests/rows.ts";
import { accepts, audits, find, mails, rejects, sendsProof, takesSeats, tripStatus } from "#tests/stories.ts";
import { sweepAt } from "#tests/sweep.ts";
import { ExpiryFailedError, expireDuePayments, expireOverdueBooking } from "./expire.ts";
import { lateProofs } from "./queries.ts";

ownDatabase();
afterEach(async () => expect(await brokenInvariants()).toEqual({}));

const booked = "2026-05-01T03:00:00Z";
const deadline = "2026-05-02T03:00:00Z";
const expireAt = (now: string) => expireDuePayments(sweepAt(now));

let sari: { id: string };
beforeEach(async () => {
  sari = await givenUser({ name: "Sari", role: "ADMIN" });
});

describe("a payment that nobody made", () => {
  it("2: frees the last seat of a FULL trip after 24 hours: both EXPIRED, the trip OPEN, one mail, and a second run changes nothing", async () => {
    const trip = await givenTrip({ quota: 1 });
    const seat = await takesSeats(trip, booked);
    expect(await expireAt("2026-05-02T02:59:59.999Z")).toEqual({ expired: 0, ids: [] });
    expect(await tripStatus(trip)).toBe("FULL");

    expect(await expireAt(deadline)).toEqual({ expired: 1, ids: [seat.paymentId] });
    const { booking, payment } = await find(seat);
    expect([booking.status, payment.status, await tripStatus(trip)]).toEqual(["EXPIRED", "EXPIRED", "OPEN"]);

    expect(await expireAt(deadline)).toEqual({ expired: 0, ids: [] });
    expect(await mails("booking-expired")).toHaveLength(1);
    expect(await audits("payment.expire")).toMatchObject([{ actorType: "CRON", actorId: "expire-payments" }]);
  });

  it("is expired by one of two runs that start together", async () => {
    const trip = await givenTrip();
    const seats = [await takesSeats(trip, booked), await takesSeats(trip, booked), await takesSeats(trip, booked)];
    const runs = await Promise.all([expireAt(deadline), expireAt(deadline)]);
    expect(runs.flatMap(({ ids }) => ids).sort()).toEqual(seats.map(({ paymentId }) => paymentId).sort());
    expect(await mails("booking-expired")).toHaveLength(3);
  });

  it("stops no other where its trip throws, and the run names that trip", async () => {
    const [bad, good] = [await givenTrip({ title: "Bad" }), await givenTrip()];
    const [stuck, seat] = [await takesSeats(bad, booked), await takesSeats(good, booked)];
    await pool().query(`create function refuse() returns trigger language plpgsql as
      $$ begin if new."id" = '${stuck.paymentId}' then raise 'broken'; end if; return new; end $$;
      create trigger refuse before update on "Payment" for each row execute function refuse()`);
    const error = await expireAt(deadline).then(undefined, (thrown) => thrown);
    await pool().query(`drop function refuse cascade`);
    expect(error).toBeInstanceOf(ExpiryFailedError);
    expect(error.message).toBe(`1 trips failed: ${bad.id} (broken); 1 payments expired`);
    expect((await find(seat)).payment.status).toBe("EXPIRED");
    expect(await expireAt(deadline)).toMatchObject({ ids: [stuck.paymentId] });
  });
});

describe("a proof of transfer", () => {
  it("5: uploaded at 23:59 keeps the booking: nothing expires at 24:05, after 25 hours the banner shows it, and accepting it confirms", async () => {
    const seat = await takesSeats(await givenTrip(), booked);
    expect(await sendsProof(seat, "2026-05-02T02:59:00Z")).toEqual({ ok: true });
    expect(await expireAt("2026-05-02T03:05:00Z")).toEqual({ expired: 0, ids: [] });
    const before = await find(seat);
    expect([before.booking.status, before.payment.status]).toEqual(["PENDING_PAYMENT", "AWAITING"]);
    expect(await lateProofs(new Date("2026-05-02T04:00:00Z"))).toMatchObject({ count: 0 });
    expect(await lateProofs(new Date("2026-05-02T04:00:00.001Z"))).toMatchObject({ count: 1 });
    expect(await accepts(sari, seat, "2026-05-02T05:00:00Z")).toMatchObject({ outcome: "confirmed" });
    expect((await find(seat)).booking.status).toBe("CONFIRMED");
  });

  it("6: uploaded past the deadline with the schedule stopped: refused, expired on the spot, and the seat is free", async () => {
    const trip = await givenTrip({ quota: 1 });
    const seat = await takesSeats(trip, booked);
    expect(await sendsProof(seat, deadline)).toEqual({ ok: false, reason: "expired" });
    const { booking, payment } = await find(seat);
    expect([booking.status, payment.status, await tripStatus(trip)]).toEqual(["EXPIRED", "EXPIRED", "OPEN"]);
    expect(await sendsProof(seat, deadline)).toEqual({ ok: false, reason: "expired" });
    expect(await mails("booking-expired")).toHaveLength(1);
  });

  it("is sent once, by the one who booked, for a payment that waits", async () => {
    const seat = await takesSeats(await givenTrip(), booked);
    const eve = await givenUser({ name: "Eve" });
    expect(await sendsProof({ ...seat, userId: eve.id }, booked)).toEqual({ ok: false, reason: "not-found" });
    const answers = await Promise.all([sendsProof(seat, booked), sendsProof(seat, booked)]);
    expect(answers).toContainEqual({ ok: true });
    expect(answers).toContainEqual({ ok: false, reason: "already-uploaded" });
    await accepts(sari, seat, booked);
    expect(await sendsProof(seat, booked)).toEqual({ ok: false, reason: "not-awaiting" });
  });

  it("against the schedule at the same moment, in 20 repetitions: either it is kept and nothing expires, or it is refused", {
    timeout: 60_000,
  }, async () => {
    const trip = await givenTrip({ quota: 100 });
    for (let repetition = 0; repetition < 20; repetition++) {
      const seat = await takesSeats(trip, booked);
      const [proof, run] = await Promise.all([sendsProof(seat, "2026-05-02T02:59:59.999Z"), expireAt(deadline)]);
      const { booking, payment } = await find(seat);
      expect(run.ids.includes(seat.paymentId)).toBe(!proof.ok);
      expect(payment.status).toBe(proof.ok ? "AWAITING" : "EXPIRED");
      expect(booking.status).toBe(proof.ok ? "PENDING_PAYMENT" : "EXPIRED");
    }
  });
});

describe("a proof that an admin rejects", () => {
  const reject = (seat: { paymentId: string }, now: string, proofSentAt?: Date) =>
    rejects(sari, seat, now, { proofSentAt });

  it("can be sent again until the original deadline", async () => {
    const seat = await takesSeats(await givenTrip(), booked);
    for (const hour of ["04", "06"]) {
      expect(await sendsProof(seat, `2026-05-01T${hour}:00:00Z`)).toEqual({ ok: true });
      expect(await reject(seat, `2026-05-01T${hour}:30:00Z`)).toEqual({ ok: true, payment: "AWAITING" });
    }
    expect((await find(seat)).payment).toMatchObject({
      proofPath: null,
      rejectReason: "Buktinya buram",
      expiresAt: new Date(deadline),
    });
    const letters = await mails("proof-rejected");
    expect(letters).toHaveLength(2);
    expect(letters[0]?.text).toContain("2 Mei 2026 10.00 WIB");
  });

  it("after the deadline ends the booking, with one mail", async () => {
    const trip = await givenTrip({ quota: 1 });
    const seat = await takesSeats(trip, booked);
    await sendsProof(seat, booked);
    expect(await reject(seat, deadline)).toEqual({ ok: true, payment: "EXPIRED" });
    expect([(await find(seat)).booking.status, await tripStatus(trip)]).toEqual(["EXPIRED", "OPEN"]);
    expect((await mails()).map(({ template }) => template)).toEqual(["payment-instructions", "proof-rejected"]);
  });

  it("is never one that he has not looked at: another was sent meanwhile", async () => {
    const seat = await takesSeats(await givenTrip(), booked);
    await sendsProof(seat, booked);
    await reject(seat, "2026-05-01T04:00:00Z");
    await sendsProof(seat, "2026-05-01T05:00:00Z");
    expect(await reject(seat, "2026-05-01T06:00:00Z", new Date(booked))).toEqual({
      ok: false,
      reason: "another-proof",
    });
    expect((await find(seat)).payment.proofUploadedAt).toEqual(new Date("2026-05-01T05:00:00Z"));
    expect(await mails("proof-rejected")).toHaveLength(1);
  });

  it("is not there a second time", async () => {
    const seat = await takesSeats(await givenTrip(), booked);
    await sendsProof(seat, booked);
    const answers = await Promise.all([reject(seat, booked), reject(seat, booked)]);
    expect(answers).toContainEqual({ ok: false, reason: "no-proof" });
    expect(await reject({ paymentId: "nowhere" }, booked)).toEqual({ ok: false, reason: "not-found" });
  });
});

it("each step counts the trip's version up", async () => {
  const trip = await givenTrip();
  await takesSeats(trip, booked);
  await expireAt(deadline);
  const [after] = await db().select().from(trips).where(eq(trips.id, trip.id));
  expect(after?.version).toBe(2);
});

describe("a booking whose owner looks at it after the deadline, with no schedule running", () => {
  const looksAt = (bookingId: string, userId: string, at: string) =>
    expireOverdueBooking({ bookingId, userId, now: new Date(at) });

  it("gives its seats back on the spot, once, and not a millisecond too early", async () => {
    const trip = await givenTrip({ quota: 1 });
    const seat = await takesSeats(trip, booked);
    await looksAt(seat.bookingId, seat.userId, "2026-05-02T02:59:59.999Z");
    expect(await tripStatus(trip)).toBe("FULL");
    await Promise.all([1, 2, 3].map(() => looksAt(seat.bookingId, seat.userId, deadline)));
    const { booking, payment } = await find(seat);
    expect([booking.status, payment.status, await tripStatus(trip)]).toEqual(["EXPIRED", "EXPIRED", "OPEN"]);
    expect(await mails("booking-expired")).toHaveLength(1);
    expect(await audits("payment.expire")).toMatchObject([{ actorType: "USER", actorId: seat.userId }]);
  });

  it("stays when its proof is under review, and when somebody else asks", async () => {
    const [proven, other] = [await takesSeats(await givenTrip(), booked), await takesSeats(await givenTrip(), booked)];
    await sendsProof(proven, booked);
    await looksAt(proven.bookingId, proven.userId, deadline);
    await looksAt(other.bookingId, proven.userId, deadline);
    expect((await find(proven)).payment.status).toBe("AWAITING");
    expect((await find(other)).payment.status).toBe("AWAITING");
  });
});
