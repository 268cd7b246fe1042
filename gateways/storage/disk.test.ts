import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, symlinkSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { beforeEach, describe, expect, it } from "vitest";
import { filesOfPhoto, isPhotoName, PhotoNameError, photoOf } from "#photo-names.ts";
import { diskPhotos } from "./disk.ts";
import { diskPrivateFiles } from "./disk-private.ts";
import type { PhotoStore } from "./photo-store.ts";

const long = new Date("2026-01-01T00:00:00Z");
const now = new Date("2026-06-01T00:00:00Z");

let root: string;
let folder: string;
let store: PhotoStore;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "setrip-photos-"));
  folder = join(root, "trips");
  mkdirSync(folder);
  store = diskPhotos(folder);
});

async function names(): Promise<string[]> {
  const found: string[] = [];
  for await (const page of store.list()) found.push(...page.map((photo) => photo.name));
  return found.sort();
}

function put(name: string, modifiedAt: Date): void {
  writeFileSync(join(folder, name), "photo");
  utimesSync(join(folder, name), modifiedAt, modifiedAt);
}

describe("names", () => {
  it.each(["ana-1.webp", "ana-1.480.webp", "0193f5a2-77aa-7000-8000-0a0b0c0d0e0f-0193f5a2.960.webp"])(
    "%s is a photo's",
    (name) => {
      expect(isPhotoName(name)).toBe(true);
    },
  );

  it.each([
    "../ana-1.webp",
    "/etc/ana-1.webp",
    "ana/1-2.webp",
    "..\\ana-1.webp",
    ".ana-1.webp",
    "ana-1.webp\n",
    "ana-1.webp\0",
    "ana-1.jpg",
    "ana.webp",
    "ana-1.0480.webp",
    "ana-1.480.960.webp",
    "",
    `ana-${"1".repeat(300)}.webp`,
  ])("%j is not", (name) => {
    expect(isPhotoName(name)).toBe(false);
    expect(() => photoOf(name)).toThrow(PhotoNameError);
  });

  it("a width belongs to its photo", () => {
    expect(photoOf("ana-1.480.webp")).toBe("ana-1.webp");
    expect(filesOfPhoto("ana-1.webp")).toEqual(["ana-1.webp", "ana-1.480.webp", "ana-1.960.webp"]);
  });
});

describe("the store on disk", () => {
  it("is empty where its folder was never made", async () => {
    store = diskPhotos(join(root, "nowhere"));
    expect(await names()).toEqual([]);
    expect(await store.stat("ana-1.webp")).toBeUndefined();
  });

  it("gives back what was saved, with size and time", async () => {
    await store.save("ana-1.webp", Buffer.from("bytes"));
    await store.touch("ana-1.webp", long);
    expect(await store.stat("ana-1.webp")).toEqual({ name: "ana-1.webp", sizeBytes: 5, modifiedAt: long });
    const opened = await store.open("ana-1.webp");
    expect(await text(opened!.body)).toBe("bytes");
  });

  it("never writes over a photo", async () => {
    await store.save("ana-1.webp", Buffer.from("first"));
    await expect(store.save("ana-1.webp", Buffer.from("second"))).rejects.toThrow("EEXIST");
  });

  it("lists in pages and every file once", async () => {
    for (let number = 0; number < 25; number++) put(`ana-${number}.webp`, long);
    const sizes: number[] = [];
    for await (const page of store.list({ pageSize: 10 })) sizes.push(page.length);
    expect(sizes).toEqual([10, 10, 5]);
    expect(new Set(await names()).size).toBe(25);
  });

  it("stops listing when its signal aborts", async () => {
    put("ana-1.webp", long);
    await expect(store.list({ signal: AbortSignal.abort() })[Symbol.asyncIterator]().next()).rejects.toThrow("abort");
  });

  it("sees regular files of photos only: no link, no folder, no dotfile, no stranger", async () => {
    put("ana-1.webp", long);
    put(".ana-2.webp", long);
    put("notes.txt", long);
    mkdirSync(join(folder, "ana-3.webp"));
    symlinkSync(join(folder, "ana-1.webp"), join(folder, "ana-4.webp"));
    expect(await names()).toEqual(["ana-1.webp"]);
  });

  it("follows no link: not to read, not to touch, not to remove", async () => {
    const outside = join(root, "secret");
    writeFileSync(outside, "identity card");
    utimesSync(outside, long, long);
    symlinkSync(outside, join(folder, "eve-1.webp"));

    expect(await store.stat("eve-1.webp")).toBeUndefined();
    expect(await store.open("eve-1.webp")).toBeUndefined();
    expect(await store.touch("eve-1.webp", now)).toBe(false);
    expect(await store.remove(["eve-1.webp"], { modifiedBefore: now })).toBe(0);
    expect(readFileSync(outside, "utf8")).toBe("identity card");
  });

  it("has no way out of its folder", async () => {
    writeFileSync(join(root, "eve-1.webp"), "outside");
    const name = "../eve-1.webp";
    await expect(store.stat(name)).rejects.toThrow(PhotoNameError);
    await expect(store.open(name)).rejects.toThrow(PhotoNameError);
    await expect(store.save(name, Buffer.from(""))).rejects.toThrow(PhotoNameError);
    await expect(store.touch(name, now)).rejects.toThrow(PhotoNameError);
    await expect(store.remove([name], { modifiedBefore: now })).rejects.toThrow(PhotoNameError);
    expect(readFileSync(join(root, "eve-1.webp"), "utf8")).toBe("outside");
  });

  it("removes nothing when one of the names is wrong", async () => {
    put("ana-1.webp", long);
    await expect(store.remove(["ana-1.webp", "../ana-2.webp"], { modifiedBefore: now })).rejects.toThrow(
      PhotoNameError,
    );
    expect(await names()).toEqual(["ana-1.webp"]);
  });

  it("removes what is old enough and counts only that", async () => {
    put("ana-1.webp", long);
    put("ana-2.webp", now);
    expect(await store.remove(["ana-1.webp", "ana-2.webp", "ana-gone.webp"], { modifiedBefore: now })).toBe(1);
    expect(await names()).toEqual(["ana-2.webp"]);
  });

  it("leaves nothing of a file that it could not write, and nothing that anybody could list meanwhile", async () => {
    const disk = smallDisk();
    if (!disk) return;
    try {
      store = diskPhotos(disk.folder);
      await store.save("ana-1.webp", Buffer.alloc(60_000));
      await expect(store.save("ana-2.webp", Buffer.alloc(60_000))).rejects.toThrow("ENOSPC");
      await expect(diskPrivateFiles(disk.folder).save("ana-3.webp", Buffer.alloc(60_000))).rejects.toThrow("ENOSPC");
      expect(readdirSync(disk.folder)).toEqual(["ana-1.webp"]);
      await store.remove(["ana-1.webp"], { modifiedBefore: new Date(Date.now() + 1_000) });
      await store.save("ana-2.webp", Buffer.alloc(60_000));
      expect(await names()).toEqual(["ana-2.webp"]);
    } finally {
      disk.unmount();
    }
  });

  it("does not see what a crash left half written", async () => {
    put(".0193f5a2-77aa-7000-8000-0a0b0c0d0e0f.half", long);
    expect(await names()).toEqual([]);
  });

  it("touches what is there and says what is gone", async () => {
    put("ana-1.webp", long);
    expect(await store.touch("ana-1.webp", now)).toBe(true);
    expect(await store.touch("ana-2.webp", now)).toBe(false);
    expect((await store.stat("ana-1.webp"))?.modifiedAt).toEqual(now);
  });
});

describe("private files on disk", () => {
  const list = async () => (await Array.fromAsync(diskPrivateFiles(folder).list())).flat().map(({ name }) => name);
  const half = ".0193f5a2-77aa-4000-8000-0a0b0c0d0e0f.half";

  it("what a crash left half written can be found and removed, and is no file that anybody opens", async () => {
    const files = diskPrivateFiles(folder);
    put(half, long);
    expect(await list()).toEqual([half]);
    await expect(files.open(half)).rejects.toThrow(PhotoNameError);
    expect(await files.removeOld([half], { modifiedBefore: now })).toBe(1);
    expect(readdirSync(folder)).toEqual([]);
  });

  it("links, folders, widths, strangers and their dotfiles are neither listed nor removed", async () => {
    const outside = join(root, "secret");
    writeFileSync(outside, "somebody else's");
    utimesSync(outside, long, long);
    symlinkSync(outside, join(folder, "ana-link.webp"));
    symlinkSync(outside, join(folder, half));
    mkdirSync(join(folder, "ana-folder.webp"));
    for (const name of ["ana-1.480.webp", "notes.txt", ".gitkeep", "..half"]) put(name, long);
    expect(await list()).toEqual([]);
    const files = diskPrivateFiles(folder);
    expect(await files.removeOld(["ana-link.webp", half, "ana-folder.webp"], { modifiedBefore: now })).toBe(0);
    await expect(files.removeOld(["..half"], { modifiedBefore: now })).rejects.toThrow(PhotoNameError);
    expect(readFileSync(outside, "utf8")).toBe("somebody else's");
  });
});

/** A disk of 96 kB, where this account may mount one; says so where it may not. */
function smallDisk(): { folder: string; unmount: () => void } | undefined {
  const mounted = spawnSync("mount", ["-t", "tmpfs", "-o", "size=96k", "tmpfs", folder], { encoding: "utf8" });
  if (mounted.status === 0) return { folder, unmount: () => spawnSync("umount", ["-l", folder]) };
  console.warn(`NOT TESTED: a full disk, because none could be mounted (${mounted.error ?? mounted.stderr})`);
  return undefined;
}

it("below what is no folder there is no photo to send, as below none", async () => {
  const file = join(root, "file");
  writeFileSync(file, "no folder");
  for (const place of [file, join(root, "gone")]) expect(await diskPhotos(place).open("ana-1.webp")).toBeUndefined();
});
