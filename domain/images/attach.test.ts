import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeEach, expect, it } from "vitest";
import { db, transaction } from "#db/connection.ts";
import { tripImages } from "#domain/trips/schema.ts";
import { diskPhotos } from "#gateways/storage/disk.ts";
import type { PhotoStore } from "#gateways/storage/photo-store.ts";
import { ownDatabase } from "#tests/database.ts";
import { givenTrip } from "#tests/rows.ts";
import { attachTripImages, freshenUploads } from "./attach.ts";

ownDatabase();

const now = new Date();
const ago = (hours: number) => new Date(now.getTime() - hours * 3_600_000);

let storage: PhotoStore;
let tripId: string;

beforeEach(async () => {
  storage = diskPhotos(mkdtempSync(join(tmpdir(), "setrip-attach-")));
  tripId = (await givenTrip()).id;
});

async function upload(name: string, modifiedAt: Date): Promise<string> {
  await storage.save(name, Buffer.from("photo"));
  await storage.touch(name, modifiedAt);
  return name;
}

async function attach(...photos: string[]) {
  const form = { userId: "hugo", photos, now };
  const fresh = await freshenUploads({ ...form, storage });
  return transaction((tx) => attachTripImages(tx, { ...form, tripId, fresh }));
}

it("a trip gets its photos in the order of the form, and all their files are touched", async () => {
  await upload("hugo-sea.webp", ago(20));
  await upload("hugo-sea.480.webp", ago(20));
  await upload("hugo-hill.webp", ago(2));
  expect(await attach("hugo-sea.webp", "hugo-hill.webp")).toEqual({ ok: true });
  const rows = await db().select().from(tripImages).orderBy(tripImages.position);
  expect(rows.map((row) => row.path)).toEqual(["hugo-sea.webp", "hugo-hill.webp"]);
  for (const name of ["hugo-sea.webp", "hugo-sea.480.webp", "hugo-hill.webp"]) {
    expect((await storage.stat(name))?.modifiedAt).toEqual(now);
  }
});

it("a form older than 24 hours asks for the photos again", async () => {
  await upload("hugo-old.webp", ago(24.01));
  expect(await attach("hugo-old.webp")).toEqual({ ok: false, reason: "photo-expired" });
});

it("a photo that is gone is asked for again", async () => {
  expect(await attach("hugo-gone.webp")).toEqual({ ok: false, reason: "photo-expired" });
  expect(await db().select().from(tripImages)).toEqual([]);
});

it("a form that is sent twice, or names a photo twice, is told so and leaves no row of its own", async () => {
  await upload("hugo-sea.webp", ago(1));
  await upload("hugo-hill.webp", ago(1));
  expect(await attach("hugo-hill.webp", "hugo-hill.webp")).toEqual({ ok: false, reason: "photo-used" });
  expect(await attach("hugo-sea.webp")).toEqual({ ok: true });
  const first = tripId;
  tripId = (await givenTrip()).id;
  expect(await attach("hugo-hill.webp", "hugo-sea.webp")).toEqual({ ok: false, reason: "photo-used" });
  expect(await db().select().from(tripImages)).toMatchObject([{ tripId: first, path: "hugo-sea.webp" }]);
});

it.each(["eve-1.webp", "hugo-1.480.webp", "../hugo-1.webp", "hugo.webp"])(
  "%s is not an upload of Hugo's",
  async (name) => {
    expect(await attach(name)).toEqual({ ok: false, reason: "not-yours" });
  },
);
