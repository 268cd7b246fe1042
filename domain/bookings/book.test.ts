import { eq, inArray } from "drizzle-orm";
import { afterEach, describe, expect, it } from "vitest";
import { newId } from "#db/columns.ts";
import { db } from "#db/connection.ts";
import type { Payment } from "#domain/bookings/schema/payments.ts";
import { payments } from "#domain/bookings/schema/payments.ts";
import { emailJobs } from "#domain/emails/schema.ts";
import { trips } from "#domain/trips/schema.ts";
import { users } from "#domain/users/schema.ts";
import { ownDatabase } from "#tests/database.ts";
import { brokenInvariants } from "#tests/invariants.ts";
import { givenBooking, givenOrganizer, givenTrip, givenUser } from "#tests/rows.ts";
import { asksForSeats, asShown, audits, find, mails, takesSeats, tripStatus } from "#tests/stories.ts";
import { cancelUnpaid } from "./cancel.ts";
import { bookingParticipants, bookings } from "./schema/bookings.ts";

ownDatabase();
afterEach(async () => expect(await brokenInvariants()).toEqual({}));

const earlyMay = "2026-05-01T03:00:00Z";

describe("taking seats", () => {
  it("holds them at once and asks for the price with its unique code, within a day", async () => {
    const ana = await givenUser({ locale: "en" });
    const trip = await givenTrip({ pricePerPax: 300_000 });
    const seat = await takesSeats(trip, earlyMay, { pax: 2, userId: ana.id });

    const { booking, payment } = await find(seat);
    expect(booking).toMatchObject({ status: "PENDING_PAYMENT", pax: 2, pricePerPax: 300_000, totalAmount: 600_000 });
    expect(booking.code).toMatch(/^ST-[2-9A-HJKMNP-Z]{5}$/);
    expect(payment).toMatchObject({ status: "AWAITING", bankAccountKey: "bca" });
    expect(payment.amount).toBe(600_000 + payment.uniqueCode);
    expect(payment.uniqueCode).toBeGreaterThan(0);
    expect(seat).toMatchObject({ amountRupiah: payment.amount, expiresAt: new Date("2026-05-02T03:00:00Z") });
    expect(await db().$count(bookingParticipants, eq(bookingParticipants.bookingId, booking.id))).toBe(2);
    expect(await audits("booking.create")).toMatchObject([
      { actorType: "USER", actorId: ana.id, entityId: booking.id },
    ]);

    const [letter] = await mails();
    expect(letter).toMatchObject({ template: "payment-instructions", toEmail: ana.email, notAfter: seat.expiresAt });
    expect(letter?.text).toContain(`Amount: Rp 600.${String(payment.uniqueCode).padStart(3, "0")}`);
  });

  it("fills the trip with the last of them", async () => {
    const trip = await givenTrip({ quota: 2 });
    await takesSeats(trip, earlyMay);
    expect(await tripStatus(trip)).toBe("OPEN");
    await takesSeats(trip, earlyMay);
    expect(await tripStatus(trip)).toBe("FULL");
    expect(await asksForSeats(trip, earlyMay)).toMatchObject({ ok: false, reason: "sold-out" });
  });

  it("1: with quota 3 and 2 taken, of two who book one seat at the same instant one gets it and one is told it is full", async () => {
    const trip = await givenTrip({ quota: 3 });
    await takesSeats(trip, earlyMay, { pax: 2 });
    const [ana, budi] = [await givenUser(), await givenUser({ name: "Budi" })];
    const answers = await Promise.all([ana, budi].map((user) => asksForSeats(trip, earlyMay, { userId: user.id })));

    expect(answers.map(({ ok }) => ok).sort()).toEqual([false, true]);
    expect(answers).toContainEqual(expect.objectContaining({ ok: false, reason: "sold-out" }));
    expect(await tripStatus(trip)).toBe("FULL");
    const rivals = inArray(bookings.userId, [ana.id, budi.id]);
    expect(await db().select().from(bookings).where(rivals)).toMatchObject([{ status: "PENDING_PAYMENT", pax: 1 }]);
    const asked = db().select().from(payments).innerJoin(bookings, eq(bookings.id, payments.bookingId)).where(rivals);
    expect(await asked).toMatchObject([{ Payment: { status: "AWAITING" } }]);
    expect(await db().$count(emailJobs)).toBe(2);
  });

  it("sells three of three seats to forty buyers who come at once", async () => {
    const trip = await givenTrip({ quota: 3 });
    const buyers = await Promise.all(Array.from({ length: 40 }, (_, at) => givenUser({ name: `Ana${at}` })));
    const answers = await Promise.all(buyers.map(({ id }) => asksForSeats(trip, earlyMay, { userId: id })));
    expect(answers.filter(({ ok }) => ok)).toHaveLength(3);
    expect(await db().$count(bookings)).toBe(3);
  });

  it("and the same person who presses twice has one booking", async () => {
    const [ana, trip] = [await givenUser(), await givenTrip()];
    const answers = await Promise.all([1, 2].map(() => asksForSeats(trip, earlyMay, { userId: ana.id })));
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    expect(answers).toContainEqual(expect.objectContaining({ reason: "already-booked" }));
  });

  it("is possible again after an earlier booking expired or was cancelled", async () => {
    const [ana, trip] = [await givenUser(), await givenTrip()];
    for (const status of ["EXPIRED", "CANCELLED"] as const) await givenBooking({ trip, user: ana, status });
    expect(await asksForSeats(trip, earlyMay, { userId: ana.id })).toMatchObject({ ok: true });
  });
});

describe("nobody gets seats", () => {
  const refused = async (...request: Parameters<typeof asksForSeats>) => {
    const answer = await asksForSeats(...request);
    expect(await db().$count(payments)).toBe(0);
    return answer.ok ? "booked" : answer.reason;
  };

  it("on a trip that is not open, is about to begin, or no longer takes bookings", async () => {
    const trip = await givenTrip({ date: "2026-05-10", closesOn: "2026-05-09" });
    expect(await refused(trip, "2026-05-09T14:00:00.001Z")).toBe("starts-too-soon");
    expect(await refused(await givenTrip({ closesOn: "2026-05-05" }), "2026-05-05T17:00:00Z")).toBe("closed");
    expect(await refused(await givenTrip({ status: "CLOSED" }), earlyMay)).toBe("not-open");
    expect(await refused({ id: newId() }, earlyMay)).toBe("not-found");
  });

  it("of an organizer who is suspended, nor on his own trip", async () => {
    const suspended = await givenTrip({ organizerId: (await givenOrganizer({ status: "SUSPENDED" })).id });
    expect(await refused(suspended, earlyMay)).toBe("not-open");
    const hugo = await givenOrganizer();
    const own = await givenTrip({ organizerId: hugo.id });
    expect(await refused(own, earlyMay, { userId: hugo.userId })).toBe("own-trip");
  });

  it("without a verified address, or while suspended", async () => {
    const [unverified, suspended] = [
      await givenUser({ emailVerified: false }),
      await givenUser({ suspendedAt: new Date(earlyMay) }),
    ];
    const trip = await givenTrip();
    expect(await refused(trip, earlyMay, { userId: unverified.id })).toBe("unverified");
    expect(await refused(trip, earlyMay, { userId: suspended.id })).toBe("suspended");
    expect(await refused(trip, earlyMay, { userId: newId() })).toBe("not-found");
  });

  it("for nobody or for eleven, or to an account that is not ours", async () => {
    const trip = await givenTrip({ quota: 20 });
    expect(await refused(trip, earlyMay, { pax: 0 })).toBe("pax");
    expect(await refused(trip, earlyMay, { pax: 11 })).toBe("pax");
    expect(await refused(trip, earlyMay, { bankAccountKey: "eve" })).toBe("unknown-account");
  });
});

describe("what he saw is what he gets", () => {
  it("a price that went up meanwhile is asked again, and nothing is taken", async () => {
    const trip = await givenTrip({ pricePerPax: 300_000 });
    const agreed = await asShown(trip);
    await db().update(trips).set({ pricePerPax: 350_000 }).where(eq(trips.id, trip.id));
    const answer = await asksForSeats(trip, earlyMay, { agreed });
    expect(answer).toMatchObject({ ok: false, reason: "price-changed", pricePerPax: 350_000 });
    expect(await db().$count(bookings)).toBe(0);
    expect(await mails()).toEqual([]);
    expect(await asksForSeats(trip, earlyMay)).toMatchObject({ ok: true });
  });

  it.each([[{ date: "2026-05-17", closesOn: "2026-05-16" }], [{ endDate: "2026-05-12" }]])(
    "other days meanwhile are asked again: %o",
    async (moved) => {
      const trip = await givenTrip({ date: "2026-05-10" });
      const agreed = await asShown(trip);
      await db().update(trips).set(moved).where(eq(trips.id, trip.id));
      expect(await asksForSeats(trip, earlyMay, { agreed })).toMatchObject({ ok: false, reason: "days-changed" });
      expect(await db().$count(bookings)).toBe(0);
    },
  );
});

describe("10: the unique codes of one price on one account", () => {
  /** Payments that wait for 300.000 and each of these codes, on another trip. */
  async function codesInUse(codes: number[], expiresAt: string, changes: Partial<Payment> = {}) {
    const other = await givenTrip({ quota: 100 });
    const ids = codes.map(() => newId());
    const stamps = { createdAt: new Date(earlyMay), updatedAt: new Date(earlyMay) };
    await db()
      .insert(users)
      .values(ids.map((id) => ({ id, email: `${id}@example.com`, emailVerified: true, name: "Ana", ...stamps })));
    await db()
      .insert(bookings)
      .values(
        ids.map((id) => ({
          id,
          code: id,
          tripId: other.id,
          userId: id,
          pax: 1,
          pricePerPax: 300_000,
          totalAmount: 300_000,
          // Their seats do not matter here, and a trip has no thousand of them.
          status: "EXPIRED" as const,
          contactPhone: "+62",
          ...stamps,
        })),
      );
    const row = {
      method: "MANUAL_TRANSFER" as const,
      bankAccountKey: "bca",
      expiresAt: new Date(expiresAt),
      // On bookings that are over, only these wait.
      ...(!changes.status && { proofPath: "x.webp", proofUploadedAt: new Date(earlyMay) }),
      ...stamps,
    };
    await db()
      .insert(payments)
      .values(
        ids.map((id, at) => ({
          id,
          bookingId: id,
          status: "AWAITING" as const,
          uniqueCode: codes[at]!,
          amount: 300_000 + codes[at]!,
          ...row,
          ...changes,
        })),
      );
  }
  const allBut = (...free: number[]) =>
    Array.from({ length: 999 }, (_, at) => at + 1).filter((code) => !free.includes(code));

  it("are all different, also when they are asked for at once", async () => {
    const cheap = await Promise.all(Array.from({ length: 12 }, () => givenTrip({ quota: 2 })));
    await codesInUse(allBut(...Array.from({ length: 14 }, (_, at) => 7 * at + 1)), "2026-05-02T03:00:00Z");
    const seats = await Promise.all(cheap.map((trip) => takesSeats(trip, earlyMay)));
    expect(new Set(seats.map(({ amountRupiah }) => amountRupiah)).size).toBe(12);
  });

  it("run out at 999: then the answer says so and nothing is left behind", async () => {
    await codesInUse(allBut(500), "2026-05-02T03:00:00Z");
    const trip = await givenTrip({ quota: 2 });
    expect((await takesSeats(trip, earlyMay)).amountRupiah).toBe(300_500);
    const before = [await db().$count(bookings), await db().$count(payments), await db().$count(emailJobs)];
    expect(await asksForSeats(trip, earlyMay)).toMatchObject({ ok: false, reason: "no-code-left" });
    expect([await db().$count(bookings), await db().$count(payments), await db().$count(emailJobs)]).toEqual(before);
  });

  it.each<[string, Partial<Payment>]>([
    ["a proof that nobody accepted in time", { status: "EXPIRED", rejectReason: "Buktinya buram" }],
    ["a proof that was sent again", { status: "CANCELLED", proofUploadedAt: new Date(earlyMay), proofPath: "x.webp" }],
  ])("rest for seven days after their deadline where there was %s", async (_, changes) => {
    await codesInUse(allBut(1), "2026-05-01T02:00:00Z", changes);
    const trip = await givenTrip({ quota: 9 });
    expect((await takesSeats(trip, "2026-05-08T01:59:59Z")).amountRupiah).toBe(300_001);
    expect(await asksForSeats(trip, "2026-05-08T01:59:59Z")).toMatchObject({ reason: "no-code-left" });
    expect(await asksForSeats(trip, "2026-05-08T02:00:00Z")).toMatchObject({ ok: true });
  });

  it("rest for seven days after money came, however late", async () => {
    await codesInUse(allBut(1, 2), "2026-05-20T03:00:00Z");
    const paid = { uniqueCode: 2, expiresAt: new Date("2026-04-01T02:00:00Z"), paidAt: new Date(earlyMay) };
    await givenBooking({ payment: paid });
    const trip = await givenTrip({ date: "2026-06-10", quota: 9 });
    expect((await takesSeats(trip, "2026-05-08T02:59:59Z")).amountRupiah).toBe(300_001);
    expect(await asksForSeats(trip, "2026-05-08T02:59:59Z")).toMatchObject({ reason: "no-code-left" });
    expect(await takesSeats(trip, "2026-05-08T03:00:00Z")).toMatchObject({ amountRupiah: 300_002 });
  });

  it.each(["EXPIRED", "CANCELLED"] as const)("are free at once where nobody can have paid: %s", async (status) => {
    await codesInUse(allBut(), "2026-05-02T03:00:00Z", { status });
    expect(await asksForSeats(await givenTrip(), earlyMay)).toMatchObject({ ok: true });
  });

  it("booking and cancelling uses none of them up", async () => {
    const eve = await givenUser({ name: "Eve" });
    const codes = new Set<number>();
    await codesInUse(allBut(7, 8, 9), "2026-05-02T03:00:00Z");
    for (let time = 0; time < 12; time++) {
      const seat = await takesSeats(await givenTrip(), earlyMay, { userId: eve.id });
      codes.add(seat.amountRupiah);
      expect(await cancelUnpaid({ ...seat, now: new Date(earlyMay) })).toEqual({ ok: true });
    }
    expect([...codes].every((amount) => [300_007, 300_008, 300_009].includes(amount))).toBe(true);
  });
});
