import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { newId } from "#db/columns.ts";
import { db } from "#db/connection.ts";
import { createTrip, type TripCreated } from "#domain/trips/create.ts";
import { tripForm } from "#domain/trips/form.ts";
import { trips } from "#domain/trips/schema.ts";
import { diskPhotos } from "#gateways/storage/disk.ts";
import type { PhotoStore } from "#gateways/storage/photo-store.ts";
import { openBucket } from "#gateways/storage/s3.ts";
import { bucketPhotos } from "#gateways/storage/s3-photos.ts";
import { type StandInStore, startStandInStore } from "#gateways/storage/stand-in/store.ts";
import { filesOfPhoto } from "#photo-names.ts";
import { ownDatabase } from "#tests/database.ts";
import { givenOrganizer, givenTrip } from "#tests/rows.ts";
import { untilSomebodyWaitsForALock } from "#tests/waiting.ts";
import { cleanUpTripImages } from "./cleanup.ts";
import { tripImages } from "./schema.ts";

ownDatabase();

const now = new Date("2026-05-01T03:00:00.000Z");
const ago = (hours: number) => new Date(now.getTime() - hours * 3_600_000);
/** For the form it is young, for a clean-up whose clock is a little ahead it is old. */
const aDayAgo = new Date(ago(24).getTime() + 1_000);
const ahead = new Date(now.getTime() + 5_000);
const form = tripForm.parse({
  title: "Gunung Prau",
  destination: "Dieng",
  description: "Melihat matahari terbit.",
  itinerary: [{ title: "Naik", detail: "Lewat Patak Banteng" }],
  includes: [],
  excludes: [],
  meetingPoint: "Alun-alun Wonosobo",
  meetingTime: "05:30 WIB",
  date: "2026-05-10",
  endDate: null,
  closesOn: "2026-05-09",
  pricePerPax: 300_000,
  quota: 10,
  minPax: null,
  whatsappGroupUrl: null,
});

let bucket: StandInStore;
let hugo: string;
let storage: PhotoStore;
/** Saves a file as it would have been saved then. */
let saveAt: (name: string, moment: Date) => Promise<void>;

beforeAll(async () => {
  bucket = await startStandInStore();
});
afterAll(() => bucket.stop());

describe.each<[string, () => void]>([
  ["a folder", useFolder],
  ["a bucket", useBucket],
])("25: a photo uploaded 25 hours ago, a form that is submitted while the clean-up runs, in %s", (_where, use) => {
  beforeEach(async () => {
    use();
    hugo = (await givenOrganizer()).userId;
  });

  it("the form first: it says upload again, and then the photo goes", async () => {
    const photo = await upload(ago(25));
    expect(await submit(photo)).toEqual({ ok: false, reason: "photo-expired" });
    expect(await cleanUp(now)).toEqual({ scanned: 3, deleted: 3 });
    await whole(photo, false);
  });

  it("the clean-up first: the photo goes, and then the form says upload again", async () => {
    const photo = await upload(ago(25));
    expect(await cleanUp(now)).toEqual({ scanned: 3, deleted: 3 });
    expect(await submit(photo)).toEqual({ ok: false, reason: "photo-expired" });
    await whole(photo, false);
  });

  it("on the edge of a day, the form has the lock: the clean-up waits, sees its rows, and the trip has its photo", async () => {
    const photo = await upload(aDayAgo);
    let running: Promise<unknown> | undefined;
    const slow: PhotoStore = {
      ...storage,
      touch: async (name, at) => {
        running ??= cleanUp(ahead);
        await untilSomebodyWaitsForALock();
        return storage.touch(name, at);
      },
    };
    expect(await submit(photo, slow)).toMatchObject({ ok: true });
    expect(await running).toEqual({ scanned: 3, deleted: 0 });
    await whole(photo, true);
  });

  it("on the edge of a day, the clean-up has the lock: the form waits, and then says upload again", async () => {
    const photo = await upload(aDayAgo);
    let submitting: Promise<TripCreated> | undefined;
    const slow: PhotoStore = {
      ...storage,
      remove: async (names, options) => {
        submitting = submit(photo);
        await untilSomebodyWaitsForALock();
        return storage.remove(names, options);
      },
    };
    expect(await cleanUp(ahead, slow)).toEqual({ scanned: 3, deleted: 3 });
    expect(await submitting).toEqual({ ok: false, reason: "photo-expired" });
    await whole(photo, false);
  });

  it("on the edge of a day, nobody told who is first: never a row without a file", async () => {
    for (let round = 0; round < 20; round++) {
      const photo = await upload(aDayAgo);
      const [submitted] = await Promise.all([submit(photo), cleanUp(ahead)]);
      if (!submitted.ok) expect(submitted.reason).toBe("photo-expired");
      await whole(photo, submitted.ok);
    }
  });

  it("meanwhile nothing goes that a trip refers to, and nothing younger than a day", async () => {
    const [old, young, expired] = [await upload(ago(24 * 365)), await upload(ago(23)), await upload(ago(25))];
    const { id: tripId } = await givenTrip();
    const stamps = { createdAt: now, updatedAt: now };
    await db()
      .insert(tripImages)
      .values({ id: newId(), tripId, path: old, position: 0, ...stamps });
    const [submitted] = await Promise.all([submit(expired), cleanUp(now)]);
    expect(submitted).toEqual({ ok: false, reason: "photo-expired" });
    expect((await stored()).sort()).toEqual([...filesOfPhoto(old), ...filesOfPhoto(young)].sort());
  });
});

function useFolder(): void {
  const photos = diskPhotos(mkdtempSync(join(tmpdir(), "setrip-meanwhile-")));
  storage = photos;
  saveAt = (name, moment) => photos.save(name, Buffer.from("photo"), moment);
}

function useBucket(): void {
  bucket.objects.clear();
  bucket.setClock(() => now);
  storage = bucketPhotos(openBucket(bucket.settings), "trips/");
  saveAt = async (name, moment) => {
    bucket.objects.set(`trips/${name}`, { bytes: Buffer.from("photo"), modifiedAt: moment });
  };
}

async function upload(moment: Date): Promise<string> {
  const photo = `${hugo}-${newId()}.webp`;
  for (const name of filesOfPhoto(photo)) await saveAt(name, moment);
  return photo;
}

function submit(photo: string, store = storage): Promise<TripCreated> {
  return createTrip({ userId: hugo, form, photos: [photo], storage: store, now });
}

function cleanUp(at: Date, store = storage) {
  const { signal } = new AbortController();
  return cleanUpTripImages({ now: at, storage: store, signal, log: { info: () => {} }, beat: async () => true });
}

async function stored(): Promise<string[]> {
  const pages = await Array.fromAsync(storage.list());
  return pages.flat().map(({ name }) => name);
}

/** The trip, its row and all files of its photo are there, or none of them is. */
async function whole(photo: string, there: boolean): Promise<void> {
  const rows = await db().select().from(tripImages);
  expect(rows.filter(({ path }) => path === photo)).toHaveLength(there ? 1 : 0);
  const files = filesOfPhoto(photo);
  expect((await stored()).filter((name) => files.includes(name))).toHaveLength(there ? files.length : 0);
  expect(await db().$count(trips)).toBe(rows.length);
}
