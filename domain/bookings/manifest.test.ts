import { beforeEach, expect, it } from "vitest";
import type { Trip } from "#domain/trips/rules.ts";
import { ownDatabase } from "#tests/database.ts";
import { givenBooking, givenOrganizer, givenTrip, givenUser } from "#tests/rows.ts";
import { manifestOf } from "./manifest.ts";

ownDatabase();

let hugo: { id: string };
let trip: Trip;
beforeEach(async () => {
  hugo = await givenOrganizer();
  trip = await givenTrip({ organizerId: hugo.id });
});

it("the manifest has one line for each person who travels, booking by booking", async () => {
  const { booking } = await givenBooking({ trip, pax: 2, booking: { note: "Vegetarian" } });
  await givenBooking({ trip, user: await givenUser({ name: "Budi" }) });
  const manifest = await manifestOf(hugo.id, trip.id);
  expect(manifest).toMatchObject([
    { fullName: "Ana", bookedBy: "Ana", bookingCode: booking.code, contactPhone: "+6281234567890", note: "Vegetarian" },
    { fullName: "Ana", bookingCode: booking.code },
    { fullName: "Budi", note: null },
  ]);
});

it("who has not paid, or no longer comes, is not on it", async () => {
  for (const status of ["PENDING_PAYMENT", "EXPIRED", "CANCELLED"] as const) await givenBooking({ trip, status });
  expect(await manifestOf(hugo.id, trip.id)).toEqual([]);
});

it("another organizer gets nobody's name", async () => {
  await givenBooking({ trip });
  const eve = await givenOrganizer({ user: await givenUser({ name: "Eve" }) });
  expect(await manifestOf(eve.id, trip.id)).toEqual([]);
});
