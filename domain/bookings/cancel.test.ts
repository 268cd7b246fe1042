import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { db } from "#db/connection.ts";
import { refunds } from "#domain/bookings/schema/refunds.ts";
import { emailJobs } from "#domain/emails/schema.ts";
import { ownDatabase } from "#tests/database.ts";
import { brokenInvariants } from "#tests/invariants.ts";
import { givenBooking, givenRefund, givenTrip, givenUser } from "#tests/rows.ts";
import {
  accepts,
  asksForSeats,
  find,
  joins,
  mails,
  type Seat,
  sendsProof,
  takesSeats,
  tripStatus,
} from "#tests/stories.ts";
import { cancelByAdmin, cancelPaid, cancelUnpaid } from "./cancel.ts";
import { grantGoodwill } from "./refunds/decide.ts";

ownDatabase();
afterEach(async () => expect(await brokenInvariants()).toEqual({}));

const booked = "2026-04-20T03:00:00Z";

let sari: { id: string };
beforeEach(async () => {
  sari = await givenUser({ name: "Sari", role: "ADMIN" });
});

const stepsBack = ({ bookingId, userId }: Seat, at: string, agreedRefundRupiah: number) =>
  cancelPaid({ bookingId, userId, agreedRefundRupiah, now: new Date(at) });
const givesUp = ({ bookingId, userId }: Seat, at = booked) => cancelUnpaid({ bookingId, userId, now: new Date(at) });

describe("a participant who steps back from a paid trip", () => {
  // 00:30 WIB on 26 April, H-14 of a trip on 10 May, when the UTC day is still 25 April; and so on.
  it.each([
    { day: "H-14", at: "2026-04-25T17:30:00Z", percent: 100 },
    { day: "H-13", at: "2026-04-26T17:30:00Z", percent: 50 },
    { day: "H-7", at: "2026-05-02T17:30:00Z", percent: 50 },
    { day: "H-6", at: "2026-05-03T17:30:00Z", percent: 0 },
  ])(
    "13: gets $percent % on $day of the WIB calendar, the payout is split again, and FULL becomes OPEN",
    async ({ at, percent }) => {
      const trip = await givenTrip({ quota: 2 });
      const seat = await joins(sari, trip, booked, { pax: 2 });
      expect(await tripStatus(trip)).toBe("FULL");
      const refund = { 100: seat.amountRupiah, 50: 300_000, 0: 0 }[percent]!;
      expect(await stepsBack(seat, at, refund)).toEqual({ ok: true, refundRupiah: refund });

      const after = await find(seat);
      expect(after.booking).toMatchObject({
        status: "CANCELLED",
        cancelledBy: "PARTICIPANT",
        cancelledAt: new Date(at),
      });
      expect(after.payment.status).toBe("PAID");
      expect(after.refunds.map(({ amount, status, reason }) => ({ amount, status, reason }))).toEqual(
        refund === 0 ? [] : [{ amount: refund, status: "APPROVED", reason: "PARTICIPANT_CANCEL" }],
      );
      const left = 300_000 + after.payment.uniqueCode;
      const held = {
        100: { status: "CANCELLED", amount: 0, feeAmount: 0 },
        50: { amount: left - Math.floor(left / 20) },
        0: { amount: 570_000 },
      };
      expect(after.payout).toMatchObject({ status: "HELD", ...held[percent as 100 | 50 | 0] });
      expect(await tripStatus(trip)).toBe("OPEN");
      expect(await mails("booking-cancelled")).toHaveLength(1);
      expect(await mails("booking-cancelled-organizer")).toHaveLength(1);
    },
  );

  it("is asked again when the refund is no longer what he agreed to", async () => {
    const seat = await joins(sari, await givenTrip(), booked);
    const tooLate = await stepsBack(seat, "2026-04-26T17:00:00Z", seat.amountRupiah);
    expect(tooLate).toEqual({ ok: false, reason: "quote-changed", refundRupiah: 150_000 });
    expect((await find(seat)).booking.status).toBe("CONFIRMED");
    expect(await stepsBack(seat, "2026-04-26T17:00:00Z", 150_000)).toMatchObject({ ok: true });
  });

  it("cannot once the trip has begun, twice, or for somebody else", async () => {
    const seat = await joins(sari, await givenTrip(), booked);
    expect(await stepsBack(seat, "2026-05-09T17:00:00Z", 0)).toEqual({ ok: false, reason: "too-late" });
    const eve = await givenUser({ name: "Eve" });
    expect(await stepsBack({ ...seat, userId: eve.id }, booked, 0)).toEqual({ ok: false, reason: "not-found" });
    const answers = await Promise.all([1, 2].map(() => stepsBack(seat, booked, seat.amountRupiah)));
    expect(answers).toContainEqual({ ok: false, reason: "not-confirmed" });
    expect(await db().$count(refunds)).toBe(1);
  });

  it("learns that we need an account when he has none, and otherwise to which one the money goes", async () => {
    const bank = { bankName: "BCA", bankAccountNo: "1234567", bankAccountName: "Ana" };
    for (const user of [await givenUser(), await givenUser(bank)]) {
      const seat = await joins(sari, await givenTrip(), booked, { userId: user.id });
      await stepsBack(seat, booked, seat.amountRupiah);
    }
    const [without, withAccount] = await mails("booking-cancelled");
    expect(without?.text).toContain("Kami belum tahu rekeningmu");
    expect(withAccount?.text).toContain("BCA 1234567 (Ana)");
  });
});

describe("a participant who gives back unpaid seats", () => {
  it("frees them at once and can book again", async () => {
    const trip = await givenTrip({ quota: 1 });
    const seat = await takesSeats(trip, booked);
    expect(await givesUp(seat)).toEqual({ ok: true });
    const { booking, payment } = await find(seat);
    expect([booking.status, payment.status, await tripStatus(trip)]).toEqual(["CANCELLED", "CANCELLED", "OPEN"]);
    expect(await asksForSeats(trip, booked, { userId: seat.userId })).toMatchObject({ ok: true });
  });

  it("cannot while an admin looks at his proof, nor once it is paid", async () => {
    const seat = await takesSeats(await givenTrip(), booked);
    await sendsProof(seat, booked);
    expect(await givesUp(seat)).toEqual({ ok: false, reason: "proof-under-review" });
    await accepts(sari, seat, booked);
    expect(await givesUp(seat)).toEqual({ ok: false, reason: "not-pending" });
  });

  it("and transfers nevertheless gets everything back", async () => {
    const seat = await takesSeats(await givenTrip(), booked);
    await givesUp(seat);
    expect(await accepts(sari, seat, booked)).toMatchObject({ outcome: "returned", why: "cancelled" });
  });

  it("against an admin who accepts the money at that moment: never both, never silently kept", async () => {
    for (let repetition = 0; repetition < 10; repetition++) {
      const seat = await takesSeats(await givenTrip(), booked);
      const [gaveUp, settled] = await Promise.all([givesUp(seat), accepts(sari, seat, booked)]);
      expect(settled).toMatchObject({ outcome: gaveUp.ok ? "returned" : "confirmed" });
    }
  });
});

describe("an admin who cancels a paid booking", () => {
  const cancels = (bookingId: string, refundRupiah?: number, seenNetRupiah?: number) =>
    cancelByAdmin({
      seenNetRupiah,
      bookingId,
      adminId: sari.id,
      reason: "Peserta sakit",
      refundRupiah,
      now: new Date("2026-05-08T03:00:00Z"),
    });

  it("gives everything back unless told, and tells both sides why", async () => {
    const seat = await joins(sari, await givenTrip(), booked);
    expect(await cancels(seat.bookingId)).toEqual({ ok: true, refundRupiah: seat.amountRupiah });
    const after = await find(seat);
    expect(after.booking).toMatchObject({ status: "CANCELLED", cancelledBy: "ADMIN", cancelReason: "Peserta sakit" });
    expect(after.payout).toMatchObject({ status: "CANCELLED", amount: 0, feeAmount: 0 });
    for (const letter of [...(await mails("booking-cancelled")), ...(await mails("booking-cancelled-organizer"))])
      expect(letter.text).toContain("Peserta sakit");
    expect(await cancels(seat.bookingId)).toEqual({ ok: false, reason: "not-confirmed" });
  });

  it("or a part of it, or nothing, but never more than is left", async () => {
    const [some, none] = [await joins(sari, await givenTrip(), booked), await joins(sari, await givenTrip(), booked)];
    expect(await cancels(some.bookingId, some.amountRupiah + 1)).toEqual({
      ok: false,
      reason: "amount",
      max: some.amountRupiah,
    });
    expect(await cancels(some.bookingId, 100_000)).toMatchObject({ ok: true });
    expect(await cancels(none.bookingId, 0)).toMatchObject({ ok: true });
    expect((await find(none)).payout).toMatchObject({ status: "HELD", amount: 285_000 });
    expect(await db().$count(refunds)).toBe(1);
  });

  it("gives nothing on top of what another admin has given since the page was opened", async () => {
    const seat = await joins(sari, await givenTrip(), booked);
    const [shown, half] = [seat.amountRupiah, Math.floor(seat.amountRupiah / 2)];
    const goodwill = { bookingId: seat.bookingId, adminId: sari.id, amountRupiah: half, explanation: "Cuaca buruk" };
    const now = new Date("2026-05-08T02:00:00Z");
    expect(await grantGoodwill({ ...goodwill, seenNetRupiah: shown, now })).toMatchObject({ ok: true });
    const changed = { ok: false, reason: "changed", netRupiah: shown - half };
    expect(await cancels(seat.bookingId, half, shown)).toEqual(changed);
    expect(await db().$count(refunds)).toBe(1);
    expect(await cancels(seat.bookingId, 0, shown - half)).toMatchObject({ ok: true });
  });

  it("only while the money is held, and not before an open dispute is decided", async () => {
    const completed = await givenTrip({ status: "COMPLETED" });
    const released = { status: "RELEASED", releasedAt: new Date("2026-05-13T18:00:00Z") } as const;
    const { booking } = await givenBooking({ trip: completed, payout: released });
    expect(await cancels(booking.id)).toEqual({ ok: false, reason: "not-held" });
    const disputed = await givenBooking({ trip: completed });
    await givenRefund(disputed.booking);
    expect(await cancels(disputed.booking.id)).toEqual({ ok: false, reason: "dispute-open" });
    expect(await db().$count(emailJobs)).toBe(0);
  });
});
