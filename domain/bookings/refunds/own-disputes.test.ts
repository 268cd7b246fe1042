import { expect, it } from "vitest";
import { ownDatabase } from "#tests/database.ts";
import { givenBooking, givenOrganizer, givenRefund, givenTrip, givenUser } from "#tests/rows.ts";
import { listDecidedDisputes, listOwnDisputes } from "./own-disputes.ts";

ownDatabase();

it("an organizer sees the open disputes of his own trips, and only those", async () => {
  const hugo = await givenOrganizer();
  const trip = await givenTrip({ organizerId: hugo.id });
  const { booking } = await givenBooking({ trip });
  await givenRefund(booking, { note: "Pemandu tidak datang." });
  const decided = await givenBooking({ trip });
  await givenRefund(decided.booking, { status: "REJECTED" });
  const eve = await givenOrganizer({ user: await givenUser({ name: "Eve" }) });
  const others = await givenBooking({ trip: await givenTrip({ organizerId: eve.id }) });
  await givenRefund(others.booking);

  const seen = { bookingCode: booking.code, tripId: trip.id, amountRupiah: 100_000, note: "Pemandu tidak datang." };
  expect(await listOwnDisputes(hugo.id, { most: 5 })).toMatchObject([seen]);
  expect(await listOwnDisputes(hugo.id, { tripId: trip.id, most: 5 })).toHaveLength(1);
  expect(await listOwnDisputes(eve.id, { tripId: trip.id, most: 5 })).toEqual([]);
});

it("an organizer reads how reports on his trip were decided and why, and nobody else's", async () => {
  const hugo = await givenOrganizer();
  const trip = await givenTrip({ organizerId: hugo.id });
  const rejected = await givenBooking({ trip });
  const [early, late] = [new Date("2026-05-02T03:00:00Z"), new Date("2026-05-03T03:00:00Z")];
  await givenRefund(rejected.booking, { status: "REJECTED", decision: "Pemandu datang.", updatedAt: early });
  const accepted = await givenBooking({ trip });
  await givenRefund(accepted.booking, { status: "APPROVED", decision: "Pemandu absen.", approvedAt: late });
  const closed = await givenBooking({ trip });
  await givenRefund(closed.booking, { status: "REJECTED" });
  const open = await givenBooking({ trip });
  await givenRefund(open.booking);

  expect(await listDecidedDisputes(hugo.id, { tripId: trip.id, most: 5 })).toMatchObject([
    { bookingCode: accepted.booking.code, rejected: false, decision: "Pemandu absen.", decidedAt: late },
    { bookingCode: rejected.booking.code, rejected: true, decision: "Pemandu datang.", decidedAt: early },
  ]);
  const eve = await givenOrganizer({ user: await givenUser({ name: "Eve" }) });
  expect(await listDecidedDisputes(eve.id, { tripId: trip.id, most: 5 })).toEqual([]);
});
