import { mkdtempSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { diskPhotos } from "#gateways/storage/disk.ts";
import { diskPrivateFiles } from "#gateways/storage/disk-private.ts";
import { limits } from "#limits.ts";
import { webpOf } from "#tests/backups.ts";
import { copyUploads } from "./uploads.ts";
import { BackupWriter, partProblem } from "./writer.ts";

const folder = () => mkdtempSync(join(tmpdir(), "setrip-uploads-"));
const signal = new AbortController().signal;
const names = ["cut", "turned", "whole"].map((name) => `hugo-${name}.webp`);
const photo = (name: string) => webpOf(`the photo ${name}`);
const inBackup = (name: string) => `uploads/trips/${name}`;

async function givenUploads() {
  const stores = { photos: diskPhotos(folder()), papers: diskPrivateFiles(folder()) };
  for (const name of names) await stores.photos.save(name, photo(name));
  return stores;
}

it("what is damaged in the backup before is copied anew: a size at once, a byte within a week", async () => {
  const stores = await givenUploads();
  const backUp = async (day: number, before?: BackupWriter) => {
    const writer = new BackupWriter({ folder: folder(), recipients: [], signal });
    const parts = new Map(before?.parts.map((part) => [part.path, part]));
    const known = before && { folder: before.folder, parts };
    const now = new Date(Date.UTC(2026, 10, day));
    const damaged = await copyUploads({ writer, before: known, stores, now, signal, beat: async () => true });
    return { writer, damaged };
  };
  let { writer } = await backUp(1);
  const [cut, turned] = names.slice(0, 2).map((name) => join(writer.folder, inBackup(name)));
  writeFileSync(cut!, "the");
  writeFileSync(turned!, readFileSync(turned!, "latin1").replace("photo", "phot0"), "latin1");

  const found: string[][] = [];
  for (let day = 2; day < 2 + limits.backup.readAgainDays; day++) {
    const next = await backUp(day, writer);
    found.push(next.damaged.inBackup);
    writer = next.writer;
  }
  expect(found[0]).toContain(inBackup(names[0]!));
  expect(found.flat().toSorted()).toEqual([inBackup(names[0]!), inBackup(names[1]!)]);
  for (const part of writer.parts) expect(await partProblem(writer.folder, part)).toBeUndefined();
});

it("what is whole is taken over without a second copy", async () => {
  const stores = await givenUploads();
  const first = new BackupWriter({ folder: folder(), recipients: [], signal });
  const copying = { stores, now: new Date(0), signal, beat: async () => true };
  await copyUploads({ ...copying, writer: first, before: undefined });
  const second = new BackupWriter({ folder: folder(), recipients: [], signal });
  const before = { folder: first.folder, parts: new Map(first.parts.map((part) => [part.path, part])) };
  expect(await copyUploads({ ...copying, writer: second, before })).toEqual({
    inBackup: [],
    inStore: [],
    everywhere: [],
  });
  const inode = (at: string) => statSync(join(at, inBackup(names[2]!))).ino;
  expect(inode(second.folder)).toBe(inode(first.folder));
});

it("an upload that was damaged on its own disk does not take the place of the good copy", async () => {
  const uploads = folder();
  const stores = { photos: diskPhotos(uploads), papers: diskPrivateFiles(folder()) };
  for (const name of names) await stores.photos.save(name, photo(name));
  const copying = { stores, now: new Date(0), signal, beat: async () => true };
  const first = new BackupWriter({ folder: folder(), recipients: [], signal });
  await copyUploads({ ...copying, writer: first, before: undefined });
  const live = readdirSync(uploads, { recursive: true, encoding: "utf8" }).find((path) => path.endsWith(names[0]!));
  writeFileSync(join(uploads, live!), "the");

  const second = new BackupWriter({ folder: folder(), recipients: [], signal });
  const before = { folder: first.folder, parts: new Map(first.parts.map((part) => [part.path, part])) };
  expect(await copyUploads({ ...copying, writer: second, before })).toEqual({
    inBackup: [],
    inStore: [inBackup(names[0]!)],
    everywhere: [],
  });
  expect(readFileSync(join(second.folder, inBackup(names[0]!)))).toEqual(photo(names[0]!));
});

it.each<[string, (bytes: Buffer) => Buffer]>([
  ["cut off", (bytes) => bytes.subarray(0, bytes.length >> 1)],
  ["emptied", (bytes) => Buffer.alloc(bytes.length)],
])("an upload that arrives %s is read once more, told, and asked for again by the next backup", async (_, spoilt) => {
  const good = await givenUploads();
  let reads = 0;
  const open: typeof good.photos.open = async (name) => {
    const opened = await good.photos.open(name);
    reads += 1;
    const bytes = spoilt(photo(name));
    return opened && { ...opened, sizeBytes: bytes.length, body: new Blob([new Uint8Array(bytes)]).stream() };
  };
  const copying = { now: new Date(0), signal, beat: async () => true };
  const first = new BackupWriter({ folder: folder(), recipients: [], signal });
  const stores = { ...good, photos: { ...good.photos, open } };
  const damage = await copyUploads({ ...copying, stores, writer: first, before: undefined });
  expect(damage.everywhere.toSorted()).toEqual(names.map(inBackup));
  expect(reads).toBe(2 * names.length);

  const before = { folder: first.folder, parts: new Map(first.parts.map((part) => [part.path, part])) };
  const second = new BackupWriter({ folder: folder(), recipients: [], signal });
  const found = await copyUploads({ ...copying, stores: good, writer: second, before });
  expect(found.inBackup.toSorted()).toEqual(names.map(inBackup));
  for (const name of names) expect(readFileSync(join(second.folder, inBackup(name)))).toEqual(photo(name));
});
