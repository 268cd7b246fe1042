import { execFileSync } from "node:child_process";
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { generateIdentity, identityToRecipient } from "age-encryption";
import pg from "pg";
import { beforeEach, describe, expect, it } from "vitest";
import { databaseUrl, db } from "#db/connection.ts";
import { appliedMigrations, baseline, knownMigrations, migrate } from "#db/migrate.ts";
import { restoringSchema } from "#db/transfer/target.ts";
import { fileChecks } from "#domain/files/schema.ts";
import { misfit } from "#domain/installation/belonging.ts";
import { installations } from "#domain/installation/schema.ts";
import {
  backupAt,
  emptyDatabases,
  everyRow,
  everyUpload,
  givenBackedUpMarket,
  backUp as makeOne,
  newPlace,
  type Place,
  putBack,
  webpOf,
} from "#tests/backups.ts";
import { ownDatabase } from "#tests/database.ts";
import { withConnection } from "#tests/with-connection.ts";
import type { BackupWork } from "./backup.ts";
import { backupsIn, goneName, halfName, NoBackupError, readBackup, summaryText } from "./layout.ts";
import type { RestoreWork } from "./restore.ts";
import { dispensable } from "./retention.ts";

ownDatabase();

const emptyDatabase = emptyDatabases();

let home: Place;
let backups: string;
let notes: string[];
beforeEach(async () => {
  await db().delete(installations);
  home = newPlace();
  backups = mkdtempSync(join(tmpdir(), "setrip-backups-"));
  notes = [];
});

const backUp = (hours: number, changes: Partial<BackupWork> = {}) =>
  makeOne({ home, backups, hours }, { note: (message) => void notes.push(message), ...changes });

const restoreTo = (url: string, to: Place, { backup, ...changes }: Partial<RestoreWork> = {}) =>
  putBack({ backup: backup ?? backupsIn(backups).at(-1)!.folder, url, to }, changes);

const givenMarket = () => givenBackedUpMarket(home);

describe.each<[string, boolean]>([
  ["as it is", false],
  ["encrypted", true],
])("a backup %s", (_, isEncrypted) => {
  it("comes back whole: every row, every file, the money, and database and files belong together", async () => {
    await givenMarket();
    const key = await generateIdentity();
    const identity = join(backups, "key.txt");
    writeFileSync(identity, `# created today\n${key}\n`);
    const recipients = isEncrypted ? [await identityToRecipient(key)] : [];
    const result = await backUp(0, { recipients });
    expect(result).toMatchObject({
      encrypted: isEncrypted,
      uploads: 3,
      missing: 0,
      removed: [],
      name: "20260607-180000",
    });
    const to = newPlace();
    const url = await emptyDatabase();
    const restored = await restoreTo(url, to, isEncrypted ? { identity } : {});
    expect(restored).toMatchObject({ uploads: 3, aside: [] });
    expect(await everyRow(url)).toEqual(await everyRow(databaseUrl()));
    expect(everyUpload(to.uploads)).toEqual(everyUpload(home.uploads));
    expect(readFileSync(join(to.folder, "actions-key"), "utf8")).toBe("the key of the actions");
    expect(statSync(join(to.folder, "actions-key")).mode & 0o777).toBe(0o600);
    const { rows } = await withConnection(url, (client) => client.query(`select * from "Installation"`));
    expect(misfit(rows[0], await to.stores.mark.read())).toBeUndefined();
    expect(rows[0].filesKeptSince).toEqual(backupAt(0));
  });

  it("is readable for its owner alone, and shows nothing of the files where it is encrypted", async () => {
    await givenMarket();
    const recipients = isEncrypted ? [await identityToRecipient(await generateIdentity())] : [];
    await backUp(0, { recipients });
    const all = readdirSync(backups, { recursive: true, withFileTypes: true });
    const modes = all.map((entry) => statSync(join(entry.parentPath, entry.name)).mode & 0o777);
    expect(all.map((entry, index) => [entry.name, modes[index] === (entry.isDirectory() ? 0o700 : 0o600)])).toEqual(
      all.map((entry) => [entry.name, true]),
    );
    const readable = all
      .filter((entry) => entry.isFile())
      .map((entry) => readFileSync(join(entry.parentPath, entry.name), "latin1"))
      .filter((text) => /the key of the actions|bankRupiah/.test(text));
    expect(readable).toHaveLength(isEncrypted ? 0 : 2);
  });
});

it("one after the other shares the uploads by hard links, and each is whole by itself", async () => {
  await givenMarket();
  await backUp(0);
  await home.stores.photos.save("ana-3.webp", webpOf("a new one"), backupAt(1));
  await backUp(24);
  const inode = (name: string, path: string) => statSync(join(backups, name, "uploads", path)).ino;
  const [first, second] = ["20260607-180000", "20260608-180000"] as const;
  expect(inode(second, "trips/ana-1.webp")).toBe(inode(first, "trips/ana-1.webp"));
  rmSync(join(backups, first), { recursive: true });
  const to = newPlace();
  expect(await restoreTo(await emptyDatabase(), to)).toMatchObject({ uploads: 4 });
  expect(everyUpload(to.uploads)).toEqual(everyUpload(home.uploads));
});

it("of another key shares nothing with those before", async () => {
  await givenMarket();
  await backUp(0);
  const keys = [await generateIdentity(), await generateIdentity()];
  const identity = join(backups, "key.txt");
  for (const [hours, key] of keys.entries()) await backUp(hours + 1, { recipients: [await identityToRecipient(key)] });
  writeFileSync(identity, keys[0]!);
  await expect(restoreTo(databaseUrl(), home, { identity })).rejects.toThrow("cannot be decrypted with this key");
  await expect(restoreTo(databaseUrl(), home)).rejects.toThrow("Name the file with the private key");
});

it("a file that somebody replaces while it is made is in it, and one that was never there is named", async () => {
  await givenMarket();
  rmSync(join(home.uploads, "trips", "ana-1.webp"));
  const note = (message: string) => {
    notes.push(message);
    // The database is being written: a proof that its rows name goes now.
    if (message.includes("a table at a time")) rmSync(join(home.uploads, "private", "ana-2.webp"));
  };
  expect(await backUp(0, { note })).toMatchObject({ uploads: 2, missing: 1, incomplete: 1 });
  expect(notes).toContain("1 files that rows name were not there: ana-1.webp");
  expect(readBackup(join(backups, "20260607-180000"))).toMatchObject({ missing: 1, missingNames: ["ana-1.webp"] });
});

describe("a store that says less than it has", () => {
  const nothing = async function* () {};
  const silent = () => ({ ...home.stores, photos: { ...home.stores.photos, list: nothing } });

  it("is asked for each file that a row names", async () => {
    await givenMarket();
    expect(await backUp(0, { stores: silent() })).toMatchObject({ uploads: 2, missing: 0, incomplete: 0 });
  });

  it("takes nothing out of the next backup that the one before has", async () => {
    await givenMarket();
    await backUp(0);
    rmSync(join(home.uploads, "trips", "ana-1.webp"));
    expect(await backUp(24)).toMatchObject({ uploads: 3, missing: 0, incomplete: 0 });
    expect(notes).toContainEqual(expect.stringContaining("1 uploads are damaged or gone where they were"));
  });
});

it("what was known to be missing is told by its own watch, and not by every backup", async () => {
  await givenMarket();
  rmSync(join(home.uploads, "trips", "ana-1.webp"));
  expect(await backUp(0)).toMatchObject({ missing: 1, incomplete: 1 });
  const row = { name: "ana-1.webp", kind: "foto", checkedAt: backupAt(1), missingSince: backupAt(1) } as const;
  await db().insert(fileChecks).values(row);
  expect(await backUp(2)).toMatchObject({ missing: 1, incomplete: 0 });
});

it("of a day and of a week the backup that lacks the fewest uploads stays", () => {
  const at = (hours: number, missing: number) => ({
    takenAt: backupAt(hours).toISOString(),
    installation: "one",
    missing,
  });
  const [full, short, newest] = [at(0, 0), at(1, 5), at(100, 0)];
  expect(dispensable([full, short, newest], { installation: "one", now: backupAt(100) })).toEqual([short]);
});

it("a database that is put beside later files is noticed, also one of an hour ago", async () => {
  await givenMarket();
  await backUp(0);
  const url = await emptyDatabase();
  await restoreTo(url, newPlace());
  const { rows } = await withConnection(url, (client) => client.query(`select * from "Installation"`));
  const asInBackup = { id: rows[0].id, stampedAt: backupAt(0) };
  expect(misfit(asInBackup, await home.stores.mark.read())).toContain("the database is older than the uploads");
});

describe("nothing that looks like a backup is left, and what was there stays, when", () => {
  beforeEach(givenMarket);
  const broken = (what: string) => Promise.reject(Object.assign(new Error(what), { code: what }));

  it.each<[string, () => Partial<BackupWork>]>([
    [
      "the disk is full",
      () => ({ stores: { ...home.stores, photos: { ...home.stores.photos, open: () => broken("ENOSPC") } } }),
    ],
    ["it is taken over", () => ({ beat: async () => false })],
    ["it is stopped", () => ({ signal: AbortSignal.abort(new Error("stopped")) })],
    [
      "the files cannot be listed",
      () => ({
        stores: {
          ...home.stores,
          papers: {
            ...home.stores.papers,
            list: () => {
              throw new Error("EIO");
            },
          },
        },
      }),
    ],
  ])("%s", async (_, changes) => {
    await backUp(0);
    await home.stores.photos.save("ana-3.webp", webpOf("a new one"), backupAt(1));
    await expect(backUp(24, changes())).rejects.toThrow();
    expect(readdirSync(backups)).toEqual(["20260607-180000"]);
    await backUp(48);
    expect(readdirSync(backups)).toEqual(["20260607-180000", "20260609-180000"]);
  });

  it("its folder is gone, or there is no room", async ({ skip }) => {
    await expect(backUp(0, { place: { folder: join(backups, "not-mounted"), isDefault: false } })).rejects.toThrow(
      "which does not exist. Is its disk mounted?",
    );
    try {
      execFileSync("mount", ["-t", "tmpfs", "-o", "size=256k", "tmpfs", backups], { stdio: "ignore" });
    } catch {
      skip("only root may mount a small disk");
    }
    try {
      await expect(backUp(0)).rejects.toThrow(/has 1 MB free, and a backup needs up to \d+ MB/);
      expect(readdirSync(backups)).toEqual([]);
    } finally {
      execFileSync("umount", [backups]);
    }
  });

  it("another one is under way: they take turns, or the second one is refused", async () => {
    const both = await Promise.allSettled([backUp(0), backUp(24)]);
    const [done, refused] = [
      both.filter((one) => one.status === "fulfilled"),
      both.filter((one) => one.status === "rejected"),
    ];
    const under = "Another backup or a restore of this database is under way";
    expect(refused.map(({ reason }) => (reason as Error).message)).toEqual(refused.map(() => under));
    expect(done.length).toBeGreaterThan(0);
    expect(backupsIn(backups)).toHaveLength(done.length);
    expect(readdirSync(backups)).toHaveLength(done.length);
  });
});

it("two within one second are both made, each under a name of its own", async () => {
  await givenMarket();
  expect(await backUp(0)).toMatchObject({ name: "20260607-180000" });
  expect(await backUp(0)).toMatchObject({ name: "20260607-180001" });
  expect(readBackup(join(backups, "20260607-180001"))).toMatchObject({ takenAt: backupAt(0).toISOString() });
  // What another installation has begun in the same folder is under way.
  mkdirSync(join(backups, halfName("another")));
  expect(await backUp(0)).toMatchObject({ name: "20260607-180002" });
  expect(readdirSync(backups)).toContain(halfName("another"));
});

it("of each of the last days and weeks the newest stays, and other installations' are nobody's business", async () => {
  const strange = join(backups, "20250101-000000");
  mkdirSync(strange);
  writeFileSync(
    join(strange, "backup.json"),
    JSON.stringify({ layout: 1, takenAt: "2025-01-01T00:00:00Z", installation: "another", recipients: [] }),
  );
  for (const hours of [0, 1, 24, 48]) await backUp(hours);
  // All of two days stay, however many.
  expect(readdirSync(backups)).toHaveLength(5);
  await backUp(96);
  expect(readdirSync(backups)).toEqual([
    "20250101-000000",
    "20260607-190000",
    "20260608-180000",
    "20260609-180000",
    "20260611-180000",
  ]);
});

describe("a restore refuses", () => {
  beforeEach(async () => {
    await givenMarket();
    await backUp(0);
  });
  const folder = () => backupsIn(backups)[0]!.folder;

  it.each<[string, string, () => void]>([
    [
      "a changed file",
      "is not what was written",
      () => writeFileSync(join(folder(), "uploads/trips/ana-1.webp"), Buffer.alloc(3_000)),
    ],
    [
      "a longer one",
      "has 3001 bytes instead of 3000",
      () => appendFileSync(join(folder(), "uploads/trips/ana-1.webp"), "x"),
    ],
    ["one that is gone", "cannot be read (ENOENT)", () => rmSync(join(folder(), "figures.json"))],
    ["a changed list", "contents.jsonl has been changed", () => appendFileSync(join(folder(), "contents.jsonl"), "\n")],
    ["a backup of a newer layout", "made by a newer release", () => changeSummary({ layout: 2 })],
    [
      "one of a newer release",
      "by a newer release (20260607-100000-abcdef0)",
      () => changeSummary({ migrations: 10_000 }),
    ],
    ["one from before the baseline", "has seen 14 of the 21 migrations that", () => changeSummary({ migrations: 14 })],
    ["what is no backup", "is no backup", () => writeFileSync(join(folder(), "backup.json"), "{}")],
  ])("%s, and touches nothing", async (_, why, spoil) => {
    const backup = folder();
    spoil();
    const [url, to] = [await emptyDatabase(), newPlace()];
    const refused = restoreTo(url, to, { backup });
    await expect(refused).rejects.toThrow(why);
    expect(readdirSync(to.folder)).toEqual([]);
    expect(await everyRow(url)).toEqual({});
  });

  it("a database and uploads that are there, unless it may put them aside; nothing of them is lost", async () => {
    const [url, to] = [await emptyDatabase(), newPlace()];
    await restoreTo(url, to);
    await expect(restoreTo(url, newPlace())).rejects.toThrow("The database in DATABASE_URL is not empty");
    await expect(restoreTo(await emptyDatabase(), to)).rejects.toThrow("has uploads already");
    await withConnection(url, (client) => client.query(`update "User" set "name" = 'Ana of today'`));
    const restored = await restoreTo(url, to, { replace: true, now: backupAt(200) });
    expect(restored.aside).toEqual([
      "replaced_20260616_020000_public",
      "replaced_20260616_020000_drizzle",
      `${to.uploads}-replaced-20260616-020000`,
    ]);
    expect(await everyRow(url)).toEqual(await everyRow(databaseUrl()));
    const { rows } = await withConnection(url, (client) =>
      client.query(`select distinct "name" from replaced_20260616_020000_public."User"`),
    );
    expect(rows).toEqual([{ name: "Ana of today" }]);
    expect(everyUpload(restored.aside[2]!)).toEqual(everyUpload(home.uploads));
  });

  it("a database on which the app runs", async () => {
    const url = await emptyDatabase();
    const app = new pg.Client({ connectionString: url, application_name: "setrip" });
    await app.connect();
    await expect(restoreTo(url, newPlace())).rejects.toThrow("The app runs on this database (1 connections)");
    await app.end();
  });

  function changeSummary(changes: object): void {
    const path = join(folder(), "backup.json");
    const { checksum: _, ...summary } = JSON.parse(readFileSync(path, "utf8"));
    writeFileSync(path, summaryText({ ...summary, ...changes }));
  }
});

it("what triggers have written comes back once", async () => {
  await givenMarket();
  await backUp(0);
  const url = await emptyDatabase();
  const makeTables = async (upTo: number) => {
    await migrate(url, { upTo });
    await withConnection(url, (client) =>
      client.query(`create function note() returns trigger language plpgsql as $$
          begin insert into "DoomedPhoto" values (new."id", now()); return new; end $$;
        create trigger note after insert on "User" for each row execute function note()`),
    );
  };
  expect(await restoreTo(url, newPlace(), { makeTables })).toMatchObject({ uploads: 3 });
});

it("an older backup's tables are made as they were, and then brought up to date", async () => {
  const url = await emptyDatabase();
  await migrate(url, { upTo: baseline() });
  const applied = () => withConnection(url, (client) => appliedMigrations(client));
  expect(await applied()).toBe(baseline());
  await migrate(url);
  expect(await applied()).toBe(knownMigrations());
  expect(restoringSchema).toBe("setrip_restoring");
});

it("what is no backup is not listed", () => {
  for (const name of [halfName("some"), goneName("some", "20260607-180000"), "20260607-180000", "notes"])
    mkdirSync(join(backups, name));
  expect(backupsIn(backups)).toEqual([]);
  expect(() => readBackup(join(backups, "20260607-180000"))).toThrow(NoBackupError);
  expect(backupsIn(join(backups, "nowhere"))).toEqual([]);
  expect(existsSync(backups)).toBe(true);
});
