import { expect, it } from "vitest";
import { ownDatabase } from "#tests/database.ts";
import { givenBooking, givenRefund, givenTrip, givenUser, madeAt } from "#tests/rows.ts";
import { listBookings, tripMoney } from "./listed.ts";

ownDatabase();

it("lists a trip's bookings with their money, the newest first, and nobody else's", async () => {
  const trip = await givenTrip({ quota: 100 });
  const { booking, payment, payout } = await givenBooking({ trip, pax: 2 });
  await givenRefund(booking, { status: "APPROVED", amount: 50_000 });
  await givenRefund(booking, { status: "REQUESTED", amount: 70_000 });
  const newer = await givenBooking({ trip, status: "EXPIRED", booking: { createdAt: new Date(madeAt.getTime() + 1) } });
  await givenBooking();
  const { rows } = await listBookings({ tripId: trip.id });
  expect(rows).toMatchObject([
    { code: newer.booking.code, status: "EXPIRED", receivedRupiah: 0, refundedRupiah: 0, payout: null },
    {
      code: booking.code,
      receivedRupiah: payment.receivedAmount,
      refundedRupiah: 50_000,
      payout: { status: "HELD", amount: payout?.amount },
    },
  ]);
  expect(await tripMoney(trip.id)).toEqual({
    receivedRupiah: payment.receivedAmount,
    refundedRupiah: 50_000,
    payoutsRupiah: payout?.amount,
    feesRupiah: payout?.feeAmount,
  });
});

it("lists what one person booked, a page at a time", async () => {
  const ana = await givenUser();
  for (let at = 0; at < 26; at++) await givenBooking({ user: ana });
  await givenBooking();
  const first = await listBookings({ userId: ana.id });
  const second = await listBookings({ userId: ana.id, cursor: first.next });
  expect([first.rows.length, second.rows.length, second.next]).toEqual([25, 1, undefined]);
});

it("a trip that nobody booked has no money", async () => {
  const { id } = await givenTrip();
  expect(await tripMoney(id)).toEqual({ receivedRupiah: 0, refundedRupiah: 0, payoutsRupiah: 0, feesRupiah: 0 });
});
