import { execFileSync } from "node:child_process";
import { randomBytes } from "node:crypto";
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
import { afterAll, afterEach, beforeEach, describe, expect, inject, it } from "vitest";
import { newId } from "#db/columns.ts";
import { databaseUrl, db, pool } from "#db/connection.ts";
import { appliedMigrations, HalfRestoredError, knownMigrations, migrate } from "#db/migrate.ts";
import { restoringSchema } from "#db/transfer/target.ts";
import { tripImages } from "#domain/images/schema.ts";
import { misfit } from "#domain/installation/belonging.ts";
import { installations } from "#domain/installation/schema.ts";
import { diskPhotos } from "#gateways/storage/disk.ts";
import { diskPrivateFiles } from "#gateways/storage/disk-private.ts";
import { diskMark } from "#gateways/storage/files-mark.ts";
import { ownDatabase } from "#tests/database.ts";
import { givenBooking, givenTrip, madeAt } from "#tests/rows.ts";
import { withConnection } from "#tests/with-connection.ts";
import { type BackupWork, makeBackup } from "./backup.ts";
import { backupsIn, NoBackupError, readBackup } from "./layout.ts";
import { type RestoreWork, restoreBackup } from "./restore.ts";

ownDatabase();

const at = (hours: number) => new Date(Date.UTC(2026, 5, 7, 18) + hours * 3_600_000);

/** A data folder with its stores. */
function place() {
  const folder = mkdtempSync(join(tmpdir(), "setrip-backup-"));
  const uploads = join(folder, "uploads");
  const stores = {
    photos: diskPhotos(join(uploads, "trips")),
    papers: diskPrivateFiles(join(uploads, "private")),
    mark: diskMark(uploads),
  };
  return { folder, uploads, stores };
}

let home: ReturnType<typeof place>;
let backups: string;
let notes: string[];
beforeEach(async () => {
  await db().delete(installations);
  home = place();
  backups = mkdtempSync(join(tmpdir(), "setrip-backups-"));
  notes = [];
});

const backUp = (hours: number, changes: Partial<BackupWork> = {}) =>
  makeBackup({
    databaseUrl: databaseUrl(),
    stores: home.stores,
    dataDir: home.folder,
    place: { folder: backups, isDefault: false },
    recipients: [],
    release: "20260607-100000-abcdef0",
    now: at(hours),
    signal: new AbortController().signal,
    beat: async () => true,
    note: (message) => void notes.push(message),
    ...changes,
  });

const admin = new pg.Client({ connectionString: inject("postgresUrl") });
const connected = admin.connect();
const made: string[] = [];
afterEach(async () => {
  for (const name of made.splice(0)) await admin.query(`drop database ${name} with (force)`);
});
afterAll(() => admin.end());

/** An empty database, as `createdb` makes it. */
async function emptyDatabase(): Promise<string> {
  await connected;
  const name = `restored_${randomBytes(6).toString("hex")}`;
  await admin.query(`create database ${name}`);
  made.push(name);
  const url = new URL(databaseUrl());
  url.pathname = `/${name}`;
  return url.href;
}

async function restoreTo(url: string, to: ReturnType<typeof place>, changes: Partial<RestoreWork> = {}) {
  return restoreBackup({
    backup: changes.backup ?? backupsIn(backups).at(-1)!.folder,
    identity: undefined,
    databaseUrl: url,
    stores: to.stores,
    dataDir: to.folder,
    uploads: to.uploads,
    replace: false,
    now: at(100),
    signal: new AbortController().signal,
    say: () => {},
    makeTables: (upTo) => migrate(url, { upTo }),
    migrateUp: () => migrate(url, {}),
    ...changes,
  });
}

/** Every row of every table as text. */
async function everything(url: string): Promise<Record<string, string[]>> {
  return withConnection(url, async (client) => {
    const { rows: tables } = await client.query<{ name: string }>(
      "select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname in ('public', 'drizzle') and tablename <> 'Installation' order by 1",
    );
    const all: Record<string, string[]> = {};
    for (const { name } of tables) {
      const { rows } = await client.query<{ row: string }>(`select t::text as row from ${name} t order by 1`);
      all[name] = rows.map(({ row }) => row);
    }
    return all;
  });
}

/** Two bookings with money, a photo in its widths, and a proof. */
async function givenMarket(): Promise<void> {
  const trip = await givenTrip();
  await givenBooking({ trip, proofPath: "ana-2.webp" });
  await givenBooking({ trip });
  // The organizer's identity card is the same picture, so that every name has its file.
  await pool().query(`update "OrganizerProfile" set "idDocPath" = 'ana-2.webp'`);
  for (const name of ["ana-1.webp", "ana-1.480.webp"]) await home.stores.photos.save(name, randomBytes(3_000), madeAt);
  await db()
    .insert(tripImages)
    .values({ id: newId(), tripId: trip.id, path: "ana-1.webp", position: 0, createdAt: madeAt, updatedAt: madeAt });
  await home.stores.papers.save("ana-2.webp", randomBytes(150_000), madeAt);
  writeFileSync(join(home.folder, "actions-key"), "the key of the actions", { mode: 0o600 });
}

const filesOf = (uploads: string) =>
  Object.fromEntries(
    ["trips", "private"].flatMap((folder) =>
      readdirSync(join(uploads, folder)).map((name) => [
        `${folder}/${name}`,
        [readFileSync(join(uploads, folder, name)).toString("hex"), statSync(join(uploads, folder, name)).mtimeMs],
      ]),
    ),
  );

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
    const to = place();
    const url = await emptyDatabase();
    const restored = await restoreTo(url, to, isEncrypted ? { identity } : {});
    expect(restored).toMatchObject({ uploads: 3, aside: [] });
    expect(await everything(url)).toEqual(await everything(databaseUrl()));
    expect(filesOf(to.uploads)).toEqual(filesOf(home.uploads));
    expect(readFileSync(join(to.folder, "actions-key"), "utf8")).toBe("the key of the actions");
    expect(statSync(join(to.folder, "actions-key")).mode & 0o777).toBe(0o600);
    const { rows } = await withConnection(url, (client) => client.query(`select * from "Installation"`));
    expect(misfit(rows[0], await to.stores.mark.read())).toBeUndefined();
    expect(rows[0].filesKeptSince).toEqual(at(0));
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
  await home.stores.photos.save("ana-3.webp", Buffer.from("a new one"), at(1));
  await backUp(24);
  const inode = (name: string, path: string) => statSync(join(backups, name, "uploads", path)).ino;
  const [first, second] = ["20260607-180000", "20260608-180000"] as const;
  expect(inode(second, "trips/ana-1.webp")).toBe(inode(first, "trips/ana-1.webp"));
  rmSync(join(backups, first), { recursive: true });
  const to = place();
  expect(await restoreTo(await emptyDatabase(), to)).toMatchObject({ uploads: 4 });
  expect(filesOf(to.uploads)).toEqual(filesOf(home.uploads));
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
  expect(await backUp(0, { note })).toMatchObject({ uploads: 2, missing: 1 });
  expect(notes).toContain("1 files that rows name were not there: ana-1.webp");
  expect(readBackup(join(backups, "20260607-180000"))).toMatchObject({ missing: 1, missingNames: ["ana-1.webp"] });
});

it("a database that is put beside later files is noticed, also one of an hour ago", async () => {
  await givenMarket();
  await backUp(0);
  const url = await emptyDatabase();
  await restoreTo(url, place());
  const { rows } = await withConnection(url, (client) => client.query(`select * from "Installation"`));
  const asInBackup = { id: rows[0].id, stampedAt: at(0) };
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
    await home.stores.photos.save("ana-3.webp", Buffer.from("a new one"), at(1));
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
    ["what is no backup", "is no backup", () => writeFileSync(join(folder(), "backup.json"), "{}")],
  ])("%s, and touches nothing", async (_, why, spoil) => {
    const backup = folder();
    spoil();
    const [url, to] = [await emptyDatabase(), place()];
    const refused = restoreTo(url, to, { backup });
    await expect(refused).rejects.toThrow(why);
    expect(readdirSync(to.folder)).toEqual([]);
    expect(await everything(url)).toEqual({});
  });

  it("a database and uploads that are there, unless it may put them aside; nothing of them is lost", async () => {
    const [url, to] = [await emptyDatabase(), place()];
    await restoreTo(url, to);
    await expect(restoreTo(url, place())).rejects.toThrow("The database in DATABASE_URL is not empty");
    await expect(restoreTo(await emptyDatabase(), to)).rejects.toThrow("has uploads already");
    await withConnection(url, (client) => client.query(`update "User" set "name" = 'Ana of today'`));
    const restored = await restoreTo(url, to, { replace: true, now: at(200) });
    expect(restored.aside).toEqual([
      "replaced_20260616_020000_public",
      "replaced_20260616_020000_drizzle",
      `${to.uploads}-replaced-20260616-020000`,
    ]);
    expect(await everything(url)).toEqual(await everything(databaseUrl()));
    const { rows } = await withConnection(url, (client) =>
      client.query(`select distinct "name" from replaced_20260616_020000_public."User"`),
    );
    expect(rows).toEqual([{ name: "Ana of today" }]);
    expect(filesOf(restored.aside[2]!)).toEqual(filesOf(home.uploads));
  });

  it("a database on which the app runs", async () => {
    const url = await emptyDatabase();
    const app = new pg.Client({ connectionString: url, application_name: "setrip" });
    await app.connect();
    await expect(restoreTo(url, place())).rejects.toThrow("The app runs on this database (1 connections)");
    await app.end();
  });

  function changeSummary(changes: object): void {
    const path = join(folder(), "backup.json");
    writeFileSync(path, JSON.stringify({ ...JSON.parse(readFileSync(path, "utf8")), ...changes }));
  }
});

describe("a restore that was cut off", () => {
  beforeEach(async () => {
    await givenMarket();
    await backUp(0);
  });

  it.each<[string, (to: ReturnType<typeof place>, url: string) => Partial<RestoreWork>]>([
    [
      "among the files",
      (to) => ({
        stores: { ...to.stores, papers: { ...to.stores.papers, save: () => Promise.reject(new Error("cut")) } },
      }),
    ],
    ["at the tables", () => ({ makeTables: () => Promise.reject(new Error("cut")) })],
    ["after the rows", () => ({ migrateUp: () => Promise.reject(new Error("cut")) })],
    [
      "at its last step",
      (to) => {
        let writes = 0;
        const write: typeof to.stores.mark.write = async (mark) => {
          await to.stores.mark.write(mark);
          writes += 1;
          if (writes === 2) throw new Error("cut");
        };
        return { stores: { ...to.stores, mark: { ...to.stores.mark, write } } };
      },
    ],
  ])("%s keeps everybody away, and the next one is whole", async (where, cut) => {
    const [url, to] = [await emptyDatabase(), place()];
    await expect(restoreTo(url, to, cut(to, url))).rejects.toThrow("cut");
    await expect(migrate(url)).rejects.toThrow(HalfRestoredError);
    const again = restoreTo(url, to, { replace: where === "at its last step" });
    expect(await again).toMatchObject({ uploads: 3 });
    expect(await everything(url)).toEqual(await everything(databaseUrl()));
    await migrate(url);
  });
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
  expect(await restoreTo(url, place(), { makeTables })).toMatchObject({ uploads: 3 });
});

it("an older backup's tables are made as they were, and then brought up to date", async () => {
  const url = await emptyDatabase();
  await migrate(url, { upTo: 5 });
  const applied = () => withConnection(url, (client) => appliedMigrations(client as unknown as pg.Pool));
  expect(await applied()).toBe(5);
  await migrate(url);
  expect(await applied()).toBe(knownMigrations());
  expect(restoringSchema).toBe("setrip_restoring");
});

it("what is no backup is not listed", () => {
  for (const name of [".half-20260607-180000", "20260607-180000", "notes"]) mkdirSync(join(backups, name));
  expect(backupsIn(backups)).toEqual([]);
  expect(() => readBackup(join(backups, "20260607-180000"))).toThrow(NoBackupError);
  expect(backupsIn(join(backups, "nowhere"))).toEqual([]);
  expect(existsSync(backups)).toBe(true);
});
