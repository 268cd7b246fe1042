import { AsyncLocalStorage } from "node:async_hooks";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { databaseUrl } from "#db/connection.ts";
import { HalfRestoredError, migrate } from "#db/migrate.ts";
import { BoundedPool } from "#db/pool.ts";
import { unavailability } from "#db/unavailable.ts";
import {
  backUp as backUpOf,
  emptyDatabases,
  everyRow,
  everyUpload,
  givenBackedUpMarket,
  newPlace,
  type Place,
  putBack,
} from "#tests/backups.ts";
import { ownDatabase } from "#tests/database.ts";
import { statementGate } from "#tests/statement-gate.ts";
import { type Typed, typedLines, typedMs } from "#tests/typed.ts";
import { withConnection } from "#tests/with-connection.ts";
import { backupsIn } from "./layout.ts";
import { BackupReader } from "./reader.ts";
import type { RestoreWork } from "./restore.ts";

/**
 * A backup and a restore that end in the middle: killed, stopped, without their database, without room. Whatever is there
 * afterwards is what was there before, or nobody is shown it; and the next one comes to its end.
 */
ownDatabase({ emptied: false });
const emptyDatabase = emptyDatabases();
const type = typedLines();

let home: Place;
let backups: string;
let rows: Awaited<ReturnType<typeof everyRow>>;
beforeAll(async () => {
  home = newPlace();
  backups = mkdtempSync(join(tmpdir(), "setrip-backups-"));
  await givenBackedUpMarket(home);
  await backUp(0);
  rows = await everyRow(databaseUrl());
});

const backUp = (hours: number, changes = {}) => backUpOf({ home, backups, hours }, changes);
/** The one that all are restored from; what typed lines make later has the engine's tables, too. */
const backup = () => join(backups, "20260607-180000");
const restoreTo = (url: string, to: Place, changes: Partial<RestoreWork> = {}) =>
  putBack({ backup: backup(), url, to }, changes);

/** The next restore comes to its end, and then all is as it was backed up. */
async function expectNextIsWhole(url: string, to: Place, changes: Partial<RestoreWork> = {}): Promise<void> {
  expect(await restoreTo(url, to, changes)).toMatchObject({ uploads: 3 });
  expect(await everyRow(url)).toEqual(rows);
  expect(everyUpload(to.uploads)).toEqual(everyUpload(home.uploads));
  await migrate(url);
}

/** What the pages of an app that was not stopped would read. */
async function asTheApp<Result>(url: string, work: (pool: BoundedPool) => Promise<Result>): Promise<Result> {
  const pool = new BoundedPool(url);
  try {
    return await work(pool);
  } finally {
    await pool.end();
  }
}

describe("a restore that fails", () => {
  it.each<[string, (to: Place) => Partial<RestoreWork>]>([
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
  ])("%s keeps everybody away, and the next one is whole", async (_where, cut) => {
    const [url, to] = [await emptyDatabase(), newPlace()];
    await expect(restoreTo(url, to, cut(to))).rejects.toThrow("cut");
    await expect(migrate(url)).rejects.toThrow(HalfRestoredError);
    const asked = asTheApp(url, (pool) => pool.query("select 1"));
    expect(unavailability(await asked.catch((error) => error))?.message).toContain("has not come to its end");
    await expectNextIsWhole(url, to);
  });

  it("may be followed by one of another backup", async () => {
    const [url, to] = [await emptyDatabase(), newPlace()];
    const another = join(backups, (await backUp(-24)).name);
    await expect(restoreTo(url, to, { migrateUp: () => Promise.reject(new Error("cut")) })).rejects.toThrow("cut");
    expect(await putBack({ backup: another, url, to })).toMatchObject({ uploads: 3 });
    expect(await everyRow(url)).toEqual(rows);
  });
});

it("an app that was not stopped is shown nothing while it is put back, and all of it afterwards", async () => {
  const [url, to] = [await emptyDatabase(), newPlace()];
  const count = (pool: BoundedPool) => pool.query(`select count(*)::int as n from "User"`);
  await asTheApp(url, async (pool) => {
    const seen: unknown[] = [];
    // Not as a part of the restore, from whose steps it is called.
    const outside = AsyncLocalStorage.snapshot();
    const look = () =>
      outside(() => count(pool)).then(
        ({ rows: [found] }) => seen.push(found.n),
        (error) => seen.push(unavailability(error)?.kind),
      );
    const looking = async (work: () => Promise<void>) => {
      await look();
      await work();
      await look();
    };
    await restoreTo(url, to, {
      // The files come first: nobody is connected, and nobody gets in.
      stores: {
        ...to.stores,
        papers: { ...to.stores.papers, save: (...file) => looking(() => to.stores.papers.save(...file)) },
      },
      makeTables: (upTo) => looking(() => migrate(url, { upTo })),
      migrateUp: () => looking(() => migrate(url, {})),
    });
    expect(seen).toEqual(new Array(6).fill("away"));
    expect((await count(pool)).rows).toEqual([{ n: rows['public."User"']?.length ?? 0 }]);
  });
});

it("whoever is connected keeps a restore from beginning, and is let in again at once", async () => {
  const [url, to] = [await emptyDatabase(), newPlace()];
  await migrate(url);
  await asTheApp(url, async (pool) => {
    const client = await pool.connect();
    await expect(restoreTo(url, to, { replace: true })).rejects.toThrow("The app runs on this database");
    expect((await client.query("select 1 as one")).rows).toEqual([{ one: 1 }]);
    client.release();
    expect((await pool.query("select 1 as one")).rows).toEqual([{ one: 1 }]);
  });
  await migrate(url);
});

describe("a restore without its database", () => {
  it.each([0.2, 0.5, 0.7, 0.9])(
    "from %s of its way on leaves nothing that serves, and the next one is whole",
    async (share) => {
      const [url, to] = [await emptyDatabase(), newPlace()];
      const gate = await statementGate(url);
      gate.cutAt(Math.ceil(share * (await piecesOfARestore())));
      await expect(throughGate(gate.url, to)).rejects.toThrow();
      await gate.close();
      await expectNothingHalfServes(url);
      await expectNextIsWhole(url, to);
    },
  );
});

/** How many pieces a whole one sends, which is found out once. */
let pieces: number | undefined;
async function piecesOfARestore(): Promise<number> {
  if (pieces !== undefined) return pieces;
  const gate = await statementGate(await emptyDatabase());
  await throughGate(gate.url, newPlace());
  pieces = gate.sent();
  await gate.close();
  return pieces;
}

const throughGate = (url: string, to: Place) =>
  restoreTo(url, to, { makeTables: (upTo) => migrate(url, { upTo }), migrateUp: () => migrate(url, {}) });

/** It is as empty as before, so that the app would begin anew, or closed, or whole. */
async function expectNothingHalfServes(url: string): Promise<void> {
  const started = await migrate(url).then(
    () => "started",
    (error) => error,
  );
  if (started !== "started") return expect(started).toBeInstanceOf(HalfRestoredError);
  const found = await everyRow(url);
  const isNew = Object.entries(found).every(([table, all]) => all.length === 0 || table.startsWith("drizzle."));
  if (!isNew) expect(found).toEqual(rows);
}

describe("a typed restore that is killed", { timeout: typedMs }, () => {
  const environment = (url: string, to: Place) => ({ DATABASE_URL: url, SETRIP_DATA_DIR: to.folder });

  it.each<[NodeJS.Signals, number, boolean]>([
    ["SIGKILL", 0.1, true],
    ["SIGTERM", 0.3, false],
    ["SIGKILL", 0.5, true],
    ["SIGKILL", 0.7, false],
    ["SIGINT", 0.85, true],
    ["SIGKILL", 0.97, false],
  ])(
    "by %s at %s of its way leaves what was there, or nothing that serves (over another installation: %s)",
    async (signal, share, isOver) => {
      const [url, to] = [await emptyDatabase(), newPlace()];
      if (isOver) await givenOlderInstallation(url, to);
      const before = { rows: await everyRow(url), uploads: isOver && everyUpload(to.uploads) };
      const gate = await statementGate(url);
      const held = gate.heldAt(Math.ceil(share * (await piecesTyped(environment))));
      const typed = type(
        "scripts/restore.ts",
        isOver ? [backup(), "--replace"] : [backup()],
        environment(gate.url, to),
      );
      await untilHeld(held, typed, share);
      typed.child.kill(signal);
      const code = await typed.ended;
      await gate.close();
      if (signal === "SIGKILL") expect(share > lastStep ? ["SIGKILL", 0] : ["SIGKILL"]).toContain(code);
      else
        expect([code, typed.output()]).toEqual([signal === "SIGINT" ? 130 : 143, expect.stringContaining("Stopped. ")]);
      if (isOver && JSON.stringify(await everyRow(url)) === JSON.stringify(before.rows))
        expect(everyUpload(to.uploads)).toEqual(before.uploads);
      else await expectNothingHalfServes(url);
      await expectNextIsWhole(url, to, { replace: true });
      if (isOver) await expectKept(url, to, before);
    },
  );

  async function givenOlderInstallation(url: string, to: Place): Promise<void> {
    await restoreTo(url, to);
    await withConnection(url, (client) => client.query(`update "User" set "name" = 'Ana of today'`));
    await to.stores.photos.save("ana-9.webp", Buffer.from("of today"), new Date());
  }

  /** What was there lies aside, all of it. */
  async function expectKept(url: string, to: Place, before: { uploads: unknown }): Promise<void> {
    const names = await withConnection(url, async (client) => {
      const { rows: schemas } = await client.query<{ name: string }>(
        "select nspname as name from pg_namespace where nspname ~ '^replaced_.*_public$'",
      );
      const { rows: people } = await client.query(`select distinct "name" from ${schemas[0]!.name}."User"`);
      return [schemas.length, people];
    });
    expect(names).toEqual([1, [{ name: "Ana of today" }]]);
    const aside = readdirSync(to.folder).filter((name) => name.startsWith("uploads-replaced-"));
    expect(aside.map((name) => everyUpload(join(to.folder, name)))).toEqual([before.uploads]);
  }
});

/** One run may send a few pieces fewer than another, so that the very last of them may never come. */
const lastStep = 0.95;
async function untilHeld(held: Promise<void>, typed: Typed, share: number): Promise<void> {
  const isHeld = await Promise.race([held.then(() => true), typed.ended.then(() => false)]);
  if (!isHeld && share < lastStep) throw new Error(`It ended before: ${typed.output()}`);
}

let typedPieces: number | undefined;
async function piecesTyped(environment: (url: string, to: Place) => Record<string, string>): Promise<number> {
  if (typedPieces !== undefined) return typedPieces;
  const gate = await statementGate(await emptyDatabase());
  const typed = type("scripts/restore.ts", [backup()], environment(gate.url, newPlace()));
  expect([await typed.ended, typed.output()]).toEqual([0, expect.stringContaining("all as in the backup")]);
  typedPieces = gate.sent();
  await gate.close();
  return typedPieces;
}

it.each(["SIGTERM", "SIGKILL"] as const)(
  "a typed backup that is ended by %s, with a database that hangs, takes none that was there, and the next one clears away what it left",
  async (signal) => {
    const before = backupsIn(backups).map(({ name }) => name);
    const gate = await statementGate(databaseUrl());
    const environment = { DATABASE_URL: gate.url, SETRIP_DATA_DIR: home.folder, SETRIP_BACKUP_DIR: backups };
    const typed = type("scripts/backup.ts", [], environment);
    const isHalf = () => readdirSync(backups).some((name) => name.startsWith(".half-"));
    await expect.poll(isHalf, { timeout: typedMs / 2, interval: 5 }).toBe(true);
    gate.hold();
    typed.child.kill(signal);
    expect(await typed.ended).toBe(signal === "SIGKILL" ? "SIGKILL" : 143);
    await gate.close();
    expect(backupsIn(backups).map(({ name }) => name)).toEqual(before);
    for (const { folder } of backupsIn(backups)) await assertComplete(folder);
    const { name } = await backUp(0);
    expect(readdirSync(backups).filter((each) => each.startsWith("."))).toEqual([]);
    await assertComplete(join(backups, name));
  },
  typedMs,
);

async function assertComplete(folder: string): Promise<void> {
  await BackupReader.open(folder, undefined).check(new AbortController().signal);
}

it("any file of a backup that is cut off, or changed by one byte, is found before anything is touched", async () => {
  const files = readdirSync(backup(), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
  const accepted: string[] = [];
  const spoil = async (path: string, spoilt: Buffer) => {
    const bytes = readFileSync(path);
    writeFileSync(path, spoilt);
    const found = await assertComplete(backup()).catch((error) => error);
    if (found?.name !== "NoBackupError") accepted.push(`${path}: ${found}`);
    writeFileSync(path, bytes);
  };
  for (const path of files) {
    const bytes = readFileSync(path);
    // What all else is compared with is tried at many of its bytes.
    const places = dirname(path) === backup() ? [0, 0.1, 0.2, 0.4, 0.6, 0.8, 0.9, 1] : [0.5];
    for (const place of bytes.length > 0 ? places : []) {
      const changed = Buffer.from(bytes);
      changed[Math.floor(place * (bytes.length - 1))]! ^= 1;
      await spoil(path, changed);
    }
    if (bytes.length > 0) await spoil(path, bytes.subarray(0, -1));
    else await spoil(path, Buffer.from("x"));
  }
  expect(accepted).toEqual([]);
  await assertComplete(backup());
});

it("a restore for which there is no room says so before it begins", async ({ skip }) => {
  const [url, to] = [await emptyDatabase(), newPlace()];
  try {
    execFileSync("mount", ["-t", "tmpfs", "-o", "size=256k", "tmpfs", to.folder], { stdio: "ignore" });
  } catch {
    skip("only root may mount a small disk");
  }
  try {
    await expect(restoreTo(url, to)).rejects.toThrow(/has 1 MB free, and the uploads need \d+ MB\. Make room/);
    expect(await everyRow(url)).toEqual({});
  } finally {
    execFileSync("umount", [to.folder]);
  }
});

it("a restore on a disk that fills up meanwhile is told by its name, and the next one is whole", async () => {
  const [url, to] = [await emptyDatabase(), newPlace()];
  const full = () =>
    Promise.reject(Object.assign(new Error("ENOSPC: no space left on device, write"), { code: "ENOSPC" }));
  const stores = { ...to.stores, papers: { ...to.stores.papers, save: full } };
  await expect(restoreTo(url, to, { stores })).rejects.toThrow("no space left");
  await expectNothingHalfServes(url);
  await expectNextIsWhole(url, to);
});
