import { mkdirSync, mkdtempSync, rmSync, unlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { newId } from "#db/columns.ts";
import { db } from "#db/connection.ts";
import { payments } from "#domain/bookings/schema/payments.ts";
import { listTrips } from "#domain/departures/admin-list.ts";
import { tripImages } from "#domain/trips/schema.ts";
import { organizerProfiles } from "#domain/users/schema.ts";
import { diskPhotos } from "#gateways/storage/disk.ts";
import { diskPrivateFiles } from "#gateways/storage/disk-private.ts";
import type { PhotoStore } from "#gateways/storage/photo-store.ts";
import { ownDatabase } from "#tests/database.ts";
import { givenBooking, givenTrip } from "#tests/rows.ts";
import { checkStoredFiles } from "./check.ts";
import { listMissingFiles, missingPapers, missingPhotos } from "./missing.ts";
import { lookForSome } from "./right-store.ts";

ownDatabase();

const now = new Date("2026-05-20T19:15:00Z");
const nights = (count: number) => new Date(now.getTime() + count * 24 * 3_600_000);
const hugo = "0193f5a2-0000-7000-8000-000000000001";

let root: string;
let photos: string;
let papers: string;
let tripId: string;
let notes: string[];

beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), "setrip-check-"));
  [photos, papers] = [join(root, "trips"), join(root, "private")];
  mkdirSync(photos);
  mkdirSync(papers);
  notes = [];
  tripId = (await givenTrip()).id;
  // Hugo's identity card is none of these tests' unless they say so.
  await db()
    .update(organizerProfiles)
    .set({ idDocPath: `${hugo}-card.webp` });
  writeFileSync(join(papers, `${hugo}-card.webp`), "card");
});

/** Gives the trip so many photos, each with its file; returns their names. */
async function givenPhotos(count: number): Promise<string[]> {
  const names = Array.from({ length: count }, (_, position) => `${hugo}-${position}.webp`);
  const stamps = { createdAt: now, updatedAt: now };
  await db()
    .insert(tripImages)
    .values(names.map((path, position) => ({ id: newId(), tripId, path, position, ...stamps })));
  for (const name of names) writeFileSync(join(photos, name), "photo");
  return names;
}

function check(changes: { at?: Date; store?: PhotoStore; beat?: () => Promise<boolean> } = {}) {
  const { at = now, store = diskPhotos(photos), beat = async () => true } = changes;
  const log = { info() {}, warn() {}, error() {} };
  const context = {
    now: at,
    log,
    signal: new AbortController().signal,
    beat,
    note: (text: string) => notes.push(text),
  };
  return checkStoredFiles({ ...context, photos: store, papers: diskPrivateFiles(papers) });
}

describe("a photo that the database names and the store lacks", () => {
  it("is found, stands with its trip until it is back, and keeps since when", async () => {
    const [first, second] = await givenPhotos(3);
    unlinkSync(join(photos, first!));
    writeFileSync(join(photos, second!), "");
    expect(await check()).toEqual({ checked: 4, missing: 2, back: 0, names: [first, second] });
    expect(await missingPhotos()).toEqual({ count: 2, amountRupiah: 0, oldestAt: now });
    expect((await listTrips({ list: "stuck" })).rows.map(({ id }) => id)).toEqual([tripId]);
    const listed = await listMissingFiles({ of: "photos", tripId, most: 9 });
    expect(listed.map(({ name, trip, since }) => [name, trip?.id, trip?.place, since])).toEqual([
      [first, tripId, 1, now],
      [second, tripId, 2, now],
    ]);
    expect(listed[0]).toMatchObject({ kind: "foto", organizer: { name: expect.any(String) }, booking: null });
    expect(await listMissingFiles({ of: "photos", tripId: hugo, most: 9 })).toEqual([]);
    expect(await listMissingFiles({ of: "photos", most: 1 })).toHaveLength(1);
    expect(await listMissingFiles({ of: "papers", most: 9 })).toEqual([]);

    writeFileSync(join(photos, first!), "photo");
    expect(await check({ at: nights(1) })).toMatchObject({ missing: 1, back: 1, names: [second] });
    expect(await missingPhotos()).toMatchObject({ count: 1, oldestAt: now });
  });

  it("is forgotten as soon as the trip has another one", async () => {
    const [first] = await givenPhotos(2);
    unlinkSync(join(photos, first!));
    await check();
    await db().delete(tripImages).where(eq(tripImages.path, first!));
    expect(await missingPhotos()).toMatchObject({ count: 0, oldestAt: null });
    expect((await listTrips({ list: "stuck" })).rows).toEqual([]);
    expect(await check({ at: nights(1) })).toMatchObject({ missing: 0, back: 0 });
  });

  it("is not one whose row was replaced while the store was asked", async () => {
    const [first] = await givenPhotos(2);
    unlinkSync(join(photos, first!));
    const disk = diskPhotos(photos);
    const store: PhotoStore = {
      ...disk,
      stat: async (name) => {
        if (name === first) await db().delete(tripImages).where(eq(tripImages.path, first));
        return disk.stat(name);
      },
    };
    expect(await check({ store })).toMatchObject({ missing: 0, names: [] });
  });
});

it("private files are looked for, too", async () => {
  const proofPath = `${hugo}-proof.webp`;
  const { payment, booking } = await givenBooking({ status: "PENDING_PAYMENT", proofPath });
  await db()
    .update(organizerProfiles)
    .set({ idDocPath: `${hugo}-card.webp` });
  expect(await check()).toMatchObject({ missing: 1, names: [proofPath] });
  expect(await missingPapers()).toEqual({ count: 1, amountRupiah: 0, oldestAt: now });
  expect(await listMissingFiles({ of: "papers", most: 9 })).toEqual([
    { name: proofPath, kind: "bukti", since: now, trip: null, booking: booking.code, organizer: null },
  ]);
  await db().update(payments).set({ proofPath: null }).where(eq(payments.id, payment.id));
  await check({ at: nights(1) });
  expect(await missingPapers()).toMatchObject({ count: 0 });
});

describe("every file is looked for within a week", () => {
  /** Runs on these nights; every night's names, and how often each was looked for. */
  async function seenOn(days: number[]) {
    const seen: Set<string>[] = [];
    const disk = diskPhotos(photos);
    for (const day of days) {
      const tonight = new Set<string>();
      const stat: PhotoStore["stat"] = (name) => {
        tonight.add(name);
        return disk.stat(name);
      };
      await check({ at: nights(day), store: { ...disk, stat } });
      seen.push(tonight);
    }
    return seen;
  }

  it("at once when none ever was, then the longest unseen, and all again by the seventh night, one missed", async () => {
    const names = await givenPhotos(8);
    expect(await check()).toMatchObject({ checked: 9 });
    const checked: number[] = [];
    for (const day of [1, 2, 3, 5, 6]) checked.push((await check({ at: nights(day) })).checked);
    // A sixth of nine, rounded up, and on the sixth day whatever was left since the first.
    expect(checked.slice(0, 4)).toEqual([2, 2, 2, 2]);
    expect(checked.reduce((sum, count) => sum + count)).toBeGreaterThanOrEqual(names.length);
    const week = await seenOn([7, 8, 9, 11, 12, 13]);
    expect(new Set(week.flatMap((night) => [...night]))).toEqual(new Set(names));
  });

  it("and what one night had no time for comes first in the next", async () => {
    await givenPhotos(3);
    expect(await check({ beat: async () => false })).toMatchObject({ checked: 0 });
    expect(notes).toEqual(["4 files were left for the next night"]);
    expect(await check({ at: nights(1) })).toMatchObject({ checked: 4 });
  });
});

describe("a store that cannot be the right one fails the run, and nothing is said to be missing", () => {
  it.each<[string, () => void]>([
    ["whose folder is gone", () => rmSync(photos, { recursive: true })],
    ["that is empty", () => rmSync(photos, { recursive: true }) ?? mkdirSync(photos)],
    [
      "that holds another installation's photos",
      () => {
        rmSync(photos, { recursive: true });
        mkdirSync(photos);
        writeFileSync(join(photos, "other-1.webp"), "photo");
      },
    ],
  ])("one %s", async (_what, spoil) => {
    await givenPhotos(6);
    spoil();
    await expect(check()).rejects.toThrow("the store has none of the 6");
    expect(await missingPhotos()).toMatchObject({ count: 0 });
  });

  it("one that does not answer", async () => {
    await givenPhotos(2);
    const stat = () => Promise.reject(new Error("no answer"));
    await expect(check({ store: { ...diskPhotos(photos), stat } })).rejects.toThrow("no answer");
    expect(await missingPhotos()).toMatchObject({ count: 0 });
  });

  it("but where nothing is named, an empty store is as it should be", async () => {
    rmSync(photos, { recursive: true });
    expect(await check()).toMatchObject({ checked: 1, missing: 0 });
  });
});

describe("a look at some", () => {
  const look = (most: number) => lookForSome({ photos: diskPhotos(photos), papers: diskPrivateFiles(papers) }, most);

  it("names what is not there or empty among the oldest and the newest, and no more than was asked for", async () => {
    const names = await givenPhotos(9);
    unlinkSync(join(photos, names[0]!));
    unlinkSync(join(photos, names[4]!));
    writeFileSync(join(photos, names[8]!), "");
    const { looked, missing } = await look(2);
    expect([looked, missing.toSorted()]).toEqual([4, [names[0], names[8]]]);
    expect((await look(25)).missing).toHaveLength(3);
  });

  it("finds nothing where nothing is named", async () => {
    expect(await look(25)).toEqual({ looked: 0, missing: [] });
  });
});
