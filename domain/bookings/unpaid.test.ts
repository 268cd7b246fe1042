import { and, eq } from "drizzle-orm";
import { afterEach, describe, expect, it } from "vitest";
import { db } from "#db/connection.ts";
import { policy } from "#domain/policy.ts";
import { ownDatabase } from "#tests/database.ts";
import { brokenInvariants } from "#tests/invariants.ts";
import { givenBooking, givenRefund, givenTrip, givenUser } from "#tests/rows.ts";
import { accepts, asksForSeats, sendsProof, takesSeats } from "#tests/stories.ts";
import { cancelUnpaid } from "./cancel.ts";
import { bookings } from "./schema/bookings.ts";
import { findMayTryAgainAt, listUnpaid } from "./unpaid.ts";

ownDatabase();
afterEach(async () => expect(await brokenInvariants()).toEqual({}));

const earlyMay = "2026-05-01T03:00:00Z";
const trips = (count: number) => Promise.all(Array.from({ length: count }, () => givenTrip({ quota: 30 })));
const heldBy = (userId: string) =>
  db().$count(bookings, and(eq(bookings.userId, userId), eq(bookings.status, "PENDING_PAYMENT")));

describe("bookings of one trip that came to nothing", () => {
  const day = (number: number) => `2026-05-0${number}T03:00:00Z`;

  it("three times in seven days leave its seats to others until the first is seven days old, in the same second too", async () => {
    const eve = await givenUser({ name: "Eve" });
    const trip = await givenTrip({ date: "2026-06-20" });
    for (const at of [day(1), day(2), day(3)]) {
      const seat = await takesSeats(trip, at, { userId: eve.id });
      await cancelUnpaid({ ...seat, now: new Date(at) });
    }
    const refused = { ok: false, reason: "unpaid-tries", opensAt: new Date(day(8)) };
    expect(await asksForSeats(trip, day(3), { userId: eve.id })).toMatchObject(refused);
    expect(await asksForSeats(trip, "2026-05-08T02:59:59Z", { userId: eve.id })).toMatchObject(refused);
    expect(await findMayTryAgainAt(trip.id, eve.id, new Date(day(3)))).toEqual(new Date(day(8)));
    expect(await asksForSeats(trip, day(8), { userId: eve.id })).toMatchObject({ ok: true });
  });

  it("keep nobody from other trips, and nobody else from this one", async () => {
    const [ana, eve] = [await givenUser(), await givenUser({ name: "Eve" })];
    const [trip, other] = [await givenTrip(), await givenTrip()];
    for (let tried = 0; tried < 3; tried++) {
      await givenBooking({ trip, user: eve, status: "EXPIRED" });
    }
    expect(await asksForSeats(trip, earlyMay, { userId: eve.id })).toMatchObject({ reason: "unpaid-tries" });
    expect(await asksForSeats(other, earlyMay, { userId: eve.id })).toMatchObject({ ok: true });
    expect(await asksForSeats(trip, earlyMay, { userId: ana.id })).toMatchObject({ ok: true });
  });

  it("do not count where money came, or where the organizer or an admin cancelled", async () => {
    const eve = await givenUser({ name: "Eve" });
    const trip = await givenTrip();
    const cancelled = (cancelledBy: "ORGANIZER" | "ADMIN") => ({
      status: "CANCELLED" as const,
      booking: { cancelledBy },
    });
    await givenBooking({ trip, user: eve, ...cancelled("ORGANIZER") });
    await givenBooking({ trip, user: eve, ...cancelled("ADMIN") });
    await givenBooking({ trip, user: eve, status: "EXPIRED" });
    await givenBooking({ trip, user: eve, status: "EXPIRED" });
    expect(await findMayTryAgainAt(trip.id, eve.id, new Date(earlyMay))).toBeUndefined();
    const late = await givenBooking({ trip, user: eve, status: "EXPIRED", payment: { status: "PAID" } });
    const amount = late.payment.amount;
    await givenRefund(late.booking, { status: "APPROVED", reason: "UNAPPLIED", amount });
    expect(await asksForSeats(trip, earlyMay, { userId: eve.id })).toMatchObject({ ok: true });
  });
});

describe("unpaid bookings of one person", () => {
  it("of 20 at the same moment on 20 trips exactly three are taken, and nothing waits for ever", async () => {
    const eve = await givenUser({ name: "Eve" });
    const answers = await Promise.all(
      (await trips(20)).map((trip) => asksForSeats(trip, earlyMay, { userId: eve.id })),
    );
    expect(answers.filter(({ ok }) => ok)).toHaveLength(policy.unpaidBookingsPerPerson);
    const refused = answers.filter((answer) => !answer.ok);
    expect(refused.every((answer) => !answer.ok && answer.reason === "unpaid-limit")).toBe(true);
    expect(await heldBy(eve.id)).toBe(3);
  });

  it("while two people book the same trips in opposite orders, each gets three", async () => {
    const [ana, eve] = [await givenUser(), await givenUser({ name: "Eve" })];
    const all = await trips(12);
    await Promise.all([
      ...all.map((trip) => asksForSeats(trip, earlyMay, { userId: ana.id })),
      ...all.toReversed().map((trip) => asksForSeats(trip, earlyMay, { userId: eve.id })),
    ]);
    expect([await heldBy(ana.id), await heldBy(eve.id)]).toEqual([3, 3]);
  });

  it("hold 20 seats together at most, and the answer says how many more", async () => {
    const ana = await givenUser();
    const [one, other, third] = await trips(3);
    await takesSeats(one!, earlyMay, { userId: ana.id, pax: 10 });
    await takesSeats(other!, earlyMay, { userId: ana.id, pax: 7 });
    const asking = { userId: ana.id, pax: 4 };
    expect(await asksForSeats(third!, earlyMay, asking)).toMatchObject({ reason: "unpaid-limit", seatsAllowed: 3 });
    expect(await asksForSeats(third!, earlyMay, { ...asking, pax: 3 })).toMatchObject({ ok: true });
  });

  it("make room when one is cancelled, paid, or past its deadline; a proof alone makes none", async () => {
    const [ana, sari] = [await givenUser(), await givenUser({ name: "Sari", role: "ADMIN" })];
    const all = await trips(7);
    const [first, second, third] = [
      await takesSeats(all[0]!, earlyMay, { userId: ana.id }),
      await takesSeats(all[1]!, earlyMay, { userId: ana.id }),
      await takesSeats(all[2]!, earlyMay, { userId: ana.id }),
    ];
    const next = (at: number, moment = earlyMay) => asksForSeats(all[at]!, moment, { userId: ana.id });
    await sendsProof(first, earlyMay);
    expect(await next(3)).toMatchObject({ reason: "unpaid-limit", seatsAllowed: 0 });
    await accepts(sari, first, earlyMay);
    expect(await next(3)).toMatchObject({ ok: true });
    await cancelUnpaid({ ...second, now: new Date(earlyMay) });
    expect(await next(4)).toMatchObject({ ok: true });
    expect(await next(5)).toMatchObject({ reason: "unpaid-limit" });
    await sendsProof(third, earlyMay);
    // A day later the two without a proof are over; the one with a proof still waits for Sari.
    const dayLater = "2026-05-02T03:00:00Z";
    expect(await listUnpaid(ana.id, new Date(dayLater))).toMatchObject([{ code: third.code, hasProof: true }]);
    expect(await next(5, dayLater)).toMatchObject({ ok: true });
  });
});
