import { mkdirSync, mkdtempSync, readdirSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { crc32, deflateSync } from "node:zlib";
import { expect } from "vitest";

import { db, transaction } from "#db/connection.ts";
import { forgetTripPapers } from "#domain/bookings/papers.ts";
import { addDays, startOfUtcDay } from "#domain/calendar.ts";
import { cleanUpTripImages } from "#domain/files/cleanup.ts";
import { savePrivateUpload } from "#domain/files/private.ts";
import { removeUnownedPapers } from "#domain/files/unowned.ts";
import { arrangeTripImages } from "#domain/images/arrange.ts";
import { drawPicture } from "#domain/images/picture.ts";
import { photoTombstones } from "#domain/images/schema.ts";
import { savePhotoUpload } from "#domain/images/upload.ts";
import { tripImages } from "#domain/trips/schema.ts";
import { forgetIdentityCards } from "#domain/users/identity-cards.ts";
import { diskPhotos } from "#gateways/storage/disk.ts";
import { diskPrivateFiles } from "#gateways/storage/disk-private.ts";
import { givenJpeg } from "#tests/pictures.ts";
import { givenBooking, givenOrganizer, givenTrip } from "#tests/rows.ts";
import { sweepAt } from "#tests/sweep.ts";
import { ago, now, type Scenarios } from "./scenario.ts";

function newFolder(): string {
  const folder = join(mkdtempSync(join(tmpdir(), "setrip-policy-")), "files");
  mkdirSync(folder);
  return folder;
}
function put(folder: string, name: string, modifiedAt: Date): void {
  writeFileSync(join(folder, name), "photo");
  utimesSync(join(folder, name), modifiedAt, modifiedAt);
}
const owner = "0193f5a2-0000-7000-8000-000000000001";
const cleanUp = (folder: string) => cleanUpTripImages({ ...sweepAt(now), storage: diskPhotos(folder) });

/** In this process, whose policy is changed. */
const upload = { userId: owner, now, draw: drawPicture };
const photo = async (bytes: Uint8Array) => {
  const saved = await savePhotoUpload({ ...upload, bytes, storage: diskPhotos(newFolder()) });
  return saved.ok ? "taken" : saved.reason;
};
const paper = async (bytes: Uint8Array) => {
  const saved = await savePrivateUpload({ ...upload, bytes, files: diskPrivateFiles(newFolder()) });
  return saved.ok ? "taken" : saved.reason;
};

/** A picture that says how large it is and holds next to nothing. */
function pngOf(width: number, height: number): Buffer {
  const chunk = (type: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
    const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
    length.writeUInt32BE(data.length);
    sum.writeUInt32BE(crc32(body));
    return Buffer.concat([length, body, sum]);
  };
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.writeUInt8(8, 8);
  const start = Buffer.from("\x89PNG\r\n\x1a\n", "latin1");
  const data = chunk("IDAT", deflateSync(Buffer.alloc(width + 1)));
  return Buffer.concat([start, chunk("IHDR", header), data, chunk("IEND", Buffer.alloc(0))]);
}

/** Numbers about photos and papers. */
export const files: Scenarios = {
  orphanImageAgeMs: async (value) => {
    const folder = newFolder();
    put(folder, `${owner}-old.webp`, ago(value + 1_000));
    put(folder, `${owner}-young.webp`, ago(value - 1_000));
    expect(await cleanUp(folder)).toEqual({ scanned: 2, deleted: 1 });
    expect(readdirSync(folder)).toEqual([`${owner}-young.webp`]);
  },

  photoTombstoneKeptMs: async (value) => {
    const doomed = (photoName: string, age: number) => ({ photo: photoName, doomedAt: ago(age) });
    await db()
      .insert(photoTombstones)
      .values([doomed("old.webp", value + 1), doomed("young.webp", value)]);
    await cleanUp(newFolder());
    expect((await db().select().from(photoTombstones)).map((row) => row.photo)).toEqual(["young.webp"]);
  },

  unownedPaperKeptMs: async (value) => {
    const folder = newFolder();
    put(folder, `${owner}-old.webp`, ago(value + 1_000));
    put(folder, `${owner}-young.webp`, ago(value - 1_000));
    expect(await removeUnownedPapers({ ...sweepAt(now), files: diskPrivateFiles(folder) })).toBe(1);
  },

  tripPapersKeptMs: async (value) => {
    const trip = await givenTrip({ status: "COMPLETED" });
    await givenBooking({ trip, proofPath: "bukti.webp" });
    const due = startOfUtcDay(addDays(trip.date, 1)).getTime() + value;
    expect(await forgetTripPapers(sweepAt(new Date(due - 1)))).toBe(0);
    expect(await forgetTripPapers(sweepAt(new Date(due)))).toBe(1);
  },

  identityCardKeptMs: async (value) => {
    for (const age of [value, value - 1]) await givenOrganizer({ status: "REJECTED", reviewedAt: ago(age) });
    expect(await forgetIdentityCards(sweepAt(now))).toBe(1);
  },

  mostPhotos: async (value) => {
    const tripId = (await givenTrip()).id;
    const photos = Array.from({ length: value }, (_, at) => `${owner}-${at}.webp`);
    const arrange = (paths: string[]) =>
      transaction((tx) => arrangeTripImages(tx, { tripId, userId: owner, photos: paths, fresh: new Set(paths), now }));
    expect(await arrange([...photos, `${owner}-more.webp`])).toEqual({ ok: false, reason: "photo-count" });
    expect(await arrange(photos)).toEqual({ ok: true });
    expect(await db().$count(tripImages)).toBe(value);
  },

  uploadMostBytes: async (value) => {
    expect(await photo(new Uint8Array(value + 1))).toBe("too-large");
    expect(await photo(new Uint8Array(value))).toBe("not-a-picture");
    expect(await paper(new Uint8Array(value + 1))).toBe("too-large");
  },

  uploadMostPixels: async (value) => {
    const width = Math.floor(Math.sqrt(value));
    const height = Math.floor(value / width);
    expect(await photo(pngOf(width, height + 1))).toBe("too-many-pixels");
    expect(await photo(pngOf(width, height))).not.toBe("too-many-pixels");
  },

  photoSmallestEdgePx: async (value) => {
    expect(await photo(await givenJpeg(value, value))).toBe("taken");
    expect(await photo(await givenJpeg(value + 100, value - 1))).toBe("too-small");
  },

  paperSmallestEdgePx: async (value) => {
    expect(await paper(await givenJpeg(value, value))).toBe("taken");
    expect(await paper(await givenJpeg(value + 100, value - 1))).toBe("too-small");
  },
};
