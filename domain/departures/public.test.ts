import { eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { db } from "#db/connection.ts";
import { tripForm } from "#domain/trips/form.ts";
import { tripImages, trips } from "#domain/trips/schema.ts";
import { organizerProfiles } from "#domain/users/schema.ts";
import { ownDatabase } from "#tests/database.ts";
import { givenBooking, givenOrganizer, givenTrip, givenUser, madeAt } from "#tests/rows.ts";
import { takesSeats } from "#tests/stories.ts";
import { editTrip } from "./edit.ts";
import { publicAddresses, publicOrganizer, publicTrip } from "./public.ts";

ownDatabase();

const now = new Date("2026-05-01T03:00:00Z");

describe("a trip's page", () => {
  it("has the photos in their order, and nothing that is not for everybody", async () => {
    const trip = await givenTrip({ whatsappGroupUrl: "https://chat.whatsapp.com/secret" });
    for (const [position, path] of [
      [1, "b-2.webp"],
      [0, "a-1.webp"],
    ] as const)
      await db()
        .insert(tripImages)
        .values({ id: path, tripId: trip.id, path, position, createdAt: now, updatedAt: now });
    const shown = await publicTrip(trip.slug, now);
    expect(shown?.photos).toEqual(["a-1.webp", "b-2.webp"]);
    expect(JSON.stringify(shown)).not.toMatch(/whatsapp|\+62/i);
  });

  it("has nothing under an address that nobody gave", async () => {
    expect(await publicTrip("no-such-trip", now)).toBeUndefined();
    expect(await publicTrip("\0", now)).toBeUndefined();
  });

  it("counts seats at every moment", async () => {
    const ana = await givenUser();
    const trip = await givenTrip({ quota: 3 });
    expect(await publicTrip(trip.slug, now)).toMatchObject({ seatsLeft: 3, seatsTaken: 0 });
    await takesSeats(trip, now.toISOString(), { userId: ana.id, pax: 2 });
    expect(await publicTrip(trip.slug, now)).toMatchObject({ seatsLeft: 1, seatsTaken: 2, offer: "open" });
  });

  it("reads what the trip says once a version, and an edit at once", async () => {
    const hugo = await givenOrganizer();
    const trip = await givenTrip({ organizerId: hugo.id });
    expect((await publicTrip(trip.slug, now))?.pricePerPax).toBe(300_000);
    await db().update(trips).set({ description: "Changed behind the lock's back" }).where(eq(trips.id, trip.id));
    expect((await publicTrip(trip.slug, now))?.description).toBe(trip.description);

    const form = tripForm.parse({ ...trip, pricePerPax: "350.000" });
    expect(await editTrip({ tripId: trip.id, userId: hugo.userId, form, now })).toEqual({ ok: true });
    expect((await publicTrip(trip.slug, now))?.pricePerPax).toBe(350_000);
  });

  it("shows its organizer as he is now", async () => {
    const hugo = await givenOrganizer();
    const trip = await givenTrip({ organizerId: hugo.id });
    await publicTrip(trip.slug, now);
    await db().update(organizerProfiles).set({ displayName: "Hugo & Co" }).where(eq(organizerProfiles.id, hugo.id));
    expect((await publicTrip(trip.slug, now))?.organizer.displayName).toBe("Hugo & Co");
  });

  it.each([
    ["open", {}, "2026-05-01T03:00:00Z"],
    ["full", { status: "FULL", quota: 1 }, "2026-05-01T03:00:00Z"],
    ["booking-closed", { closesOn: "2026-05-05" }, "2026-05-06T03:00:00Z"],
    ["booking-closed", {}, "2026-05-09T14:30:00Z"],
    ["under-way", { endDate: "2026-05-12" }, "2026-05-11T03:00:00Z"],
    ["completed", { status: "COMPLETED" }, "2026-05-20T03:00:00Z"],
    ["cancelled", { status: "CLOSED" }, "2026-05-01T03:00:00Z"],
  ] as const)("is %s for a trip with %j at %s", async (offer, values, at) => {
    const trip = await givenTrip(values);
    if (values && "quota" in values) await givenBooking({ trip });
    expect((await publicTrip(trip.slug, new Date(at)))?.offer).toBe(offer);
  });

  it("is still there, paused, when its organizer is suspended", async () => {
    const hugo = await givenOrganizer({ status: "SUSPENDED" });
    const trip = await givenTrip({ organizerId: hugo.id });
    const shown = await publicTrip(trip.slug, now);
    expect(shown).toMatchObject({ offer: "paused", organizer: { verified: false } });
  });
});

describe("an organizer's page", () => {
  it("counts the trips he led and names the latest, without a phone or an address", async () => {
    const hugo = await givenOrganizer({ whatsapp: "+628111" });
    for (const date of ["2026-03-01", "2026-04-01"])
      await givenTrip({ organizerId: hugo.id, title: date, date, status: "COMPLETED" });
    await givenTrip({ organizerId: hugo.id, status: "CLOSED" });
    const shown = await publicOrganizer(hugo.slug);
    expect(shown?.organizer).toMatchObject({
      displayName: "Hugo Trips",
      tripsLed: 2,
      verified: true,
      joinedAt: madeAt,
    });
    expect(shown?.pastTrips.map(({ title }) => title)).toEqual(["2026-04-01", "2026-03-01"]);
    expect(JSON.stringify(shown)).not.toMatch(/\+62|@/);
  });

  it.each(["PENDING", "REJECTED"] as const)("is nothing while the application is %s", async (status) => {
    const hugo = await givenOrganizer({ status });
    expect(await publicOrganizer(hugo.slug)).toBeUndefined();
  });

  it("no longer vouches for somebody suspended", async () => {
    const hugo = await givenOrganizer({ status: "SUSPENDED" });
    expect((await publicOrganizer(hugo.slug))?.organizer.verified).toBe(false);
  });
});

it("search engines learn of trips on offer and of approved organizers", async () => {
  const trip = await givenTrip();
  await givenTrip({ status: "CLOSED", organizerId: trip.organizerId });
  const gone = await givenOrganizer({ status: "SUSPENDED" });
  await givenTrip({ organizerId: gone.id });
  const found = await publicAddresses(now, 10);
  expect(found.trips.map(({ slug }) => slug)).toEqual([trip.slug]);
  expect(found.organizers).toHaveLength(1);
});
