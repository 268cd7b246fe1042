import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buffer, text } from "node:stream/consumers";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { PhotoNameError } from "#photo-names.ts";
import { diskPhotos } from "./disk.ts";
import { diskPrivateFiles } from "./disk-private.ts";
import type { PhotoStore } from "./photo-store.ts";
import type { PrivateFiles } from "./private-files.ts";
import { openBucket } from "./s3.ts";
import { bucketPhotos } from "./s3-photos.ts";
import { bucketPrivateFiles } from "./s3-private.ts";
import { type StandInStore, startStandInStore } from "./stand-in/store.ts";

/** What both stores promise, whichever the owner chose. `pass` lets time pass for the one whose clock we cannot turn back. */
type Place = { photos: PhotoStore; files: PrivateFiles; at: (moment: Date) => void };

const long = new Date("2026-01-01T00:00:00.000Z");
const now = new Date("2026-06-01T00:00:00.000Z");

let bucket: StandInStore;

beforeAll(async () => {
  bucket = await startStandInStore();
});
afterEach(() => bucket.objects.clear());
afterAll(() => bucket.stop());

describe.each<[string, () => Place]>([
  ["a folder", inFolder],
  ["a bucket", inBucket],
])("%s", (_where, open) => {
  let place: Place;
  let photos: PhotoStore;

  beforeEach(() => {
    place = open();
    photos = place.photos;
  });

  async function put(name: string, modifiedAt: Date): Promise<void> {
    place.at(modifiedAt);
    await photos.save(name, Buffer.from("photo"), modifiedAt);
    place.at(now);
  }

  async function names(): Promise<string[]> {
    const found: string[] = [];
    for await (const page of photos.list()) found.push(...page.map((photo) => photo.name));
    return found.sort();
  }

  it("is empty before anything is saved", async () => {
    expect(await names()).toEqual([]);
    expect(await photos.stat("ana-1.webp")).toBeUndefined();
    expect(await photos.open("ana-1.webp")).toBeUndefined();
    expect(await photos.touch("ana-1.webp", now)).toBe(false);
    expect(await photos.remove(["ana-1.webp"], { modifiedBefore: now })).toBe(0);
  });

  it("gives back what was saved, byte for byte, with size and time", async () => {
    const bytes = Buffer.from(Array.from({ length: 70_000 }, (_, index) => index % 251));
    place.at(long);
    await photos.save("ana-1.480.webp", bytes, long);
    const expected = { name: "ana-1.480.webp", sizeBytes: 70_000, modifiedAt: long };
    expect(await photos.stat("ana-1.480.webp")).toEqual(expected);
    const opened = await photos.open("ana-1.480.webp");
    expect(opened).toMatchObject(expected);
    expect(await buffer(opened!.body)).toEqual(bytes);
    for await (const page of photos.list()) expect(page).toEqual([expected]);
  });

  it("never writes over a photo", async () => {
    await put("ana-1.webp", long);
    await expect(photos.save("ana-1.webp", Buffer.from("second"))).rejects.toThrow();
    expect(await text((await photos.open("ana-1.webp"))!.body)).toBe("photo");
  });

  it("lists in pages and every file once", async () => {
    for (let number = 0; number < 25; number++) await put(`ana-${number}.webp`, long);
    const sizes: number[] = [];
    for await (const page of photos.list({ pageSize: 10 })) sizes.push(page.length);
    expect(sizes).toEqual([10, 10, 5]);
    expect(new Set(await names()).size).toBe(25);
  });

  it("stops listing when its signal aborts", async () => {
    await put("ana-1.webp", long);
    await expect(photos.list({ signal: AbortSignal.abort() })[Symbol.asyncIterator]().next()).rejects.toThrow("abort");
  });

  it("touches what is there, which is young again then", async () => {
    await put("ana-1.webp", long);
    expect(await photos.touch("ana-1.webp", now)).toBe(true);
    expect((await photos.stat("ana-1.webp"))?.modifiedAt).toEqual(now);
    expect(await text((await photos.open("ana-1.webp"))!.body)).toBe("photo");
    expect(await photos.remove(["ana-1.webp"], { modifiedBefore: now })).toBe(0);
  });

  it("removes what is old enough when it is looked at again, and counts only that", async () => {
    for (const number of Array.from({ length: 40 }).keys()) await put(`ana-old-${number}.webp`, long);
    await put("ana-young.webp", now);
    const asked = [...(await names()), "ana-gone.webp"];
    expect(await photos.remove(asked, { modifiedBefore: now })).toBe(40);
    expect(await names()).toEqual(["ana-young.webp"]);
  });

  it("has no way out of its place, and nothing goes when one of the names is wrong", async () => {
    await put("ana-1.webp", long);
    const name = "../private/eve-1.webp";
    await expect(photos.stat(name)).rejects.toThrow(PhotoNameError);
    await expect(photos.open(name)).rejects.toThrow(PhotoNameError);
    await expect(photos.save(name, Buffer.from(""))).rejects.toThrow(PhotoNameError);
    await expect(photos.touch(name, now)).rejects.toThrow(PhotoNameError);
    await expect(photos.remove(["ana-1.webp", name], { modifiedBefore: now })).rejects.toThrow(PhotoNameError);
    expect(await names()).toEqual(["ana-1.webp"]);
  });

  describe("its private part", () => {
    it("gives back what was saved, and takes each name once", async () => {
      await place.files.save("ana-1.webp", Buffer.from("identity card"));
      const opened = await place.files.open("ana-1.webp");
      expect(opened?.sizeBytes).toBe(13);
      expect(await text(opened!.body)).toBe("identity card");
      await expect(place.files.save("ana-1.webp", Buffer.from("another"))).rejects.toThrow();
    });

    it("is not where photos are, and photos are not there", async () => {
      await place.files.save("ana-1.webp", Buffer.from("identity card"));
      await put("ana-2.webp", long);
      expect(await names()).toEqual(["ana-2.webp"]);
      expect(await photos.open("ana-1.webp")).toBeUndefined();
      expect(await place.files.open("ana-2.webp")).toBeUndefined();
    });

    it("removes a file once", async () => {
      await place.files.save("ana-1.webp", Buffer.from("identity card"));
      expect(await place.files.remove("ana-1.webp")).toBe(true);
      expect(await place.files.remove("ana-1.webp")).toBe(false);
      expect(await place.files.open("ana-1.webp")).toBeUndefined();
    });

    async function keep(name: string, modifiedAt: Date): Promise<void> {
      place.at(modifiedAt);
      await place.files.save(name, Buffer.from("identity card"), modifiedAt);
      place.at(now);
    }

    const kept = async () => (await Array.fromAsync(place.files.list())).flat().map(({ name }) => name);

    it("is listed in pages, every file once, with size and time, and no photo among them", async () => {
      expect(await kept()).toEqual([]);
      for (let number = 0; number < 25; number++) await keep(`ana-${number}.webp`, long);
      await put("ana-photo.webp", long);
      const pages = await Array.fromAsync(place.files.list({ pageSize: 10 }));
      expect(pages.map(({ length }) => length)).toEqual([10, 10, 5]);
      expect(new Set(await kept()).size).toBe(25);
      expect(pages[0]?.[0]).toMatchObject({ sizeBytes: 13, modifiedAt: long });
    });

    it("loses only what is old enough when it is looked at again, and nothing when one of the names is wrong", async () => {
      await keep("ana-old.webp", long);
      await keep("ana-young.webp", now);
      const asked = ["ana-old.webp", "ana-young.webp", "ana-gone.webp"];
      const wrong = place.files.removeOld([...asked, "../trips/ana-1.webp"], { modifiedBefore: now });
      await expect(wrong).rejects.toThrow(PhotoNameError);
      expect(await place.files.removeOld(asked, { modifiedBefore: now })).toBe(1);
      expect(await kept()).toEqual(["ana-young.webp"]);
    });

    it.each(["../trips/ana-1.webp", "ana-1.480.webp", "ana.webp", ".ana-1.webp", "ana-1.webp\0", "/etc/passwd"])(
      "%j is no name in it",
      async (name) => {
        await expect(place.files.save(name, Buffer.from(""))).rejects.toThrow(PhotoNameError);
        await expect(place.files.open(name)).rejects.toThrow(PhotoNameError);
        await expect(place.files.remove(name)).rejects.toThrow(PhotoNameError);
      },
    );
  });
});

function inFolder(): Place {
  const root = mkdtempSync(join(tmpdir(), "setrip-store-"));
  const files = diskPrivateFiles(join(root, "private"));
  return { photos: diskPhotos(join(root, "trips")), files, at: () => {} };
}

function inBucket(): Place {
  const opened = openBucket(bucket.settings);
  bucket.setClock(() => now);
  const at = (moment: Date) => bucket.setClock(() => moment);
  return { photos: bucketPhotos(opened, "trips/"), files: bucketPrivateFiles(opened, "private/"), at };
}
