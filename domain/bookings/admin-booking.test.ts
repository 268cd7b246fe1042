import { beforeEach, expect, it } from "vitest";
import { requestRefund } from "#domain/bookings/refunds/request.ts";
import { ownDatabase } from "#tests/database.ts";
import { givenTrip, givenUser } from "#tests/rows.ts";
import { find, joins, takesSeats } from "#tests/stories.ts";
import { findAdminBooking } from "./admin-booking.ts";

ownDatabase();

const booked = "2026-05-01T03:00:00Z";
let sari: { id: string };
beforeEach(async () => {
  sari = await givenUser({ name: "Sari", role: "ADMIN" });
});

it("tells a booking's people, money, story and mails, found by its code in whatever case", async () => {
  const trip = await givenTrip({ title: "Gunung Prau" });
  const seat = await joins(sari, trip, booked, { pax: 2 });
  await joins(sari, trip, booked);
  const { booking, payment } = await find(seat);
  const onTrip = new Date("2026-05-10T03:00:00Z");
  await requestRefund({ bookingId: booking.id, userId: seat.userId, amount: 50_000, note: "Telat", now: onTrip });

  const whole = await findAdminBooking(booking.code.toLowerCase(), onTrip);
  expect(whole).toMatchObject({
    booking: { id: booking.id, pax: 2 },
    trip: { title: "Gunung Prau" },
    organizer: { displayName: "Hugo Trips" },
    participant: { name: "Ana" },
    verifiedBy: "Sari",
    money: { received: payment.receivedAmount, refunded: 0 },
    payout: { status: "HELD" },
    refunds: [{ status: "REQUESTED", amount: 50_000 }],
    expected: "already",
  });
  expect(whole!.travellers.map(({ fullName }) => fullName)).toEqual(["Ana 1", "Ana 2"]);
  expect(whole!.changes.map(({ action }) => action)).toEqual(
    expect.arrayContaining(["refund.request", "payout.hold", "payment.settle"]),
  );
  expect(whole!.mails.map(({ template }) => template)).toEqual(
    expect.arrayContaining(["payment-instructions", "booking-confirmed", "new-participant", "dispute-opened"]),
  );
});

it("tells nothing of other bookings", async () => {
  const trip = await givenTrip();
  const seat = await takesSeats(trip, booked);
  const other = await takesSeats(trip, booked);
  const { booking } = await find(seat);
  const whole = await findAdminBooking(booking.code, new Date(booked));
  expect(JSON.stringify(whole)).not.toContain(other.bookingId);
  expect(await findAdminBooking("ST-NOPE", new Date(booked))).toBeUndefined();
});
