import { mkdtempSync, readdirSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buffer } from "node:stream/consumers";
import sharp from "sharp";
import { beforeEach, expect, it } from "vitest";
import { diskPrivateFiles } from "#gateways/storage/disk-private.ts";
import type { PrivateFiles } from "#gateways/storage/private-files.ts";
import { isUploadOf } from "#photo-names.ts";
import { givenHeic, givenJpeg, givenJpegWithPlace } from "#tests/pictures.ts";
import { discardPrivateUpload, handIn, savePrivateUpload } from "./private.ts";

const now = new Date("2026-05-01T03:00:00Z");
const ana = "0193f5a2-0000-7000-8000-00000000000a";

let folder: string;
let files: PrivateFiles;

beforeEach(() => {
  folder = join(mkdtempSync(join(tmpdir(), "setrip-papers-")), "private");
  files = diskPrivateFiles(folder);
});

const upload = (bytes: Uint8Array) => savePrivateUpload({ userId: ana, bytes, files, now });

async function saved(bytes: Uint8Array): Promise<string> {
  const outcome = await upload(bytes);
  if (!outcome.ok) throw new Error(outcome.reason);
  return outcome.path;
}

it("a proof of payment is stored once, large enough to read, for the app's user alone", async () => {
  const path = await saved(await givenJpeg(1_440, 3_200));
  expect(isUploadOf(ana, path)).toBe(true);
  const stored = await buffer((await files.open(path))!.body);
  expect(await sharp(stored).metadata()).toMatchObject({ format: "webp", width: 900, height: 2_000 });
  expect(readdirSync(folder)).toEqual([path]);
  expect(statSync(join(folder, path)).mode & 0o777).toBe(0o600);
  expect(statSync(folder).mode & 0o777).toBe(0o700);
  expect(statSync(join(folder, path)).mtime).toEqual(now);
});

it("it says no longer where and with what it was taken", async () => {
  const path = await saved(await givenJpegWithPlace());
  const stored = await buffer((await files.open(path))!.body);
  expect((await sharp(stored).metadata()).exif).toBeUndefined();
  expect(stored.includes("Bandung")).toBe(false);
});

it.each([
  ["what an iPhone keeps", givenHeic, "heic"],
  ["a web page", () => Buffer.from("<html>"), "not-a-picture"],
  ["a stamp", () => givenJpeg(239, 900), "too-small"],
])("%s is refused and nothing is stored", async (_what, make, reason) => {
  expect(await upload(await make())).toEqual({ ok: false, reason });
  expect(await files.open("ana-1.webp")).toBeUndefined();
});

it("what was handed in for something that was refused is gone", async () => {
  const path = await saved(await givenJpeg());
  await discardPrivateUpload({ path, files });
  expect(readdirSync(folder)).toEqual([]);
  await discardPrivateUpload({ path, files });
});

it("what is handed in for a verb stays when it takes it, and is gone when it refuses", async () => {
  const handInJpeg = async (verb: (path: string) => Promise<{ ok: boolean }>) =>
    handIn({ userId: ana, bytes: await givenJpeg(), files, now }, verb);
  expect(await handInJpeg(async () => ({ ok: false }))).toEqual({ ok: false });
  expect(readdirSync(folder)).toEqual([]);
  const taken: string[] = [];
  expect(await handInJpeg(async (path) => ({ ok: taken.push(path) === 1 }))).toEqual({ ok: true });
  expect(readdirSync(folder)).toEqual(taken);
});

it("what is handed in for a verb that throws stays: the row that names it may have been committed", async () => {
  const broken = handIn({ userId: ana, bytes: await givenJpeg(), files, now }, () =>
    Promise.reject(new Error("broken")),
  );
  await expect(broken).rejects.toThrow("broken");
  expect(readdirSync(folder)).toHaveLength(1);
});

it("no verb hears of what is no picture", async () => {
  const verb = () => Promise.reject(new Error("called"));
  expect(await handIn({ userId: ana, bytes: givenHeic(), files, now }, verb)).toEqual({ ok: false, reason: "heic" });
});
