import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { and, eq, inArray, notExists } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { newId } from "#db/columns.ts";
import { db, pool, type Transaction, transaction } from "#db/connection.ts";
import { createTrip, type TripCreated } from "#domain/departures/create.ts";
import { editTrip } from "#domain/departures/edit.ts";
import { cleanUpTripImages } from "#domain/files/cleanup.ts";
import { tripForm } from "#domain/trips/form.ts";
import { tripImages, trips } from "#domain/trips/schema.ts";
import { diskPhotos } from "#gateways/storage/disk.ts";
import type { PhotoStore } from "#gateways/storage/photo-store.ts";
import { openBucket } from "#gateways/storage/s3.ts";
import { bucketPhotos } from "#gateways/storage/s3-photos.ts";
import { type StandInStore, startStandInStore } from "#gateways/storage/stand-in/store.ts";
import { filesOfPhoto } from "#photo-names.ts";
import { killOnceItSpeaks } from "#tests/crash.ts";
import { ownDatabase } from "#tests/database.ts";
import { givenOrganizer, givenTrip } from "#tests/rows.ts";
import { idleTransactions, untilSomebodyWaitsForALock, untilSomebodyWaitsForARow } from "#tests/waiting.ts";
import { photoTombstones } from "./schema.ts";

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
  pricePerPax: "300.000",
  quota: 10,
  minPax: null,
  whatsappGroupUrl: null,
});

let bucket: StandInStore;
/** The same store for a process of its own, as the source that makes it. */
let storeSource: string;
let hugo: string;
let organizerId: string;
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
    ({ userId: hugo, id: organizerId } = await givenOrganizer());
  });

  it("the form first: it says upload again, and then the photo goes", async () => {
    const photo = await upload(ago(25));
    expect(await submit(photo)).toEqual({ ok: false, reason: "photo-expired" });
    expect(await cleanUp(now)).toEqual({ scanned: 3, deleted: 3 });
    await whole(photo, { published: false, files: false });
  });

  it("the clean-up first: the photo goes, and then the form says upload again", async () => {
    const photo = await upload(ago(25));
    expect(await cleanUp(now)).toEqual({ scanned: 3, deleted: 3 });
    expect(await submit(photo)).toEqual({ ok: false, reason: "photo-expired" });
    await whole(photo, { published: false, files: false });
  });

  it.each<[order: string, expected: "published" | "photo-expired", deleted: number]>([
    ["T W L D R", "published", 0],
    ["T L W D R", "published", 0],
    ["T L D W R", "published", 0],
    ["T L D R W", "published", 0],
    ["L T W D R", "published", 0],
    ["L T D W R", "photo-expired", 0],
    ["L T D R W", "photo-expired", 0],
    ["L D T W R", "photo-expired", 0],
    ["L D T R W", "photo-expired", 0],
    ["L D R T W", "photo-expired", 3],
  ])("on the edge of a day, in the order %s: %s", async (order, expected, deleted) => {
    const photo = await upload(aDayAgo);
    const steps = inOrder(order.split(" "));
    const [submitted, cleaned] = await Promise.all([
      submit(photo, steppingForm(steps)).finally(() => steps.end("T", "W")),
      cleanUp(ahead, steppingCleanUp(steps)).finally(() => steps.end("L", "D", "R")),
    ]);
    expect(submitted.ok ? "published" : submitted.reason).toBe(expected);
    expect(cleaned).toEqual({ scanned: 3, deleted });
    await whole(photo, { published: submitted.ok, files: deleted === 0 });
  });

  it("on the edge of a day, touched after the last look and before the removal: the form says upload again", async () => {
    const photo = await upload(aDayAgo);
    let submitted: TripCreated | undefined;
    const lookedBefore: PhotoStore = {
      ...storage,
      remove: async (names, options) => {
        submitted = await submit(photo);
        return storage.remove(names, { ...options, modifiedBefore: ahead });
      },
    };
    expect(await cleanUp(ahead, lookedBefore)).toEqual({ scanned: 3, deleted: 3 });
    expect(submitted).toEqual({ ok: false, reason: "photo-expired" });
    await whole(photo, { published: false, files: false });
  });

  it("the form has the lock: the clean-up waits, sees its rows, and the trip has its photo", async () => {
    const photo = await upload(aDayAgo);
    const row = {
      id: newId(),
      tripId: (await givenTrip()).id,
      path: photo,
      position: 0,
      createdAt: now,
      updatedAt: now,
    };
    const [listed, given] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const atListing = () => {
      listed.resolve();
      return given.promise;
    };
    const cleaning = cleanUp(ahead, { ...storage, list: (options) => listing(options, atListing) });
    await listed.promise;
    let submitting: Promise<TripCreated> | undefined;
    await whileAnotherWrites(
      (tx) => tx.insert(tripImages).values(row),
      async () => {
        submitting = submit(photo);
        await untilSomebodyWaitsForARow();
        given.resolve();
        await untilSomebodyWaitsForALock();
      },
    );
    expect(await submitting).toMatchObject({ ok: true });
    expect(await cleaning).toEqual({ scanned: 3, deleted: 0 });
    await whole(photo, { published: true, files: true });
  });

  it("the clean-up has the lock: the form waits, and then says upload again", async () => {
    const photo = await upload(aDayAgo);
    let cleaning: Promise<unknown> | undefined;
    let submitting: Promise<TripCreated> | undefined;
    await whileAnotherWrites(
      (tx) => tx.insert(photoTombstones).values({ photo, doomedAt: now }),
      async () => {
        cleaning = cleanUp(ahead);
        await untilSomebodyWaitsForARow();
        submitting = submit(photo);
        await untilSomebodyWaitsForALock();
      },
    );
    expect(await submitting).toEqual({ ok: false, reason: "photo-expired" });
    expect(await cleaning).toEqual({ scanned: 3, deleted: 0 });
    await whole(photo, { published: false, files: true });
  });

  it("on the edge of a day, with two clean-ups, nobody told who is first: never a row without a file", async () => {
    for (let round = 0; round < 20; round++) {
      const photo = await upload(aDayAgo);
      const [submitted] = await Promise.all([submit(photo), cleanUp(ahead), cleanUp(ahead)]);
      if (!submitted.ok) expect(submitted.reason).toBe("photo-expired");
      await whole(photo, { published: submitted.ok, files: submitted.ok ? true : undefined });
    }
  });

  it("kill -9 between deciding and removing: the form says upload again, and the next run removes", async () => {
    const photo = await upload(aDayAgo);
    await killBeforeRemoving();
    await whole(photo, { published: false, files: true });
    expect(await submit(photo)).toEqual({ ok: false, reason: "photo-expired" });
    expect(await cleanUp(new Date(now.getTime() + 25 * 3_600_000))).toEqual({ scanned: 3, deleted: 3 });
    await whole(photo, { published: false, files: false });
  });

  it("PostgreSQL fails between touching and writing: nothing is lost, and the form can be sent again", async () => {
    const photo = await upload(aDayAgo);
    let failure: Promise<unknown> | undefined;
    const failing: PhotoStore = {
      ...storage,
      touch: async (name, at) => {
        failure ??= pool().query(`alter table "DoomedPhoto" rename to "DoomedPhotoAway"`);
        await failure;
        return storage.touch(name, at);
      },
    };
    await expect(submit(photo, failing)).rejects.toThrow();
    await pool().query(`alter table "DoomedPhotoAway" rename to "DoomedPhoto"`);
    expect(await cleanUp(ahead)).toEqual({ scanned: 3, deleted: 0 });
    expect(await submit(photo)).toMatchObject({ ok: true });
    await whole(photo, { published: true, files: true });
  });

  it("nobody asks the store while a transaction is open", async () => {
    const calls: string[] = [];
    const watched = watching(calls);
    const [first, second, orphan] = [await upload(ago(1)), await upload(ago(1)), await upload(ago(48))];
    const created = await submit(first, watched);
    if (!created.ok) throw new Error(created.reason);
    const edit = { tripId: created.tripId, userId: hugo, form, photos: [second, first], storage: watched, now };
    expect(await editTrip(edit)).toEqual({ ok: true });
    expect(await cleanUp(now, watched)).toEqual({ scanned: 9, deleted: 3 });
    await whole(orphan, { published: false, files: false });
    expect(new Set(calls)).toEqual(new Set(["stat", "touch", "remove"]));
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
  const folder = mkdtempSync(join(tmpdir(), "setrip-meanwhile-"));
  const photos = diskPhotos(folder);
  storage = photos;
  storeSource = `diskPhotos(${JSON.stringify(folder)})`;
  saveAt = (name, moment) => photos.save(name, Buffer.from("photo"), moment);
}

function useBucket(): void {
  bucket.objects.clear();
  bucket.setClock(() => now);
  storage = bucketPhotos(openBucket(bucket.settings), "trips/");
  storeSource = `bucketPhotos(openBucket(${JSON.stringify(bucket.settings)}), "trips/")`;
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

/** Runs the clean-up in a process of its own, which has decided what to remove when it is killed. */
async function killBeforeRemoving(): Promise<void> {
  const script = `
    import { cleanUpTripImages } from "#domain/files/cleanup.ts";
    import { diskPhotos } from "#gateways/storage/disk.ts";
    import { openBucket } from "#gateways/storage/s3.ts";
    import { bucketPhotos } from "#gateways/storage/s3-photos.ts";
    const storage = { ...${storeSource}, remove: async () => {
      console.log("decided");
      await new Promise(() => setInterval(() => {}, 1000));
    } };
    await cleanUpTripImages({ now: new Date(${ahead.getTime()}), storage, log: { info() {} },
      signal: new AbortController().signal, beat: async () => true });`;
  await killOnceItSpeaks(script);
}

async function stored(): Promise<string[]> {
  const pages = await Array.fromAsync(storage.list());
  return pages.flat().map(({ name }) => name);
}

/** Whether the photo's trip and row are there, and no photo has a row and is doomed; and whether all of its files are, or none, where that is told. */
async function whole(photo: string, { published, files }: { published: boolean; files?: boolean }): Promise<void> {
  expect(await db().$count(tripImages, eq(tripImages.path, photo))).toBe(published ? 1 : 0);
  const bare = notExists(db().select().from(tripImages).where(eq(tripImages.tripId, trips.id)));
  expect(await db().$count(trips, and(eq(trips.organizerId, organizerId), bare))).toBe(0);
  expect(
    await db().$count(
      photoTombstones,
      inArray(photoTombstones.photo, db().select({ path: tripImages.path }).from(tripImages)),
    ),
  ).toBe(0);
  if (files === undefined) return;
  const all = filesOfPhoto(photo);
  expect((await stored()).filter((name) => all.includes(name))).toHaveLength(files ? all.length : 0);
}

async function* listing(options: Parameters<PhotoStore["list"]>[0], beforeGiving: () => Promise<void>) {
  for await (const page of storage.list(options)) {
    await beforeGiving();
    yield page;
  }
}

/** The form touches its files (T), then writes its rows (W); the clean-up lists (L), dooms (D), then looks again and removes (R). */
function inOrder(order: string[]) {
  const ends = new Map(order.map((step) => [step, Promise.withResolvers<void>()]));
  return {
    /** Ends the steps that go before `step`'s own, and waits until its turn has come. */
    turn: async (step: string, ...before: string[]) => {
      for (const ended of before) ends.get(ended)!.resolve();
      await Promise.all(order.slice(0, order.indexOf(step)).map((earlier) => ends.get(earlier)!.promise));
    },
    end: (...steps: string[]) => {
      for (const step of steps) ends.get(step)!.resolve();
    },
  };
}

type Steps = ReturnType<typeof inOrder>;

function steppingForm(steps: Steps): PhotoStore {
  let touched = 0;
  return {
    ...storage,
    stat: async (name) => {
      await steps.turn("T");
      const found = await storage.stat(name);
      if (!found) await steps.turn("W", "T");
      return found;
    },
    touch: async (name, at) => {
      const found = await storage.touch(name, at);
      touched += 1;
      if (touched === 3) await steps.turn("W", "T");
      return found;
    },
  };
}

function steppingCleanUp(steps: Steps): PhotoStore {
  return {
    ...storage,
    list: async function* (options) {
      await steps.turn("L");
      for await (const page of listing(options, () => steps.turn("D", "L"))) yield page;
    },
    remove: async (names, options) => {
      await steps.turn("R", "D");
      return storage.remove(names, options);
    },
  };
}

/** Rolls back what `write` wrote once `meanwhile` is over: until then, whoever wants to write the same row stands still. */
async function whileAnotherWrites(write: (tx: Transaction) => Promise<unknown>, meanwhile: () => Promise<void>) {
  const writing = transaction(async (tx) => {
    await write(tx);
    await meanwhile();
    tx.rollback();
  });
  await expect(writing).rejects.toThrow("Rollback");
}

/** The store, which counts as a failure that a transaction stands open while it works. */
function watching(calls: string[]): PhotoStore {
  const watch = async (call: string) => {
    calls.push(call);
    expect(await idleTransactions()).toBe(0);
  };
  return {
    ...storage,
    stat: (name) => watch("stat").then(() => storage.stat(name)),
    touch: (name, at) => watch("touch").then(() => storage.touch(name, at)),
    remove: (names, options) => watch("remove").then(() => storage.remove(names, options)),
  };
}
