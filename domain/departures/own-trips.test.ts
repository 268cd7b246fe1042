import { beforeEach, describe, expect, it } from "vitest";
import { newId } from "#db/columns.ts";
import { db } from "#db/connection.ts";
import { tripImages } from "#domain/trips/schema.ts";
import { ownDatabase } from "#tests/database.ts";
import { givenBooking, givenOrganizer, givenRefund, givenTrip, givenUser, madeAt } from "#tests/rows.ts";
import {
  countOwnTrips,
  findOwnTrip,
  listOwnTrips,
  listShortOfPeople,
  ownTripsPerPage,
  ownTripWithPhoto,
  phaseOf,
} from "./own-trips.ts";

ownDatabase();

let hugo: { id: string; userId: string };
let eve: { id: string };
beforeEach(async () => {
  hugo = await givenOrganizer();
  eve = await givenOrganizer({ user: await givenUser({ name: "Eve" }) });
});

async function givenPhotos(tripId: string, ...paths: string[]) {
  const stamps = { createdAt: madeAt, updatedAt: madeAt };
  await db()
    .insert(tripImages)
    .values(paths.map((path, position) => ({ id: newId(), tripId, path, position, ...stamps })));
}

describe("an organizer's trip", () => {
  it("shows seats, money and disputes of its own bookings only", async () => {
    const trip = await givenTrip({ organizerId: hugo.id });
    const { booking } = await givenBooking({ trip, pax: 2 });
    await givenRefund(booking);
    await givenBooking({ trip, pax: 3, status: "PENDING_PAYMENT" });
    await givenBooking({ trip, status: "EXPIRED" });
    await givenBooking({ trip, payout: { status: "RELEASED", releasedAt: madeAt } });
    await givenBooking({ trip: await givenTrip({ organizerId: hugo.id }), pax: 4 });
    expect(await findOwnTrip(hugo.id, trip.id)).toMatchObject({
      id: trip.id,
      confirmedPax: 3,
      pendingPax: 3,
      heldRupiah: 570_000,
      releasedRupiah: 285_000,
      paidRupiah: 0,
      openDisputes: 1,
    });
  });

  it("without a booking shows nothing but zeros", async () => {
    const trip = await givenTrip({ organizerId: hugo.id });
    expect(await findOwnTrip(hugo.id, trip.id)).toMatchObject({
      ...{ confirmedPax: 0, pendingPax: 0, heldRupiah: 0, releasedRupiah: 0, paidRupiah: 0, openDisputes: 0 },
      ...{ cover: null, photos: [] },
    });
  });

  it("has its photos in their order, the first as the cover", async () => {
    const trip = await givenTrip({ organizerId: hugo.id });
    await givenPhotos(trip.id, "hugo-a.webp", "hugo-b.webp");
    expect(await findOwnTrip(hugo.id, trip.id)).toMatchObject({
      cover: "hugo-a.webp",
      photos: ["hugo-a.webp", "hugo-b.webp"],
    });
    expect((await listOwnTrips(hugo.id, { state: "active" })).trips).toMatchObject([{ cover: "hugo-a.webp" }]);
    expect(await ownTripWithPhoto(hugo.id, "hugo-b.webp")).toEqual({ id: trip.id });
    expect(await ownTripWithPhoto(eve.id, "hugo-b.webp")).toBeUndefined();
  });

  it("is nobody else's", async () => {
    const trip = await givenTrip({ organizerId: hugo.id });
    expect(await findOwnTrip(eve.id, trip.id)).toBeUndefined();
    expect(await findOwnTrip(hugo.id, "none")).toBeUndefined();
    expect((await listOwnTrips(eve.id, { state: "active" })).trips).toEqual([]);
  });
});

describe("the list", () => {
  const titles = async (...request: Parameters<typeof listOwnTrips>) =>
    (await listOwnTrips(...request)).trips.map(({ title }) => title);

  it("has the active trips by the day they begin, and the others with the latest first", async () => {
    const given = (title: string, date: string, status: "OPEN" | "FULL" | "COMPLETED" | "CLOSED") =>
      givenTrip({ organizerId: hugo.id, title, date, status });
    await given("June", "2026-06-01", "OPEN");
    await given("May", "2026-05-10", "FULL");
    await given("January", "2026-01-10", "COMPLETED");
    await given("February", "2026-02-10", "COMPLETED");
    await given("Never", "2026-03-10", "CLOSED");
    expect(await titles(hugo.id, { state: "active" })).toEqual(["May", "June"]);
    expect(await titles(hugo.id, { state: "completed" })).toEqual(["February", "January"]);
    expect(await titles(hugo.id, { state: "closed" })).toEqual(["Never"]);
    expect(await countOwnTrips(hugo.id)).toEqual({ active: 2, completed: 2, closed: 1 });
    expect(await countOwnTrips(eve.id)).toEqual({ active: 0, completed: 0, closed: 0 });
  });

  it("comes in pages that miss and repeat nothing", async () => {
    for (let made = 0; made <= ownTripsPerPage; made++) await givenTrip({ organizerId: hugo.id, status: "COMPLETED" });
    const first = await listOwnTrips(hugo.id, { state: "completed" });
    expect(first.next).toBe(1);
    const second = await listOwnTrips(hugo.id, { state: "completed", page: first.next });
    expect(second.next).toBeUndefined();
    expect(new Set([...first.trips, ...second.trips].map(({ id }) => id)).size).toBe(ownTripsPerPage + 1);
  });
});

describe("a trip short of people", () => {
  const now = new Date("2026-05-03T03:00:00Z");
  const short = async (at = now, most = 5) =>
    (await listShortOfPeople(hugo.id, { now: at, most })).map(({ title }) => title);

  it("is named from a week before it until it begins, by those who have paid", async () => {
    const trip = await givenTrip({ organizerId: hugo.id, title: "Prau", minPax: 2 });
    await givenBooking({ trip });
    await givenBooking({ trip, status: "PENDING_PAYMENT", pax: 3 });
    expect(await short(new Date("2026-05-02T16:59:59Z"))).toEqual([]);
    expect(await short(new Date("2026-05-02T17:00:00Z"))).toEqual(["Prau"]);
    expect(await short(new Date("2026-05-09T16:59:59Z"))).toEqual(["Prau"]);
    expect(await short(new Date("2026-05-09T17:00:00Z"))).toEqual([]);
    await givenBooking({ trip });
    expect(await short()).toEqual([]);
  });

  it("is named before those that begin later, and no more than are asked for", async () => {
    const given = (title: string, date: string) =>
      givenTrip({ organizerId: hugo.id, title, date, endDate: date, minPax: 2 });
    await given("Later", "2026-05-12");
    await given("Next", "2026-05-10");
    await given("Then", "2026-05-11");
    expect(await short(new Date("2026-05-08T03:00:00Z"), 2)).toEqual(["Next", "Then"]);
  });

  it("is not one that wants nobody in particular, is over, or is another's", async () => {
    await givenTrip({ organizerId: hugo.id });
    await givenTrip({ organizerId: hugo.id, minPax: 2, status: "CLOSED" });
    await givenTrip({ organizerId: eve.id, minPax: 2 });
    expect(await short()).toEqual([]);
  });
});

it.each([
  ["2026-05-09T16:59:59Z", "upcoming"],
  ["2026-05-09T17:00:00Z", "running"],
  ["2026-05-12T16:59:59Z", "running"],
  ["2026-05-12T17:00:00Z", "over"],
] as const)("from 10 to 12 May a trip is, at %s, %s", (at, phase) => {
  expect(phaseOf({ date: "2026-05-10", endDate: "2026-05-12" }, new Date(at))).toBe(phase);
});
