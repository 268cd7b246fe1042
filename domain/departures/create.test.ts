import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { newId } from "#db/columns.ts";
import { db } from "#db/connection.ts";
import { type TripForm, tripForm } from "#domain/trips/form.ts";
import type { Trip } from "#domain/trips/rules.ts";
import { tripImages, trips } from "#domain/trips/schema.ts";
import { diskPhotos } from "#gateways/storage/disk.ts";
import type { PhotoStore } from "#gateways/storage/photo-store.ts";
import { ownDatabase } from "#tests/database.ts";
import { brokenInvariants } from "#tests/invariants.ts";
import { givenOrganizer, givenTrip, givenUser } from "#tests/rows.ts";
import { asksForSeats, audits, find, joins, takesSeats, tripStatus } from "#tests/stories.ts";
import { createTrip } from "./create.ts";
import { editTrip } from "./edit.ts";

ownDatabase();
afterEach(async () => expect(await brokenInvariants()).toEqual({}));

const now = new Date("2026-05-01T16:59:00Z");
const typed = {
  title: "Gunung Prau: Sunrise & Camp!",
  destination: "Dieng",
  description: "Melihat matahari terbit.",
  itinerary: [{ title: "Naik", detail: "Lewat Patak Banteng" }],
  includes: ["Tenda"],
  excludes: [],
  meetingPoint: "Alun-alun Wonosobo",
  meetingTime: "05:30 WIB",
  date: "2026-05-10",
  endDate: null,
  closesOn: "2026-05-09",
  pricePerPax: "300.000",
  quota: 10,
  minPax: null,
  whatsappGroupUrl: "https://chat.whatsapp.com/abc",
};
const form: TripForm = tripForm.parse(typed);

let storage: PhotoStore;
beforeEach(() => {
  storage = diskPhotos(mkdtempSync(join(tmpdir(), "setrip-create-")));
});

async function uploads(userId: string, hoursAgo = 1): Promise<string> {
  const name = `${userId}-${newId()}.webp`;
  await storage.save(name, Buffer.from("photo"));
  await storage.touch(name, new Date(now.getTime() - hoursAgo * 3_600_000));
  return name;
}

async function publishes(userId: string, changes: Partial<TripForm> = {}, photos?: string[]) {
  const chosen = photos ?? [await uploads(userId)];
  return createTrip({ userId, form: { ...form, ...changes }, photos: chosen, storage, now });
}

describe("an approved organizer", () => {
  it("publishes a trip that is OPEN at once, with its photos and an address of its own", async () => {
    const hugo = await givenOrganizer();
    const created = await publishes(hugo.userId);
    expect(created).toMatchObject({ ok: true, slug: expect.stringMatching(/^gunung-prau-sunrise-camp-[2-9a-z]{4}$/) });
    const [trip] = await db().select().from(trips);
    expect(trip).toMatchObject({
      organizerId: hugo.id,
      status: "OPEN",
      version: 0,
      itinerary: [{ day: 1, title: "Naik" }],
    });
    expect(await db().select().from(tripImages)).toMatchObject([{ tripId: trip?.id, position: 0 }]);
    expect(await audits("trip.create")).toMatchObject([{ actorId: hugo.userId, entityId: trip?.id }]);
    expect(await asksForSeats(trip!, now.toISOString())).toMatchObject({ ok: true });
  });

  it("no sooner than the day after tomorrow in WIB", async () => {
    const { userId } = await givenOrganizer();
    const tooSoon = { date: "2026-05-02", closesOn: "2026-05-01" };
    expect(await publishes(userId, tooSoon)).toEqual({ ok: false, reason: "too-soon", earliest: "2026-05-03" });
    expect(await publishes(userId, { date: "2026-05-03", closesOn: "2026-05-02" })).toMatchObject({ ok: true });
  });

  it.each([
    { date: "2062-05-10", endDate: null },
    { date: "2026-05-10", endDate: "9999-12-31" },
  ])("not for a day that nobody can mean: %o", async (days) => {
    const { userId } = await givenOrganizer();
    expect(await publishes(userId, days)).toEqual({ ok: false, reason: "too-late", latest: "2028-04-30" });
    expect(await publishes(userId, { date: "2026-05-10", endDate: "2028-04-30" })).toMatchObject({ ok: true });
  });

  it("not without photos, with nine, with another's, or with some from a form of yesterday; and then there is no trip", async () => {
    const { userId } = await givenOrganizer();
    expect(await publishes(userId, {}, [])).toEqual({ ok: false, reason: "photo-count" });
    expect(await publishes(userId, {}, Array(9).fill("x.webp"))).toEqual({ ok: false, reason: "photo-count" });
    expect(await publishes(userId, {}, [await uploads("eve")])).toEqual({ ok: false, reason: "not-yours" });
    expect(await publishes(userId, {}, [await uploads(userId, 25)])).toEqual({ ok: false, reason: "photo-expired" });
    expect([await db().$count(trips), await db().$count(tripImages)]).toEqual([0, 0]);
  });
});

it("a form that is sent twice at once makes one trip", async () => {
  const { userId } = await givenOrganizer();
  const photo = await uploads(userId);
  const answers = await Promise.all([publishes(userId, {}, [photo]), publishes(userId, {}, [photo])]);
  expect(answers.map((answer) => (answer.ok ? "made" : answer.reason)).sort()).toEqual(["made", "photo-used"]);
  expect([await db().$count(trips), await db().$count(tripImages)]).toEqual([1, 1]);
});

it("nobody else publishes a trip", async () => {
  const ana = await givenUser();
  expect(await publishes(ana.id)).toEqual({ ok: false, reason: "not-approved" });
  for (const status of ["PENDING", "REJECTED", "SUSPENDED"] as const) {
    const { userId } = await givenOrganizer({ status });
    expect(await publishes(userId)).toEqual({ ok: false, reason: "not-approved" });
  }
  const unverified = await givenOrganizer({ user: await givenUser({ emailVerified: false }) });
  expect(await publishes(unverified.userId)).toEqual({ ok: false, reason: "unverified" });
  const suspended = await givenOrganizer({ user: await givenUser({ suspendedAt: now }) });
  expect(await publishes(suspended.userId)).toEqual({ ok: false, reason: "suspended" });
});

it.each([
  [{ endDate: "2026-05-09" }, "endDate"],
  [{ closesOn: "2026-05-10" }, "closesOn"],
  [{ minPax: 11 }, "minPax"],
  [{ pricePerPax: "9.999" }, "pricePerPax"],
  [{ pricePerPax: "1,25" }, "pricePerPax"],
  [{ quota: 101 }, "quota"],
  [{ date: "2026-02-30" }, "date"],
  [{ title: " " }, "title"],
  [{ itinerary: [] }, "itinerary"],
  [{ whatsappGroupUrl: "https://evil.example/abc" }, "whatsappGroupUrl"],
  [{ whatsappGroupUrl: "javascript:alert(1)" }, "whatsappGroupUrl"],
])("the form refuses %o at its field", (changes, field) => {
  const parsed = tripForm.safeParse({ ...typed, ...changes });
  expect(parsed.error?.issues.map(({ path }) => path[0])).toContain(field);
});

it("the form takes what is optional as nothing, and books until the day before", () => {
  const { endDate: _, closesOn: __, minPax: ___, whatsappGroupUrl: ____, ...least } = typed;
  expect(tripForm.parse({ ...least, itinerary: [{ title: "Naik" }], includes: ["Tenda", undefined] })).toMatchObject({
    ...{ endDate: null, closesOn: "2026-05-09", minPax: null, whatsappGroupUrl: null, includes: ["Tenda"] },
    itinerary: [{ day: 1, title: "Naik", detail: "" }],
  });
});

describe("an organizer who edits his trip", () => {
  async function published() {
    const hugo = await givenOrganizer();
    return { hugo, trip: await givenTrip({ ...form, organizerId: hugo.id }) };
  }
  const edits = (userId: string, trip: Trip, changes: Partial<TripForm>, at = now) =>
    editTrip({ tripId: trip.id, userId, form: { ...form, ...changes }, now: at });

  it("changes what it says, and only that is written down", async () => {
    const { hugo, trip } = await published();
    expect(await edits(hugo.userId, trip, { meetingPoint: "Stasiun" })).toEqual({ ok: true });
    expect(await edits(hugo.userId, trip, { meetingPoint: "Stasiun" })).toEqual({ ok: true });
    expect(await audits("trip.edit")).toMatchObject([
      { before: { meetingPoint: "Alun-alun Wonosobo" }, after: { meetingPoint: "Stasiun" } },
    ]);
  });

  it("gets the new price from new bookings only", async () => {
    const { hugo, trip } = await published();
    const before = await takesSeats(trip, "2026-05-01T03:00:00Z");
    await edits(hugo.userId, trip, { pricePerPax: 400_000 });
    const after = await takesSeats(trip, "2026-05-01T03:00:00Z");
    expect((await find(before)).booking.totalAmount).toBe(300_000);
    expect((await find(after)).booking.totalAmount).toBe(400_000);
  });

  it("cannot go below the seats taken, and a quota that is just reached makes the trip FULL", async () => {
    const { hugo, trip } = await published();
    const sari = await givenUser({ name: "Sari", role: "ADMIN" });
    await joins(sari, trip, "2026-05-01T03:00:00Z", { pax: 3 });
    expect(await edits(hugo.userId, trip, { quota: 2 })).toEqual({
      ok: false,
      reason: "below-seats-taken",
      seatsTaken: 3,
    });
    expect(await edits(hugo.userId, trip, { quota: 3 })).toEqual({ ok: true });
    expect(await tripStatus(trip)).toBe("FULL");
    expect(await edits(hugo.userId, trip, { quota: 4 })).toEqual({ ok: true });
    expect(await tripStatus(trip)).toBe("OPEN");
  });

  it("cannot move it while anybody has booked, and otherwise not to before the day after tomorrow or for ever", async () => {
    const { hugo, trip } = await published();
    const tooSoon = { date: "2026-05-02", closesOn: "2026-05-01" };
    expect(await edits(hugo.userId, trip, tooSoon)).toMatchObject({ reason: "too-soon", earliest: "2026-05-03" });
    expect(await edits(hugo.userId, trip, { endDate: "2028-05-01" })).toMatchObject({ reason: "too-late" });
    expect(await edits(hugo.userId, trip, { closesOn: "2026-05-08" })).toEqual({ ok: true });
    await takesSeats(trip, "2026-05-01T03:00:00Z");
    for (const days of [{ date: "2026-05-11" }, { endDate: "2026-05-11" }, { closesOn: "2026-05-07" }])
      expect(await edits(hugo.userId, trip, { closesOn: "2026-05-08", ...days })).toEqual({
        ok: false,
        reason: "dates-locked",
      });
  });

  it("cannot once it is over, nor somebody else's", async () => {
    const { hugo, trip } = await published();
    expect(await edits((await givenOrganizer()).userId, trip, {})).toEqual({ ok: false, reason: "not-found" });
    const closed = await givenTrip({ organizerId: hugo.id, status: "CLOSED" });
    expect(await edits(hugo.userId, closed, {})).toEqual({ ok: false, reason: "over" });
  });

  it("against the last booking at the same moment: never more seats than it has", async () => {
    const { hugo, trip } = await published();
    for (let repetition = 0; repetition < 8; repetition++) {
      const [booked, edited] = await Promise.all([
        asksForSeats(trip, "2026-05-01T03:00:00Z"),
        edits(hugo.userId, trip, { quota: repetition + 1 }),
      ]);
      if (!booked.ok) expect(booked.reason).toBe("sold-out");
      if (!edited.ok) expect(edited.reason).toBe("below-seats-taken");
    }
  });
});
