import { expect, it } from "vitest";
import { ownDatabase } from "#tests/database.ts";
import { givenBooking, givenOrganizer, givenTrip } from "#tests/rows.ts";
import { listTrips } from "./admin-list.ts";

ownDatabase();

const titles = async (...which: Parameters<typeof listTrips>) =>
  (await listTrips(...which)).rows.map(({ title }) => title);

it("lists every trip, the newest first, with the seats that live bookings hold", async () => {
  const prau = await givenTrip({ title: "Gunung Prau", quota: 6 });
  await givenTrip({ title: "Bromo", status: "CLOSED" });
  await givenBooking({ trip: prau, pax: 2 });
  await givenBooking({ trip: prau, pax: 1, status: "PENDING_PAYMENT" });
  await givenBooking({ trip: prau, pax: 3, status: "CANCELLED" });
  const { rows } = await listTrips();
  expect(rows.map(({ title, seatsTaken, quota }) => [title, seatsTaken, quota])).toEqual([
    ["Bromo", 0, 10],
    ["Gunung Prau", 3, 6],
  ]);
});

it("shows trips by their state and by whose they are", async () => {
  const hugo = await givenOrganizer({ displayName: "Jejak Rinjani" });
  await givenTrip({ title: "Gunung Prau", destination: "Dieng", organizerId: hugo.id });
  await givenTrip({ title: "Bromo", destination: "Probolinggo", status: "COMPLETED" });
  expect(await titles({ list: "COMPLETED" })).toEqual(["Bromo"]);
  expect(await titles({ list: "FULL" })).toEqual([]);
  expect(await titles({ organizerId: hugo.id })).toEqual(["Gunung Prau"]);
});

it("comes a page at a time, each trip once", async () => {
  const hugo = await givenOrganizer();
  for (let at = 0; at < 26; at++) await givenTrip({ organizerId: hugo.id });
  const first = await listTrips();
  const second = await listTrips({ cursor: first.next });
  expect([first.rows.length, second.rows.length, second.next]).toEqual([25, 1, undefined]);
});
