import { mkdtempSync, readdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buffer } from "node:stream/consumers";
import sharp from "sharp";
import { beforeEach, describe, expect, it } from "vitest";
import { policy } from "#domain/policy.ts";
import { diskPhotos } from "#gateways/storage/disk.ts";
import type { PhotoStore } from "#gateways/storage/photo-store.ts";
import { filesOfPhoto, isUploadOf } from "#photo-names.ts";
import { givenBlackPng } from "#tests/hostile-pictures.ts";
import { givenHeic, givenJpeg, givenJpegWithPlace, givenPicture } from "#tests/pictures.ts";
import { savePhotoUpload } from "./upload.ts";

const now = new Date("2026-05-01T03:00:00Z");
const hugo = "0193f5a2-0000-7000-8000-000000000001";

let folder: string;
let storage: PhotoStore;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "setrip-upload-"));
  storage = diskPhotos(folder);
});

const upload = (bytes: Uint8Array) => savePhotoUpload({ userId: hugo, bytes, storage, now });

async function saved(bytes: Uint8Array) {
  const outcome = await upload(bytes);
  if (!outcome.ok) throw new Error(outcome.reason);
  return outcome;
}

async function read(name: string): Promise<Buffer> {
  const opened = await storage.open(name);
  if (!opened) throw new Error(`there is no ${name}`);
  return buffer(opened.body);
}

describe("a photo that is taken", () => {
  it.each(["jpeg", "png", "webp"] as const)("may be %s, and becomes WebP", async (format) => {
    const { photo, width, height } = await saved(await givenPicture(1200, 900).toFormat(format).toBuffer());
    expect({ width, height }).toEqual({ width: 1200, height: 900 });
    expect(await sharp(await read(photo)).metadata()).toMatchObject({ format: "webp", width: 1200, height: 900 });
  });

  it("has every width beside it, its uploader in its name and the upload's moment on all files", async () => {
    const { photo, width, height } = await saved(await givenJpeg(4000, 3000));
    expect(isUploadOf(hugo, photo)).toBe(true);
    expect({ width, height }).toEqual({ width: 1920, height: 1440 });
    const found = await Promise.all(
      filesOfPhoto(photo).map(async (name) => [
        (await sharp(await read(name)).metadata()).width,
        (await storage.stat(name))?.modifiedAt,
      ]),
    );
    expect(found).toEqual([
      [1920, now],
      [480, now],
      [960, now],
    ]);
    expect(readdirSync(folder)).toHaveLength(3);
  });

  it("is never made larger, but no width is missing", async () => {
    const { photo } = await saved(await givenJpeg(600, 500));
    const widths = await Promise.all(
      filesOfPhoto(photo).map(async (name) => (await sharp(await read(name)).metadata()).width),
    );
    expect(widths).toEqual([600, 480, 600]);
  });

  it("stands upright, as the phone was held", async () => {
    const lying = await givenPicture(1600, 1200).withMetadata({ orientation: 6 }).jpeg().toBuffer();
    const { photo, width, height } = await saved(lying);
    expect({ width, height }).toEqual({ width: 1200, height: 1600 });
    const top = await sharp(await read(photo))
      .extract({ left: 600, top: 10, width: 1, height: 1 })
      .raw()
      .toBuffer();
    expect(top[0]).toBeGreaterThan(180);
  });

  it("says no longer where, by whom or with what it was taken", async () => {
    const original = await givenJpegWithPlace();
    const before = await sharp(original).metadata();
    expect(before.exif?.includes("Hugo of Bandung")).toBe(true);
    expect(before.xmp).toBeDefined();
    const { photo } = await saved(original);
    for (const name of filesOfPhoto(photo)) {
      const stored = await read(name);
      const { exif, xmp, iptc, icc, orientation } = await sharp(stored).metadata();
      expect({ exif, xmp, iptc, icc, orientation }).toEqual({});
      expect(stored.includes("Bandung")).toBe(false);
    }
  });

  it("leaves a script or a second file behind that stood at its end or in its comment", async () => {
    const jpeg = await givenJpeg();
    const script = Buffer.from("<script>alert(1)</script>");
    const comment = Buffer.concat([Buffer.from([0xff, 0xfe, 0, script.length + 2]), script]);
    const polyglot = Buffer.concat([jpeg.subarray(0, 2), comment, jpeg.subarray(2), script]);
    const { photo } = await saved(polyglot);
    for (const name of filesOfPhoto(photo)) expect((await read(name)).includes("script")).toBe(false);
  });

  it("keeps the first picture of a film", async () => {
    const frames = Buffer.concat([Buffer.alloc(600 * 600 * 3, 200), Buffer.alloc(600 * 600 * 3, 20)]);
    const film = await sharp(frames, { raw: { width: 600, height: 1200, channels: 3, pageHeight: 600 } })
      .webp({ loop: 0 })
      .toBuffer();
    expect((await sharp(film).metadata()).pages).toBe(2);
    const { photo, height } = await saved(film);
    expect(height).toBe(600);
    expect((await sharp(await read(photo)).metadata()).pages).toBeUndefined();
  });
});

describe("what is refused, with nothing stored", () => {
  const html = "<!doctype html><script>alert(1)</script>";
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="900" height="900"><script>alert(1)</script></svg>`;
  const gif = () => givenPicture(800, 800).gif().toBuffer();
  const jpeg = () => givenJpeg();

  it.each<[string, () => Promise<Uint8Array> | Uint8Array, string]>([
    ["nothing", () => new Uint8Array(), "not-a-picture"],
    ["a web page", () => Buffer.from(html), "not-a-picture"],
    ["a drawing with a script", () => Buffer.from(svg), "not-a-picture"],
    ["a drawing behind a byte order mark", () => Buffer.from(`\ufeff${svg}`), "not-a-picture"],
    ["a GIF", gif, "not-a-picture"],
    ["a GIF that is a web page as well", () => Buffer.from(`GIF89a/*${html}*/`), "not-a-picture"],
    ["a TIFF", () => givenPicture(800, 800).tiff().toBuffer(), "not-a-picture"],
    ["a PDF", () => Buffer.from("%PDF-1.7\n"), "not-a-picture"],
    ["a film of a camera", () => Buffer.from("\0\0\0\x18ftypmp42\0\0\0\0mp42isom"), "not-a-picture"],
    ["a web page that begins like a JPEG", () => Buffer.from(`\xff\xd8\xff${html}`, "latin1"), "not-a-picture"],
    [
      "a GIF behind the first bytes of a JPEG",
      async () => Buffer.from(`\xff\xd8\xff${await gif()}`, "latin1"),
      "not-a-picture",
    ],
    ["half a JPEG", async () => (await jpeg()).subarray(0, 6_000), "not-a-picture"],
    ["a PNG without its end", async () => noise(800, 800, "png", 0.7), "not-a-picture"],
    ["half a WebP", async () => noise(800, 800, "webp", 0.5), "not-a-picture"],
    ["what an iPhone keeps, whatever its name", givenHeic, "heic"],
    ["what no camera makes", () => givenPicture(800, 800).avif({ effort: 0 }).toBuffer(), "avif"],
    ["a stamp", () => givenJpeg(1600, 479), "too-small"],
    ["too many bytes", () => new Uint8Array(policy.uploadMostBytes + 1), "too-large"],
    ["a few kilobytes that unfold to 64 megapixels", givenBlackPng, "too-many-pixels"],
  ])("%s", async (_what, make, reason) => {
    expect(await upload(await make())).toEqual({ ok: false, reason });
    expect(readdirSync(folder)).toEqual([]);
  });

  it("the largest that is allowed still is", async () => {
    const bytes = await givenPicture(7_300, 5_475).jpeg({ quality: 50 }).toBuffer();
    expect(await upload(bytes)).toMatchObject({ ok: true, width: 1920, height: 1440 });
  });
});

it("eight of one person at once are taken one after the other, and all are there", async () => {
  const bytes = await givenJpeg();
  const outcomes = await Promise.all(Array.from({ length: 8 }, () => upload(bytes)));
  expect(outcomes.every((outcome) => outcome.ok)).toBe(true);
  expect(readdirSync(folder)).toHaveLength(24);
});

/** The first part of a picture that does not compress, so that its end is really missing. */
async function noise(width: number, height: number, format: "png" | "webp", part: number): Promise<Buffer> {
  const pixels = Buffer.alloc(width * height * 3);
  for (let at = 0; at < pixels.length; at++) pixels[at] = Math.imul(at + 1, 2_654_435_761) >>> 24;
  const whole = await sharp(pixels, { raw: { width, height, channels: 3 } })
    .toFormat(format, { effort: 1 })
    .toBuffer();
  return whole.subarray(0, Math.floor(whole.length * part));
}

it("a photo that does not fit leaves none of its smaller copies behind, and nothing of others is taken", async () => {
  const { photo } = await saved(await givenJpeg(1200, 900));
  const whole = readdirSync(folder).length;
  const full: PhotoStore = {
    ...storage,
    save: async (name, bytes, modifiedAt) => {
      if (!/\.\d+\.webp$/.test(name)) throw Object.assign(new Error("no space left"), { code: "ENOSPC" });
      await storage.save(name, bytes, modifiedAt);
    },
  };
  const failing = savePhotoUpload({ userId: hugo, bytes: await givenJpeg(1200, 900), storage: full, now });
  await expect(failing).rejects.toMatchObject({ code: "ENOSPC" });
  expect(readdirSync(folder)).toHaveLength(whole);
  expect(await storage.stat(photo)).toBeDefined();
});
