import { eq } from "drizzle-orm";
import { afterEach, describe, expect, it } from "vitest";
import { db } from "#db/connection.ts";
import { auditLogs } from "#domain/audit/schema.ts";
import { payouts } from "#domain/bookings/schema/payouts.ts";
import { refunds } from "#domain/bookings/schema/refunds.ts";
import { autoComplete } from "#domain/departures/auto-complete.ts";
import { emailJobs } from "#domain/emails/schema.ts";
import { ownDatabase } from "#tests/database.ts";
import { brokenInvariants } from "#tests/invariants.ts";
import {
  type BookingRows,
  type BookingValues,
  givenBooking,
  givenOrganizer,
  givenRefund,
  givenTrip,
  givenUser,
} from "#tests/rows.ts";
import { sweepAt } from "#tests/sweep.ts";
import { requestRefund } from "./request.ts";

ownDatabase();
afterEach(async () => expect(await brokenInvariants()).toEqual({}));

/** A trip on 10 May: it starts on 9 May 17:00Z, and its money is held until 13 May 00:00Z. */
const given = async (changes: BookingValues = {}) =>
  givenBooking({ trip: await givenTrip({ status: "COMPLETED" }), ...changes });
const report = ({ booking }: BookingRows, at: string, changes: { amount?: number; userId?: string } = {}) =>
  requestRefund({
    bookingId: booking.id,
    userId: booking.userId,
    amount: 100_000,
    note: "Pemandu tidak datang.",
    now: new Date(at),
    ...changes,
  });
const duringTheTrip = "2026-05-10T05:00:00Z";

describe("a participant reports a problem", () => {
  it("which is a refund in REQUESTED, audited, and told to the organizer and every admin", async () => {
    const organizer = await givenOrganizer();
    const sari = await givenUser({ name: "Sari", role: "ADMIN", locale: "en" });
    await givenUser({ name: "Suspended", role: "ADMIN", suspendedAt: new Date() });
    const trip = await givenTrip({ organizerId: organizer.id });
    const ana = await givenBooking({ trip });

    const outcome = await report(ana, duringTheTrip);
    expect(outcome).toEqual({ ok: true, refundId: expect.any(String) });
    const [refund] = await db().select().from(refunds);
    expect(refund).toMatchObject({
      status: "REQUESTED",
      reason: "DISPUTE",
      amount: 100_000,
      requestedById: ana.user.id,
    });
    expect(await db().select().from(auditLogs)).toMatchObject([
      { actorType: "USER", actorId: ana.user.id, action: "refund.request", entityId: refund?.id, before: null },
    ]);

    const letters = await db().select().from(emailJobs);
    expect(letters).toHaveLength(2);
    const toSari = letters.find((letter) => letter.toEmail === sari.email);
    expect(toSari?.subject).toBe("A problem was reported on Gunung Prau: Rp 100.000 asked back");
    expect(toSari?.text).toContain("/admin/refunds");
    expect(letters.find((letter) => letter.toEmail !== sari.email)?.text).toContain(`/organizer/trip/${trip.id}`);
  });

  it("from the start of the trip in WIB until the hold ends, not a millisecond longer", async () => {
    const ana = await given();
    expect(await report(ana, "2026-05-09T16:59:59.999Z")).toEqual({ ok: false, reason: "too-early" });
    expect(await report(ana, "2026-05-13T00:00:00.000Z")).toEqual({ ok: false, reason: "too-late" });
    expect(await report(ana, "2026-05-12T23:59:59.999Z")).toMatchObject({ ok: true });
  });

  it("not once the money is released", async () => {
    const released = { status: "RELEASED", releasedAt: new Date("2026-05-13T18:00:00Z") } as const;
    expect(await report(await given({ payout: released }), duringTheTrip)).toEqual({ ok: false, reason: "too-late" });
  });

  it("once at a time, and again after an admin has decided", async () => {
    const ana = await given();
    const first = await givenRefund(ana.booking);
    expect(await report(ana, duringTheTrip)).toEqual({ ok: false, reason: "already-open" });
    await db().update(refunds).set({ status: "REJECTED" }).where(eq(refunds.id, first.id));
    expect(await report(ana, duringTheTrip)).toMatchObject({ ok: true });
  });

  it("and asks for at most what is left of his money, the unique code included", async () => {
    const ana = await given({ payment: { uniqueCode: 123 }, payout: { amount: 190_117, feeAmount: 10_006 } });
    await givenRefund(ana.booking, { status: "APPROVED", amount: 100_000 });
    expect(await report(ana, duringTheTrip, { amount: 200_124 })).toEqual({
      ok: false,
      reason: "amount",
      max: 200_123,
    });
    for (const amount of [0, 1.5, -1])
      expect(await report(ana, duringTheTrip, { amount })).toEqual({ ok: false, reason: "amount", max: 200_123 });
    expect(await report(ana, duringTheTrip, { amount: 200_123 })).toMatchObject({ ok: true });
  });

  it("only on his own booking, and only when it is paid", async () => {
    const ana = await given();
    const eve = await givenUser({ name: "Eve" });
    expect(await report(ana, duringTheTrip, { userId: eve.id })).toEqual({ ok: false, reason: "not-found" });
    const unpaid = await given({ status: "PENDING_PAYMENT", proofPath: "bukti.webp" });
    expect(await report(unpaid, duringTheTrip)).toEqual({ ok: false, reason: "not-confirmed" });
    expect(await db().$count(refunds)).toBe(0);
  });

  it("and two reports sent at once become one", async () => {
    const ana = await given();
    const outcomes = await Promise.all([report(ana, duringTheTrip), report(ana, duringTheTrip)]);
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
    expect(outcomes).toContainEqual({ ok: false, reason: "already-open" });
  });
});

describe("19: a dispute in the same second as the release", () => {
  it("never leaves a payout RELEASED with an open dispute, in 40 repetitions", { timeout: 120_000 }, async () => {
    const outcomes = { disputed: 0, released: 0 };
    const organizerId = (await givenOrganizer()).id;
    for (let repetition = 0; repetition < 40; repetition++) {
      const ana = await givenBooking({ trip: await givenTrip({ status: "COMPLETED", organizerId }) });
      const dispute = () => report(ana, "2026-05-12T23:59:59.999Z");
      const release = () => autoComplete(sweepAt("2026-05-13T00:00:00.000Z"));
      const [asked, run] = await (repetition % 2
        ? Promise.all([dispute(), release()])
        : Promise.all([release(), dispute()]).then(([run, asked]) => [asked, run] as const));

      const [payout] = await db().select().from(payouts).where(eq(payouts.bookingId, ana.booking.id));
      const released = run.payoutsReleased.includes(ana.payout?.id ?? "");
      expect(asked).toEqual(released ? { ok: false, reason: "too-late" } : { ok: true, refundId: expect.any(String) });
      expect(payout?.status).toBe(released ? "RELEASED" : "HELD");
      outcomes[released ? "released" : "disputed"]++;
    }
    expect(outcomes.disputed + outcomes.released).toBe(40);
    expect(await db().$count(refunds)).toBe(outcomes.disputed);
  });
});
