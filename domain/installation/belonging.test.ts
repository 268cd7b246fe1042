import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { newId } from "#db/columns.ts";
import { db } from "#db/connection.ts";
import { cleanUpTripImages } from "#domain/files/cleanup.ts";
import { removeUnownedPapers } from "#domain/files/unowned.ts";
import { diskPhotos } from "#gateways/storage/disk.ts";
import { diskPrivateFiles } from "#gateways/storage/disk-private.ts";
import { bucketMark, diskMark, type FilesMarkStore } from "#gateways/storage/files-mark.ts";
import { openBucket } from "#gateways/storage/s3.ts";
import { type StandInStore, startStandInStore } from "#gateways/storage/stand-in/store.ts";
import { filesMark, uploadsFolder } from "#gateways/storage/stores.ts";
import { jobs } from "#jobs/index.ts";
import { ownDatabase } from "#tests/database.ts";
import { sweepAt } from "#tests/sweep.ts";
import { acceptFiles, FilesOfAnotherDatabaseError, stampFiles, strangeFiles } from "./belonging.ts";
import { installations } from "./schema.ts";

ownDatabase();
beforeEach(() => db().delete(installations));

const now = new Date("2026-06-07T18:30:00.000Z");
const later = (hours: number) => new Date(now.getTime() + hours * 3_600_000);

let bucket: StandInStore;
beforeAll(async () => {
  bucket = await startStandInStore();
});
afterAll(() => bucket.stop());

/** What `pg_restore` of an older backup does to the row. */
const databaseAsOf = (stampedAt: Date) => db().update(installations).set({ stampedAt });

describe.each<[string, () => { mark: FilesMarkStore; lose: () => void }]>([
  [
    "a folder",
    () => {
      const folder = mkdtempSync(join(tmpdir(), "setrip-mark-"));
      return { mark: diskMark(folder), lose: () => rmSync(folder, { recursive: true }) };
    },
  ],
  ["a bucket", () => ({ mark: bucketMark(openBucket(bucket.settings)), lose: () => bucket.objects.clear() })],
])("beside %s", (_where, open) => {
  let mark: FilesMarkStore;
  let lose: () => void;
  beforeEach(() => {
    bucket.objects.clear();
    ({ mark, lose } = open());
  });

  it("a new database and no files yet belong together, and so do both after every signature", async () => {
    expect(await strangeFiles(mark)).toBeUndefined();
    for (const hours of [0, 24, 24, 23]) {
      await stampFiles({ mark, now: later(hours) });
      expect(await strangeFiles(mark)).toBeUndefined();
    }
    expect(Date.parse((await mark.read())!.stampedAt)).toBeGreaterThan(later(24).getTime());
  });

  it("several that sign in the same moment do so all", async () => {
    await Promise.all(Array.from({ length: 8 }, (_, at) => stampFiles({ mark, now: later(at) })));
    expect(await strangeFiles(mark)).toBeUndefined();
  });

  it.each(["ENOSPC", "EDQUOT"])(
    "files on a disk without room (%s) keep their earlier signature, and what removes files goes on",
    async (code) => {
      await stampFiles({ mark, now });
      const full = { ...mark, write: async () => Promise.reject(Object.assign(new Error("no room"), { code })) };
      await stampFiles({ mark: full, now: later(24) });
      expect(await strangeFiles(mark)).toBeUndefined();
      await databaseAsOf(later(-24));
      await expect(stampFiles({ mark: full, now: later(25) })).rejects.toThrow(FilesOfAnotherDatabaseError);
    },
  );

  it("a process that was killed between the two signatures leaves nothing strange, at the first one neither", async () => {
    const never = { ...mark, write: async () => Promise.reject(new Error("killed")) };
    await expect(stampFiles({ mark: never, now })).rejects.toThrow("killed");
    expect(await strangeFiles(mark)).toBeUndefined();
    await stampFiles({ mark, now });
    const killed = { ...mark, write: async () => Promise.reject(new Error("killed")) };
    await expect(stampFiles({ mark: killed, now: later(1) })).rejects.toThrow("killed");
    expect(await strangeFiles(mark)).toBeUndefined();
  });

  it("an older database beside newer files is noticed, whatever signs next, and signs nothing", async () => {
    await stampFiles({ mark, now });
    await stampFiles({ mark, now: later(1) });
    await databaseAsOf(now);
    const before = await mark.read();
    await expect(stampFiles({ mark, now: later(2) })).rejects.toThrow(FilesOfAnotherDatabaseError);
    await expect(stampFiles({ mark, now: later(2) })).rejects.toThrow(
      "the database is older than the uploads: it is as it was on 2026-06-07T18:30:00.000Z",
    );
    expect(await mark.read()).toEqual(before);
  });

  it("files that are gone, of another installation, or beside an empty database are noticed", async () => {
    await stampFiles({ mark, now });
    await db().update(installations).set({ id: newId() });
    expect(await strangeFiles(mark)).toContain("those of another installation");
    await db().delete(installations);
    expect(await strangeFiles(mark)).toContain("this one is new");
    lose();
    await stampFiles({ mark, now });
    lose();
    expect(await strangeFiles(mark)).toContain("Is their disk mounted?");
  });

  it("a restore that has not come to its end is named", async () => {
    await stampFiles({ mark, now });
    await mark.write({ ...(await mark.read())!, restoring: "/backups/20260607-183000" });
    expect(await strangeFiles(mark)).toContain("npm run restore /backups/20260607-183000");
  });

  it("somebody may say that they belong together all the same", async () => {
    await stampFiles({ mark, now: later(24) });
    await databaseAsOf(now);
    await acceptFiles({ mark, now: later(30) });
    expect(await strangeFiles(mark)).toBeUndefined();
    await stampFiles({ mark, now: later(48) });
    expect(await strangeFiles(mark)).toBeUndefined();
  });
});

it("what is no sign of ours is not taken for one", async () => {
  const folder = mkdtempSync(join(tmpdir(), "setrip-mark-"));
  writeFileSync(join(folder, "installation.json"), "{}");
  await expect(strangeFiles(diskMark(folder))).rejects.toThrow("is not what SeTrip has written there");
});

it("after a database was put back, what came since stays for a month, and older orphans go", async () => {
  const folder = mkdtempSync(join(tmpdir(), "setrip-kept-"));
  const [photos, papers] = [diskPhotos(join(folder, "trips")), diskPrivateFiles(join(folder, "private"))];
  const mark = diskMark(folder);
  await stampFiles({ mark, now });
  for (const [name, at] of [
    ["ana-old.webp", later(-72)],
    ["ana-new.webp", later(1)],
  ] as const) {
    await photos.save(name, Buffer.from("photo"), at);
    await papers.save(name, Buffer.from("paper"), at);
  }
  await stampFiles({ mark, now: later(2) });
  await databaseAsOf(now);
  await acceptFiles({ mark, now: later(3) });
  const left = async (at: Date) => {
    await cleanUpTripImages({ ...sweepAt(at), storage: photos });
    await removeUnownedPapers({ ...sweepAt(at), files: papers });
    return ["trips", "private"].map((name) => readdirSync(join(folder, name)));
  };
  expect(await left(later(29 * 24))).toEqual([["ana-new.webp"], ["ana-new.webp"]]);
  expect(await left(later(31 * 24))).toEqual([[], []]);
});

describe("beside the files of a later database", () => {
  const orphan = () => join(uploadsFolder(), "trips", "ana-orphan.webp");
  beforeEach(async () => {
    vi.stubEnv("S3_BUCKET", "");
    rmSync(uploadsFolder(), { recursive: true, force: true });
    await stampFiles({ mark: filesMark(), now });
    await diskPhotos(join(uploadsFolder(), "trips")).save("ana-orphan.webp", Buffer.from("photo"), later(-240));
    await stampFiles({ mark: filesMark(), now: later(1) });
    await databaseAsOf(now);
  });

  it.each(["cleanup-trip-images", "prune", "check-stored-files"])("%s fails before it removes any", async (name) => {
    const job = jobs.find((each) => each.name === name)!;
    await expect(job.run({ ...sweepAt(later(24)) } as never)).rejects.toThrow("Nothing was done, because");
    expect(existsSync(orphan())).toBe(true);
  });

  it("readiness says so", async () => {
    const { readiness } = await import("#health/readiness.ts");
    expect((await readiness()).dataFolder).toContain("the database is older than the uploads");
    expect(readFileSync(join(uploadsFolder(), "installation.json"), "utf8")).toContain("2026-06-07T19:30:00.000Z");
  });
});
