import { expect, it } from "vitest";
import { ownDatabase } from "#tests/database.ts";
import { givenBooking, givenOrganizer, givenRefund, givenTrip, givenUser } from "#tests/rows.ts";
import { listOwnDisputes } from "./own-disputes.ts";

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
  expect(await listOwnDisputes(hugo.id)).toMatchObject([seen]);
  expect(await listOwnDisputes(hugo.id, trip.id)).toHaveLength(1);
  expect(await listOwnDisputes(eve.id, trip.id)).toEqual([]);
});
