import { expect } from "vitest";
import { db } from "#db/connection.ts";
import { remindOfPayments } from "#domain/bookings/payments/remind.ts";
import { amountsInUse } from "#domain/bookings/payments/request.ts";
import { expiresAt } from "#domain/bookings/payments/rules.ts";
import { findMayTryAgainAt, unpaidSeatsAllowed } from "#domain/bookings/unpaid.ts";
import { addDays, wibDay } from "#domain/calendar.ts";
import { findOwnTrip, listShortOfPeople } from "#domain/departures/own-trips.ts";
import { policy } from "#domain/policy.ts";
import { refuseDays } from "#domain/trips/allowed-days.ts";
import { bookable, tripStart } from "#domain/trips/rules.ts";
import { users } from "#domain/users/schema.ts";
import { givenBooking, givenOrganizer, givenTrip, givenUser } from "#tests/rows.ts";
import { accepts, asksForSeats, find, joins, mails, sendsProof, takesSeats, voids } from "#tests/stories.ts";
import { sweepAt } from "#tests/sweep.ts";
import { textsFor } from "#texts/index.ts";
import { ago, day, later, now, type Scenarios } from "./scenario.ts";

const farTrip = () => givenTrip({ date: addDays(wibDay(now), 200), quota: 100 });
const atNow = now.toISOString();

/** Numbers about seats, deadlines and days of trips. */
export const bookings: Scenarios = {
  paymentDeadlineMs: async (value) => {
    expect(expiresAt({ date: "2027-05-10" }, now)).toEqual(later(value));
    const seat = await takesSeats(await farTrip(), atNow);
    expect((await find(seat)).payment.expiresAt).toEqual(later(value));
    for (const locale of ["id", "en"] as const) {
      expect(textsFor(locale).bookingForm.lead(value / 3_600_000)).toContain(String(value / 3_600_000));
    }
  },

  paymentReminderBeforeMs: async (value) => {
    const seat = await takesSeats(await farTrip(), atNow);
    const deadlineMs = (await find(seat)).payment.expiresAt.getTime();
    expect(await remindOfPayments(sweepAt(new Date(deadlineMs - value - 1)))).toBe(0);
    expect(await remindOfPayments(sweepAt(new Date(deadlineMs - value)))).toBe(1);
    expect(await mails("payment-reminder")).toHaveLength(1);
  },

  bookingClosesBeforeStartMs: (value) => {
    const trip = { status: "OPEN" as const, date: "2026-05-10", closesOn: "2026-05-09", registrationClosedAt: null };
    const at = (beforeMs: number) => new Date(tripStart(trip).getTime() - beforeMs);
    const asked = (beforeMs: number) => bookable(trip, { pax: 1, seatsLeft: 1, now: at(beforeMs) });
    const opensAgain = { ...trip, closesOn: "2026-05-20" };
    expect(bookable(opensAgain, { pax: 1, seatsLeft: 1, now: at(value - 1) })).toMatchObject({ ok: false });
    expect(asked(value)).toEqual({ ok: true });
  },

  unpaidBookingsPerPerson: async (value) => {
    const userId = (await givenUser()).id;
    for (let held = 0; held < value; held++) await takesSeats(await farTrip(), atNow, { userId });
    expect(await asksForSeats(await farTrip(), atNow, { userId })).toMatchObject({ ok: false, reason: "unpaid-limit" });
    expect(unpaidSeatsAllowed({ bookings: value - 1, seats: 1 })).toBeGreaterThan(0);
  },

  unpaidTriesPerTrip: async (value) => {
    const [user, trip] = [await givenUser(), await farTrip()];
    const tried = async () => void (await givenBooking({ trip, user, status: "EXPIRED", booking: { createdAt: now } }));
    for (let tries = 1; tries < value; tries++) await tried();
    expect(await findMayTryAgainAt(trip.id, user.id, now)).toBeUndefined();
    await tried();
    expect(await asksForSeats(trip, atNow, { userId: user.id })).toMatchObject({ reason: "unpaid-tries" });
  },

  unpaidTriesWindowMs: async (value) => {
    const [user, trip] = [await givenUser(), await farTrip()];
    for (let tries = 0; tries < policy.unpaidTriesPerTrip; tries++) {
      await givenBooking({ trip, user, status: "EXPIRED", booking: { createdAt: ago(value - 1) } });
    }
    expect(await findMayTryAgainAt(trip.id, user.id, now)).toEqual(later(1));
    expect(await findMayTryAgainAt(trip.id, user.id, later(1))).toBeUndefined();
  },

  unpaidSeatsPerPerson: (value) => {
    expect(unpaidSeatsAllowed({ bookings: 0, seats: 0 })).toBe(value);
    expect(unpaidSeatsAllowed({ bookings: 1, seats: value })).toBe(0);
  },

  uniqueCodeRestMs: async (value) => {
    const trip = await farTrip();
    const expired = ago(value - 60_000);
    for (const uniqueCode of [1, 2]) {
      const payment = {
        uniqueCode,
        amount: trip.pricePerPax + uniqueCode,
        expiresAt: expired,
        proofUploadedAt: expired,
      };
      await givenBooking({ trip, user: await givenUser(), status: "EXPIRED", payment });
    }
    const inUseAt = async (at: Date) => {
      const wanted = { bankAccountKey: "bca", totalAmount: trip.pricePerPax, now: at };
      const [row] = await db()
        .select({ inUse: amountsInUse(wanted) })
        .from(users)
        .limit(1);
      return row!.inUse.length;
    };
    expect(await inUseAt(now)).toBe(2);
    expect(await inUseAt(later(120_000))).toBe(0);
  },

  tripLeadDays: (value) => {
    const today = wibDay(now);
    expect(refuseDays({ date: addDays(today, value - 1), endDate: null }, now)).toMatchObject({ reason: "too-soon" });
    expect(refuseDays({ date: addDays(today, value), endDate: null }, now)).toBeUndefined();
  },

  tripHorizonDays: (value) => {
    const today = wibDay(now);
    expect(refuseDays({ date: addDays(today, value), endDate: null }, now)).toBeUndefined();
    expect(refuseDays({ date: addDays(today, value + 1), endDate: null }, now)).toMatchObject({ reason: "too-late" });
  },

  minPaxWarningDays: async (value) => {
    const organizerId = (await givenOrganizer()).id;
    const inDays = async (days: number) =>
      (await givenTrip({ organizerId, date: addDays(wibDay(now), days), minPax: 5, quota: 10 })).id;
    const warned = await inDays(value);
    const notYet = await inDays(value + 1);
    expect((await listShortOfPeople(organizerId, { now, most: 5 })).map(({ id }) => id)).toEqual([warned]);
    expect((await findOwnTrip(organizerId, notYet))?.id).toBe(notYet);
  },

  smallestRefundRupiah: async (value) => {
    const sari = await givenUser({ name: "Sari", role: "ADMIN" });
    const settled = async (surplus: number) => {
      const seat = await takesSeats(await farTrip(), atNow);
      return accepts(sari, seat, atNow, seat.amountRupiah + surplus);
    };
    expect(await settled(value)).toMatchObject({ surplusRupiah: value, roundingRupiah: 0 });
    expect(await settled(value - 1)).toMatchObject({ surplusRupiah: 0, roundingRupiah: value - 1 });
  },

  restDeadlineMs: async (value) => {
    const sari = await givenUser({ name: "Sari", role: "ADMIN" });
    const seat = await takesSeats(await farTrip(), atNow);
    const { expiresAt: deadline } = (await find(seat)).payment;
    const justBefore = new Date(deadline.getTime() - 1);
    await accepts(sari, seat, justBefore.toISOString(), 1);
    expect((await find(seat)).payment.expiresAt).toEqual(new Date(justBefore.getTime() + value));
  },

  voidDeadlineMs: async (value) => {
    const sari = await givenUser({ name: "Sari", role: "ADMIN" });
    const seat = await joins(sari, await farTrip(), atNow);
    const at = (await find(seat)).payment.expiresAt;
    await voids(sari, seat, at.toISOString());
    expect((await find(seat)).payment.expiresAt).toEqual(new Date(at.getTime() + value));
  },

  shortToleranceRupiah: async (value) => {
    const sari = await givenUser({ name: "Sari", role: "ADMIN" });
    const settled = async (missing: number) => {
      const trip = await farTrip();
      const seat = await takesSeats(trip, atNow);
      await sendsProof(seat, atNow);
      const returned = { ifShort: "return" as const };
      return accepts(sari, seat, later(day / 100).toISOString(), trip.pricePerPax - missing, returned);
    };
    expect(await settled(value)).toMatchObject({ ok: true, outcome: "confirmed" });
    expect(await settled(value + 1)).toMatchObject({ ok: true, outcome: "returned" });
  },
};
