import { afterEach, beforeEach, expect, it } from "vitest";
import { db } from "#db/connection.ts";
import { auditLogs } from "#domain/audit/schema.ts";
import { cancelPaid } from "#domain/bookings/cancel.ts";
import type { Trip } from "#domain/trips/rules.ts";
import { ownDatabase } from "#tests/database.ts";
import { brokenInvariants } from "#tests/invariants.ts";
import { givenOrganizer, givenTrip, givenUser } from "#tests/rows.ts";
import { joins, sendsProof, takesSeats, tripStatus } from "#tests/stories.ts";
import { closeTrip } from "./close.ts";
import { closedWith, previewClosing } from "./closing.ts";

ownDatabase();
afterEach(async () => expect(await brokenInvariants()).toEqual({}));

const booked = "2026-04-20T03:00:00Z";
const now = new Date("2026-05-01T03:00:00Z");

let hugo: { id: string; userId: string };
let sari: { id: string };
let trip: Trip;
beforeEach(async () => {
  hugo = await givenOrganizer();
  sari = await givenUser({ name: "Sari", role: "ADMIN" });
  trip = await givenTrip({ organizerId: hugo.id });
});

const asHugo = (at = now) => ({ tripId: trip.id, by: { role: "ORGANIZER" as const, userId: hugo.userId }, now: at });

it("closing does what its preview said: paid, half refunded, unpaid and under review", async () => {
  await joins(sari, trip, booked, { pax: 2 });
  const half = await joins(sari, trip, booked);
  await cancelPaid({ ...half, agreedRefundRupiah: 150_000, now: new Date("2026-05-01T00:00:00Z") });
  await takesSeats(trip, "2026-05-01T02:00:00Z");
  await sendsProof(await takesSeats(trip, "2026-05-01T02:00:00Z"), "2026-05-01T02:30:00Z");

  const preview = await previewClosing(asHugo());
  expect(preview).toMatchObject({ ok: true, bookingsCancelled: 3, bookingsRefunded: 2, proofsUnderReview: 1 });
  expect(preview.ok && preview.refundRupiah).toBeGreaterThan(750_000);
  expect(await closeTrip({ ...asHugo(), reason: "Gunung ditutup" })).toEqual(preview);
  const { ok, proofsUnderReview, ...came } = preview as Extract<typeof preview, { ok: true }>;
  expect(await closedWith({ id: trip.id, closedAt: now })).toEqual(came);
});

it("a trip that nobody booked closes with nothing to give back", async () => {
  const nothing = { bookingsCancelled: 0, bookingsRefunded: 0, refundRupiah: 0, proofsUnderReview: 0 };
  expect(await previewClosing(asHugo())).toEqual({ ok: true, ...nothing });
  expect(await closeTrip({ ...asHugo(), reason: "Gunung ditutup" })).toEqual({ ok: true, ...nothing });
});

it("the preview refuses whom closing refuses", async () => {
  const eve = await givenOrganizer({ user: await givenUser({ name: "Eve" }) });
  const asEve = { ...asHugo(), by: { role: "ORGANIZER" as const, userId: eve.userId } };
  expect(await previewClosing(asEve)).toEqual({ ok: false, reason: "not-found" });
  expect(await previewClosing(asHugo(new Date("2026-05-09T16:59:59Z")))).toMatchObject({ ok: true });
  const begun = new Date("2026-05-09T17:00:00Z");
  expect(await previewClosing(asHugo(begun))).toEqual({ ok: false, reason: "started" });
  const asSari = { ...asHugo(begun), by: { role: "ADMIN" as const, userId: sari.id } };
  expect(await previewClosing(asSari)).toMatchObject({ ok: true });
  trip = await givenTrip({ organizerId: hugo.id, status: "CLOSED" });
  expect(await previewClosing(asHugo())).toEqual({ ok: false, reason: "closed" });
  trip = await givenTrip({ organizerId: hugo.id, status: "COMPLETED" });
  expect(await previewClosing(asHugo())).toEqual({ ok: false, reason: "completed" });
});

it("a trip that goes on was not closed with anything", async () => {
  await joins(sari, trip, booked);
  const nothing = { bookingsCancelled: 0, bookingsRefunded: 0, refundRupiah: 0 };
  expect(await closedWith(trip)).toEqual(nothing);
});

it("looking changes nothing", async () => {
  const before = await db().$count(auditLogs);
  await previewClosing(asHugo());
  expect([await tripStatus(trip), await db().$count(auditLogs)]).toEqual(["OPEN", before]);
});
