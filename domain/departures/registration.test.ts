import { eq } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { db } from "#db/connection.ts";
import type { Trip } from "#domain/trips/rules.ts";
import { trips } from "#domain/trips/schema.ts";
import { ownDatabase } from "#tests/database.ts";
import { brokenInvariants } from "#tests/invariants.ts";
import { givenOrganizer, givenTrip, givenUser } from "#tests/rows.ts";
import { accepts, asksForSeats, audits, find, takesSeats, tripStatus } from "#tests/stories.ts";
import { closeTrip } from "./close.ts";
import { publicTrip } from "./public.ts";
import { closeRegistration, reopenRegistration } from "./registration.ts";
import { searchTrips } from "./search.ts";

ownDatabase();
afterEach(async () => expect(await brokenInvariants()).toEqual({}));

const at = "2026-05-01T03:00:00Z";
const now = new Date(at);

let hugo: { id: string };
let trip: Trip;
beforeEach(async () => {
  hugo = await givenUser({ name: "Hugo" });
  trip = await givenTrip({ organizerId: (await givenOrganizer({ user: hugo as never })).id, quota: 2 });
});
const asked = (changes: Partial<Parameters<typeof closeRegistration>[0]> = {}) => ({
  tripId: trip.id,
  userId: hugo.id,
  now,
  ...changes,
});

describe("while registration is closed", () => {
  it("nobody books, the list leaves the trip out and its page says why", async () => {
    expect(await closeRegistration(asked())).toEqual({ ok: true });
    expect(await asksForSeats(trip, at)).toMatchObject({ ok: false, reason: "registration-closed" });
    expect((await searchTrips({}, now)).trips).toEqual([]);
    expect((await publicTrip(trip.slug, now))?.offer).toBe("registration-closed");
    expect(await audits("trip.close-registration")).toMatchObject([
      {
        actorId: hugo.id,
        entityId: trip.id,
        before: { registrationClosedAt: null },
        after: { registrationClosedAt: now.toISOString() },
      },
    ]);
  });

  it("what is booked goes on: it is paid, fills the trip, and the trip can be cancelled", async () => {
    const sari = await givenUser({ name: "Sari", role: "ADMIN" });
    const seat = await takesSeats(trip, at, { pax: 2 });
    await closeRegistration(asked());
    await accepts(sari, seat, at);
    expect((await find(seat)).booking.status).toBe("CONFIRMED");
    expect(await tripStatus(trip)).toBe("FULL");
    const by = { role: "ORGANIZER" as const, userId: hugo.id };
    expect(await closeTrip({ tripId: trip.id, by, reason: "Gunung ditutup", now })).toMatchObject({ ok: true });
  });

  it("it is opened again, and booked", async () => {
    await closeRegistration(asked());
    expect(await reopenRegistration(asked())).toEqual({ ok: true });
    expect(await asksForSeats(trip, at)).toMatchObject({ ok: true });
    expect(await audits("trip.reopen-registration")).toHaveLength(1);
  });
});

describe("closing registration", () => {
  it("happens once, whoever presses at the same moment", async () => {
    const results = await Promise.all([closeRegistration(asked()), closeRegistration(asked())]);
    expect(results.map((result) => result.ok).sort()).toEqual([false, true]);
    expect(results).toContainEqual({ ok: false, reason: "already" });
    expect(await audits("trip.close-registration")).toHaveLength(1);
    expect(await reopenRegistration(asked())).toEqual({ ok: true });
    expect(await reopenRegistration(asked())).toEqual({ ok: false, reason: "already" });
  });

  it("and a booking at the same moment: the booking stands or was refused, never both", async () => {
    const [closed, booked] = await Promise.all([closeRegistration(asked()), asksForSeats(trip, at)]);
    expect(closed).toEqual({ ok: true });
    if (!booked.ok) expect(booked.reason).toBe("registration-closed");
    expect(await asksForSeats(trip, at)).toMatchObject({ ok: false, reason: "registration-closed" });
  });

  it("is for its organizer alone, and until it begins", async () => {
    const eve = await givenUser({ name: "Eve" });
    expect(await closeRegistration(asked({ userId: eve.id }))).toEqual({ ok: false, reason: "not-found" });
    expect(await closeRegistration(asked({ tripId: "nowhere" }))).toEqual({ ok: false, reason: "not-found" });
    const begun = asked({ now: new Date("2026-05-09T17:00:00Z") });
    expect(await closeRegistration(begun)).toEqual({ ok: false, reason: "over" });
    await db().update(trips).set({ status: "COMPLETED", completedAt: now }).where(eq(trips.id, trip.id));
    expect(await closeRegistration(asked())).toEqual({ ok: false, reason: "over" });
  });
});
