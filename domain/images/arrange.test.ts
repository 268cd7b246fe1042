import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { newId } from "#db/columns.ts";
import { db } from "#db/connection.ts";
import { readFormVersion, writeFormVersion } from "#domain/audit/form-version.ts";
import { editTrip, valuesOfTrip } from "#domain/departures/edit.ts";
import { cleanUpTripImages } from "#domain/files/cleanup.ts";
import { type TripForm, tripForm } from "#domain/trips/form.ts";
import { tripImages, trips } from "#domain/trips/schema.ts";
import { diskPhotos } from "#gateways/storage/disk.ts";
import type { PhotoStore } from "#gateways/storage/photo-store.ts";
import { ownDatabase } from "#tests/database.ts";
import { givenOrganizer, givenTrip } from "#tests/rows.ts";
import { audits } from "#tests/stories.ts";

ownDatabase();

const now = new Date("2026-05-01T03:00:00Z");
const ago = (hours: number) => new Date(now.getTime() - hours * 3_600_000);

let storage: PhotoStore;
let hugo: string;
let tripId: string;
let form: TripForm;

/** Hugo's trip with the photos sea, hill and lake, which he uploaded long ago. */
beforeEach(async () => {
  storage = diskPhotos(mkdtempSync(join(tmpdir(), "setrip-arrange-")));
  const organizer = await givenOrganizer();
  hugo = organizer.userId;
  const trip = await givenTrip({ organizerId: organizer.id });
  tripId = trip.id;
  form = tripForm.parse({ ...trip, pricePerPax: String(trip.pricePerPax) });
  for (const [position, name] of ["sea", "hill", "lake"].entries()) {
    const path = await upload(name, 24 * 30);
    await db()
      .insert(tripImages)
      .values({ id: newId(), tripId, path, position, createdAt: ago(720), updatedAt: ago(720) });
  }
});

async function upload(name: string, hours = 1): Promise<string> {
  await storage.save(nameOf(name), Buffer.from("photo"), ago(hours));
  return nameOf(name);
}

const nameOf = (name: string) => `${hugo}-${name}.webp`;

function arrange(names: string[], changes: Partial<TripForm> = {}) {
  return editTrip({ tripId, userId: hugo, form: { ...form, ...changes }, photos: names.map(nameOf), storage, now });
}

async function gallery(): Promise<string[]> {
  const rows = await db().select().from(tripImages).orderBy(tripImages.position);
  expect(rows.map(({ position }) => position)).toEqual([...rows.keys()]);
  return rows.map(({ path }) => path.slice(hugo.length + 1, -5));
}

async function version(): Promise<number> {
  const [trip] = await db().select().from(trips);
  return trip!.version;
}

describe("an organizer who edits his trip", () => {
  it.each([[["lake", "sea", "hill"]], [["hill", "sea", "lake"]], [["sea"]], [["lake", "hill"]]])(
    "has %j in this order from then on",
    async (names) => {
      const ids = new Map((await db().select().from(tripImages)).map((row) => [row.path, row.id]));
      const before = await version();
      expect(await arrange(names)).toEqual({ ok: true });
      expect(await gallery()).toEqual(names);
      expect(await version()).toBeGreaterThan(before);
      for (const row of await db().select().from(tripImages)) expect(row.id).toBe(ids.get(row.path));
      expect(await audits("trip.arrange-photos")).toMatchObject([
        {
          actorId: hugo,
          entityId: tripId,
          before: { photos: ["sea", "hill", "lake"].map(nameOf) },
          after: { photos: names.map(nameOf) },
        },
      ]);
    },
  );

  it("adds uploads between the photos that it has, up to eight", async () => {
    for (const name of ["a", "b", "c", "d", "e"]) await upload(name);
    const names = ["a", "sea", "b", "c", "lake", "d", "e", "hill"];
    expect(await arrange(names)).toEqual({ ok: true });
    expect(await gallery()).toEqual(names);
    expect((await storage.stat(nameOf("a")))?.modifiedAt).toEqual(now);
  });

  it("from an old page takes nothing back that was changed elsewhere since, and is told where both changed the same", async () => {
    const photos = ["sea", "hill", "lake"].map(nameOf);
    const [trip] = await db().select().from(trips);
    const version = readFormVersion(writeFormVersion(hugo, valuesOfTrip(trip!, photos)));
    const sends = (changes: Partial<TripForm>, names = photos) =>
      editTrip({ tripId, userId: hugo, form: { ...form, ...changes }, photos: names, version, storage, now });

    expect(await sends({ pricePerPax: 625_000, date: "2026-08-01" }, photos.slice(1))).toEqual({ ok: true });
    expect(await sends({ title: "Bromo Pagi" })).toEqual({ ok: true });
    const [merged] = await db().select().from(trips);
    expect(merged).toMatchObject({ pricePerPax: 625_000, date: "2026-08-01", title: "Bromo Pagi" });
    expect(await gallery()).toEqual(["hill", "lake"]);

    expect(await sends({ pricePerPax: 400_000, quota: 9, endDate: "2026-07-09" }, photos.slice(0, 2))).toEqual({
      ok: false,
      reason: "changed-elsewhere",
      values: ["pricePerPax", "date", "photos"],
    });
    const [same] = await db().select().from(trips);
    expect(same).toEqual({ ...merged, version: expect.any(Number) });
  });

  it("who changes nothing leaves no trace, nor who says nothing of photos", async () => {
    expect(await arrange(["sea", "hill", "lake"])).toEqual({ ok: true });
    expect(await editTrip({ tripId, userId: hugo, form, storage, now })).toEqual({ ok: true });
    expect(await audits("trip.arrange-photos")).toEqual([]);
  });

  it("leaves a photo that he takes away to the clean-up, and keeps the others from it", async () => {
    await arrange(["lake"]);
    const log = { info: () => {} };
    const { signal } = new AbortController();
    await cleanUpTripImages({ now, storage, log, signal, beat: async () => true });
    const left = (await Array.fromAsync(storage.list())).flat();
    expect(left.map(({ name }) => name)).toEqual([nameOf("lake")]);
  });
});

describe("what is refused leaves photos and form as they were", () => {
  it.each<[string, string[], string]>([
    ["the last photo taken away", [], "photo-count"],
    ["nine photos", ["sea", "hill", "lake", "a", "b", "c", "d", "e", "f"], "photo-count"],
    ["one photo twice", ["sea", "sea"], "photo-used"],
    ["an upload from yesterday", ["sea", "old"], "photo-expired"],
    ["a photo that is gone", ["gone"], "photo-expired"],
  ])("%s", async (_what, names, reason) => {
    await upload("old", 24.1);
    expect(await arrange(names, { title: "Another title" })).toEqual({ ok: false, reason });
    await untouched();
  });

  it("somebody else's upload", async () => {
    await storage.save("eve-1.webp", Buffer.from("photo"), ago(1));
    const photos = [nameOf("sea"), "eve-1.webp"];
    const edit = { tripId, userId: hugo, form: { ...form, title: "Another title" }, photos, storage, now };
    expect(await editTrip(edit)).toEqual({ ok: false, reason: "not-yours" });
    await untouched();
  });

  it("a photo of another trip of his", async () => {
    const [mine] = await db().select().from(trips);
    const other = await givenTrip({ organizerId: mine!.organizerId });
    await upload("elsewhere");
    const stamps = { createdAt: now, updatedAt: now };
    await db()
      .insert(tripImages)
      .values({ id: newId(), tripId: other.id, path: nameOf("elsewhere"), position: 0, ...stamps });
    expect(await arrange(["lake", "elsewhere", "sea"])).toEqual({ ok: false, reason: "photo-used" });
    await db().delete(tripImages).where(eq(tripImages.tripId, other.id));
    await untouched();
  });

  async function untouched(): Promise<void> {
    expect(await gallery()).toEqual(["sea", "hill", "lake"]);
    expect((await db().select().from(trips)).map(({ title }) => title)).not.toContain("Another title");
    expect(await audits("trip.arrange-photos")).toEqual([]);
  }
});

it("two forms of one trip at once: the gallery is one of the two, whole", async () => {
  for (let round = 0; round < 8; round++) {
    const answers = await Promise.all([arrange(["lake", "hill"]), arrange(["hill", "lake"])]);
    expect(answers).toEqual([{ ok: true }, { ok: true }]);
    expect([
      ["lake", "hill"],
      ["hill", "lake"],
    ]).toContainEqual(await gallery());
  }
});
