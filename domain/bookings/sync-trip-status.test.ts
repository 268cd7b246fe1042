import { eq } from "drizzle-orm";
import { expect, it } from "vitest";
import { db, transaction } from "#db/connection.ts";
import { auditLogs } from "#domain/audit/schema.ts";
import { bookings } from "#domain/bookings/schema/bookings.ts";
import { trips } from "#domain/trips/schema.ts";
import { ownDatabase } from "#tests/database.ts";
import { givenBooking, givenTrip } from "#tests/rows.ts";
import { syncTripStatus } from "./sync-trip-status.ts";

ownDatabase();

const now = new Date("2026-05-02T00:00:00Z");
const actor = { type: "USER", id: "ana" } as const;
const sync = (...ids: string[]) => transaction((tx) => syncTripStatus(tx, ids, { actor, now }));
const statusOf = async (trip: { id: string }) =>
  (await db().select({ status: trips.status }).from(trips).where(eq(trips.id, trip.id)))[0]?.status;

it("a trip is FULL once unpaid and confirmed seats reach its quota", async () => {
  const trip = await givenTrip({ quota: 3 });
  await givenBooking({ trip, pax: 2 });
  expect(await sync(trip.id)).toEqual([]);
  await givenBooking({ trip, pax: 1, status: "PENDING_PAYMENT" });
  expect(await sync(trip.id)).toEqual([trip.id]);
  expect(await statusOf(trip)).toBe("FULL");
});

it("and OPEN again when a seat is free, each change audited with who caused it", async () => {
  const trip = await givenTrip({ quota: 1, status: "FULL" });
  const { booking } = await givenBooking({ trip });
  await db().update(bookings).set({ status: "CANCELLED" }).where(eq(bookings.id, booking.id));
  await sync(trip.id);
  await sync(trip.id);
  expect(await statusOf(trip)).toBe("OPEN");
  expect(await db().select().from(auditLogs)).toMatchObject([
    { actorType: "USER", actorId: "ana", action: "trip.reopen", before: { status: "FULL" }, after: { status: "OPEN" } },
  ]);
});

it("a trip without bookings is OPEN", async () => {
  const trip = await givenTrip({ status: "FULL" });
  expect(await sync(trip.id)).toEqual([trip.id]);
});

it("what is COMPLETED or CLOSED stays, and so does every trip that is not named", async () => {
  const [completed, closed] = [await givenTrip({ status: "COMPLETED" }), await givenTrip({ status: "CLOSED" })];
  const other = await givenTrip({ status: "FULL" });
  expect(await sync(completed.id, closed.id)).toEqual([]);
  expect([await statusOf(completed), await statusOf(closed), await statusOf(other)]).toEqual([
    "COMPLETED",
    "CLOSED",
    "FULL",
  ]);
});
