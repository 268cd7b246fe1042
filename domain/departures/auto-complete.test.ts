import { eq } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { db, pool } from "#db/connection.ts";
import { auditLogs } from "#domain/audit/schema.ts";
import { rejectDispute } from "#domain/bookings/refunds/decide.ts";
import { bookings } from "#domain/bookings/schema/bookings.ts";
import { payments } from "#domain/bookings/schema/payments.ts";
import { payouts } from "#domain/bookings/schema/payouts.ts";
import { emailJobs } from "#domain/emails/schema.ts";
import { trips } from "#domain/trips/schema.ts";
import { ownDatabase } from "#tests/database.ts";
import { brokenInvariants } from "#tests/invariants.ts";
import { givenBooking, givenOrganizer, givenRefund, givenTrip, givenUser } from "#tests/rows.ts";
import { sweepAt } from "#tests/sweep.ts";
import { autoComplete, TripsFailedError } from "./auto-complete.ts";

ownDatabase();

/** Every transition keeps the money straight, whatever a test did. */
afterEach(async () => {
  expect(await brokenInvariants()).toEqual({});
});

const nothing = { completed: 0, ids: [], payoutsReleased: [] };
const runAt = (now: string) => autoComplete(sweepAt(now));
const statusOf = async (trip: { id: string }) =>
  (await db().select({ status: trips.status }).from(trips).where(eq(trips.id, trip.id)))[0]?.status;
const payoutOf = async (booking: { id: string }) =>
  (await db().select().from(payouts).where(eq(payouts.bookingId, booking.id)))[0];
const mails = async (template: string) =>
  (await db().select().from(emailJobs).where(eq(emailJobs.template, template))).map((mail) => mail.toEmail).sort();
const audits = async (action: string) => db().select().from(auditLogs).where(eq(auditLogs.action, action));

describe("a trip is over", () => {
  it("14: a one-day trip on 10 May is untouched on 10 May at any hour, and COMPLETED on 11 May at 18:00Z", async () => {
    const trip = await givenTrip({ date: "2026-05-10" });
    // From 00:00 WIB on 10 May to its end in UTC, seven hours after its end in WIB.
    const [begins, ends] = [Date.parse("2026-05-09T17:00:00Z"), Date.parse("2026-05-11T00:00:00Z")];
    for (let hour = begins; hour < ends; hour += 3_600_000)
      expect(await runAt(new Date(hour).toISOString())).toEqual(nothing);
    expect(await runAt("2026-05-10T23:59:59.999Z")).toEqual(nothing);
    expect(await statusOf(trip)).toBe("OPEN");

    expect(await runAt("2026-05-11T18:00:00Z")).toEqual({ ...nothing, completed: 1, ids: [trip.id] });
    expect(await statusOf(trip)).toBe("COMPLETED");
  });

  it("at 00:00 UTC of the day after its last day, not a millisecond sooner", async () => {
    await givenTrip({ date: "2026-05-10" });
    expect(await runAt("2026-05-10T23:59:59.999Z")).toEqual(nothing);
    expect(await runAt("2026-05-11T00:00:00.000Z")).toMatchObject({ completed: 1 });
  });

  it("15: a trip from 10 to 12 May is untouched on 12 May at 18:00Z and COMPLETED on 13 May at 18:00Z", async () => {
    const trip = await givenTrip({ date: "2026-05-10", endDate: "2026-05-12" });
    expect(await runAt("2026-05-12T18:00:00Z")).toEqual(nothing);
    expect(await statusOf(trip)).toBe("OPEN");
    expect(await runAt("2026-05-13T18:00:00Z")).toMatchObject({ completed: 1, ids: [trip.id] });
  });

  it("16: a CLOSED trip with past dates stays CLOSED over three runs, without mail or payout", async () => {
    const trip = await givenTrip({ status: "CLOSED", date: "2026-05-10" });
    await givenBooking({ trip, status: "CANCELLED" });
    for (const day of ["11", "12", "20"]) expect(await runAt(`2026-05-${day}T18:00:00Z`)).toEqual(nothing);

    expect(await statusOf(trip)).toBe("CLOSED");
    expect([await db().$count(emailJobs), await db().$count(payouts), await db().$count(auditLogs)]).toEqual([0, 0, 0]);
  });

  it("17: a FULL trip with only unpaid bookings is COMPLETED, its bookings EXPIRED, and no money is spoken of", async () => {
    const trip = await givenTrip({ status: "FULL", quota: 2 });
    const [first, second] = [
      await givenBooking({ trip, status: "PENDING_PAYMENT" }),
      await givenBooking({ trip, status: "PENDING_PAYMENT" }),
    ];
    expect(await runAt("2026-05-11T18:00:00Z")).toEqual({ completed: 1, ids: [trip.id], payoutsReleased: [] });

    expect(await statusOf(trip)).toBe("COMPLETED");
    expect((await db().select().from(bookings)).map(({ status }) => status)).toEqual(["EXPIRED", "EXPIRED"]);
    expect((await db().select().from(payments)).map(({ status }) => status)).toEqual(["EXPIRED", "EXPIRED"]);
    expect(await mails("booking-expired")).toEqual([first.user.email, second.user.email].sort());
    expect(await db().$count(emailJobs)).toBe(2);
  });

  it("a trip without bookings is completed silently", async () => {
    const trip = await givenTrip();
    await runAt("2026-05-11T18:00:00Z");
    expect(await statusOf(trip)).toBe("COMPLETED");
    expect(await db().$count(emailJobs)).toBe(0);
  });

  it("a proof that nobody verified keeps its booking waiting on the completed trip", async () => {
    const { booking } = await givenBooking({ status: "PENDING_PAYMENT", proofPath: "bukti.webp" });
    expect(await runAt("2026-05-11T18:00:00Z")).toMatchObject({ completed: 1 });
    const [after] = await db().select().from(bookings).where(eq(bookings.id, booking.id));
    expect(after?.status).toBe("PENDING_PAYMENT");
    expect(await db().$count(emailJobs)).toBe(0);
  });
});

describe("what completing a trip leaves behind", () => {
  it("tells everybody who travelled, and the organizer, once and in their own language", async () => {
    const organizer = await givenOrganizer();
    const trip = await givenTrip({ organizerId: organizer.id });
    const ana = await givenBooking({ trip });
    const john = await givenBooking({ trip, user: await givenUser({ name: "John", locale: "en" }) });
    await givenBooking({ trip, status: "CANCELLED" });
    await runAt("2026-05-11T18:00:00Z");
    await runAt("2026-05-11T18:00:00Z");

    expect(await mails("trip-completed")).toEqual([ana.user.email, john.user.email].sort());
    expect(await mails("trip-completed-organizer")).toHaveLength(1);
    expect(await db().$count(emailJobs)).toBe(3);
    const [english] = await db().select().from(emailJobs).where(eq(emailJobs.toEmail, john.user.email));
    expect(english?.subject).toBe("Gunung Prau is over");
    expect(english?.text).toContain("07:00");
  });

  it("audits each change once, with the cron job as the actor", async () => {
    const trip = await givenTrip({ status: "FULL", quota: 1 });
    const { booking, payment } = await givenBooking({ trip, status: "PENDING_PAYMENT" });
    await runAt("2026-05-11T18:00:00Z");

    expect(await audits("trip.complete")).toEqual([
      expect.objectContaining({
        actorType: "CRON",
        actorId: "auto-complete-trips",
        entity: "Trip",
        entityId: trip.id,
        before: { status: "FULL", completedAt: null },
        after: { status: "COMPLETED", completedAt: "2026-05-11T18:00:00.000Z" },
        createdAt: new Date("2026-05-11T18:00:00Z"),
      }),
    ]);
    expect((await audits("payment.expire")).map((row) => row.entityId)).toEqual([payment.id]);
    expect((await audits("booking.expire")).map((row) => row.entityId)).toEqual([booking.id]);
    expect(await db().$count(auditLogs)).toBe(3);
  });
});

describe("money is released", () => {
  it("by the run of 14 May for a trip on 10 May: held until 13 May 00:00Z", async () => {
    const { booking, payout } = await givenBooking();
    for (const day of ["11", "12"]) {
      expect(await runAt(`2026-05-${day}T18:00:00Z`)).toMatchObject({ payoutsReleased: [] });
    }
    expect((await payoutOf(booking))?.heldUntil).toEqual(new Date("2026-05-13T00:00:00Z"));

    const released = await runAt("2026-05-13T18:00:00Z");
    expect(released).toEqual({ completed: 0, ids: [], payoutsReleased: [payout?.id] });
    expect(await payoutOf(booking)).toMatchObject({ status: "RELEASED", releasedAt: new Date("2026-05-13T18:00:00Z") });
  });

  it("18: except where a dispute is open, and by the next run once it is rejected", async () => {
    const trip = await givenTrip({ status: "COMPLETED" });
    const [calm, disputed] = [await givenBooking({ trip }), await givenBooking({ trip })];
    const dispute = await givenRefund(disputed.booking);
    expect(await runAt("2026-05-13T18:00:00Z")).toMatchObject({ payoutsReleased: [calm.payout?.id] });
    expect((await payoutOf(disputed.booking))?.status).toBe("HELD");

    const sari = await givenUser({ name: "Sari", role: "ADMIN" });
    const decision = { refundId: dispute.id, adminId: sari.id, explanation: "Pemandu datang." };
    expect(await rejectDispute({ ...decision, now: new Date("2026-05-14T03:00:00Z") })).toEqual({ ok: true });
    expect(await runAt("2026-05-14T18:00:00Z")).toMatchObject({ payoutsReleased: [disputed.payout?.id] });
    expect(await mails("payout-released")).toHaveLength(2);
  });

  it("with one mail a trip and organizer, whatever the number of its bookings", async () => {
    const [bali, dieng] = [await givenTrip({ status: "COMPLETED" }), await givenTrip({ status: "COMPLETED" })];
    for (const trip of [bali, bali, bali, dieng]) await givenBooking({ trip, payment: { uniqueCode: 0 } });
    await runAt("2026-05-13T18:00:00Z");

    const letters = await db().select().from(emailJobs).where(eq(emailJobs.template, "payout-released"));
    expect(letters.map(({ text }) => text.includes("Rp 855.000")).sort()).toEqual([false, true]);
    expect(await audits("payout.release")).toHaveLength(4);
  });

  it("also what a participant left behind who cancelled late", async () => {
    const trip = await givenTrip({ status: "COMPLETED" });
    const { payout } = await givenBooking({ trip, status: "CANCELLED", payout: {} });
    expect(await runAt("2026-05-13T18:00:00Z")).toMatchObject({ payoutsReleased: [payout?.id] });
  });

  it("not while the trip is not COMPLETED, and not a millisecond before the hold ends", async () => {
    await givenBooking({
      trip: await givenTrip({ date: "2026-06-01" }),
      payout: { heldUntil: new Date("2026-05-01T00:00:00Z") },
    });
    await givenBooking({ trip: await givenTrip({ status: "COMPLETED" }) });
    expect(await runAt("2026-05-12T23:59:59.999Z")).toEqual(nothing);
    expect(await runAt("2026-05-13T00:00:00.000Z")).toMatchObject({ payoutsReleased: [expect.any(String)] });
  });

  it("20: not before 24 hours after a completion that came a week late, and participants had their mail in between", async () => {
    const { booking, user } = await givenBooking();
    const late = "2026-05-18T18:00:42Z";
    expect(await runAt(late)).toMatchObject({ completed: 1, payoutsReleased: [] });
    expect(await mails("trip-completed")).toEqual([user.email]);
    expect((await payoutOf(booking))?.heldUntil).toEqual(new Date("2026-05-19T18:00:00Z"));
    expect((await audits("payout.extend-hold"))[0]).toMatchObject({
      before: { heldUntil: "2026-05-13T00:00:00.000Z" },
      after: { heldUntil: "2026-05-19T18:00:00.000Z" },
    });

    expect(await runAt("2026-05-19T17:59:59Z")).toEqual(nothing);
    // A second earlier in its minute than the day before: the hold was counted from the start of that minute.
    expect(await runAt("2026-05-19T18:00:41Z")).toMatchObject({ payoutsReleased: [expect.any(String)] });
  });
});

describe("a trip that throws", () => {
  beforeEach(() =>
    pool().query(`
      create or replace function "refuseTrip"() returns trigger language plpgsql as $$
      begin
        if new."title" = 'Rusak' and new."status" = 'COMPLETED' then raise exception 'this trip is broken'; end if;
        return new;
      end $$;
      create trigger "Trip_refuse" before update on "Trip" for each row execute function "refuseTrip"()`),
  );
  const mend = () => pool().query(`drop trigger if exists "Trip_refuse" on "Trip"`);
  afterEach(mend);

  it("23: stops nobody: the two others are COMPLETED and committed, the error names it, and the rerun completes only it", async () => {
    const [first, broken, last] = [await givenTrip(), await givenTrip({ title: "Rusak" }), await givenTrip()];
    const { payout } = await givenBooking({ trip: await givenTrip({ status: "COMPLETED" }) });

    const error = await runAt("2026-05-13T18:00:00Z").catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(TripsFailedError);
    expect(error).toMatchObject({
      message: expect.stringContaining(`1 trip failed: ${broken.id} (this trip is broken)`),
      failures: [{ tripId: broken.id }],
      done: { completed: 2, ids: expect.arrayContaining([first.id, last.id]), payoutsReleased: [payout?.id] },
    });
    expect([await statusOf(first), await statusOf(broken), await statusOf(last)]).toEqual([
      "COMPLETED",
      "OPEN",
      "COMPLETED",
    ]);

    await mend();
    expect(await runAt("2026-05-13T18:00:00Z")).toEqual({ completed: 1, ids: [broken.id], payoutsReleased: [] });
  });

  it("leaves nothing of itself behind", async () => {
    const trip = await givenTrip({ title: "Rusak" });
    await givenBooking({ trip, status: "PENDING_PAYMENT" });
    await expect(runAt("2026-05-11T18:00:00Z")).rejects.toThrow(TripsFailedError);

    expect((await db().select().from(bookings))[0]?.status).toBe("PENDING_PAYMENT");
    expect([await db().$count(emailJobs), await db().$count(auditLogs)]).toEqual([0, 0]);
  });

  it("never shows what its row holds, only the database's answer", async () => {
    await givenBooking({ trip: await givenTrip({ title: "Rusak" }) });
    const error = (await runAt("2026-05-11T18:00:00Z").catch((thrown: unknown) => thrown)) as TripsFailedError;
    const chain = [error.message, (error.cause as Error).message, String((error.cause as Error).cause ?? "")].join();
    expect(chain).not.toMatch(/update|params|@example/i);
  });

  it("is named among the first twenty, and the others are counted", async () => {
    for (let at = 0; at < 22; at++) await givenTrip({ title: "Rusak" });
    await expect(runAt("2026-05-11T18:00:00Z")).rejects.toThrow(
      /^22 trips failed: .*\) and 2 more; 0 completed, 0 payouts released$/,
    );
  });
});

describe("a run that is stopped", () => {
  it("finishes its batch, leaves the rest and says how much that is", async () => {
    await givenTrips(1_200);
    const stop = new AbortController();
    const notes: string[] = [];
    let beats = 0;
    const beat = async () => {
      if (++beats === 3) stop.abort();
      return true;
    };
    const note = (message: string) => void notes.push(message);
    const stopped = await autoComplete(sweepAt("2026-05-11T18:00:00Z", { signal: stop.signal, beat, note }));

    expect(stopped.completed).toBe(1_200 - 200);
    expect(notes).toEqual(["stopped before the end, 200 trips left to complete"]);
    expect(await runAt("2026-05-11T18:00:00Z")).toMatchObject({ completed: 200 });
  });

  it("does nothing more once another one has taken over", async () => {
    await givenTrip();
    expect(await autoComplete(sweepAt("2026-05-11T18:00:00Z", { beat: async () => false }))).toEqual(nothing);
  });
});

describe("two runs", () => {
  it("one after the other: the second completes 0", async () => {
    await givenTrip();
    expect(await runAt("2026-05-11T18:00:00Z")).toMatchObject({ completed: 1 });
    expect(await runAt("2026-05-11T18:00:00Z")).toEqual(nothing);
  });

  it("at once: each trip and payout is counted by exactly one of them, and nobody gets two mails", async () => {
    const organizer = await givenOrganizer();
    const open = await givenTrips(1_100, { organizerId: organizer.id });
    for (let at = 0; at < 5; at++) await givenBooking({ trip: await givenTrip({ organizerId: organizer.id }) });
    const held = [];
    for (let at = 0; at < 5; at++)
      held.push((await givenBooking({ trip: await givenTrip({ status: "COMPLETED" }) })).payout?.id);

    const [first, second] = await Promise.all([runAt("2026-05-13T18:00:00Z"), runAt("2026-05-13T18:00:00Z")]);
    const ids = [...first.ids, ...second.ids];
    expect(first.completed + second.completed).toBe(1_105);
    expect(new Set(ids).size).toBe(1_105);
    expect(open.filter((id) => !ids.includes(id))).toEqual([]);
    expect([...first.payoutsReleased, ...second.payoutsReleased].sort()).toEqual(held.sort());
    expect(await audits("trip.complete")).toHaveLength(1_105);
    expect(await mails("trip-completed")).toHaveLength(5);
    expect(await mails("payout-released")).toHaveLength(5);
  });
});

/** Many open trips on 10 May, without bookings, in one statement. */
async function givenTrips(count: number, values: { organizerId?: string } = {}): Promise<string[]> {
  const { id, ...pattern } = await givenTrip(values);
  const copies = Array.from({ length: count - 1 }, (_, at) => ({
    ...pattern,
    id: `${id}-${at}`,
    slug: `${pattern.slug}-${at}`,
  }));
  for (let from = 0; from < copies.length; from += 500)
    await db()
      .insert(trips)
      .values(copies.slice(from, from + 500));
  return [id, ...copies.map((copy) => copy.id)];
}
