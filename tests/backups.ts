import { randomBytes } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterAll, afterEach, inject } from "vitest";
import { newId } from "#db/columns.ts";
import { databaseUrl, db, pool } from "#db/connection.ts";
import { migrate } from "#db/migrate.ts";
import { type BackupMade, type BackupWork, makeBackup } from "#domain/backups/backup.ts";
import { type Restored, type RestoreWork, restoreBackup } from "#domain/backups/restore.ts";
import { tripImages } from "#domain/trips/schema.ts";
import { diskPhotos } from "#gateways/storage/disk.ts";
import { diskPrivateFiles } from "#gateways/storage/disk-private.ts";
import { diskMark } from "#gateways/storage/files-mark.ts";
import { givenBooking, givenTrip, madeAt } from "./rows.ts";
import { withConnection } from "./with-connection.ts";

/** A data folder with its stores. */
export type Place = {
  folder: string;
  uploads: string;
  stores: BackupWork["stores"];
};

/** A file that is a WebP as far as its container goes, with something in it. */
export function webpOf(content: string | Buffer): Buffer {
  const head = Buffer.from("RIFF\0\0\0\0WEBP", "latin1");
  head.writeUInt32LE(head.length + Buffer.byteLength(content) - 8, 4);
  return Buffer.concat([head, Buffer.from(content)]);
}

/** The evening of the tests, and so many hours after it. */
export const backupAt = (hours: number): Date => new Date(Date.UTC(2026, 5, 7, 18) + hours * 3_600_000);

/** A new data folder, empty. */
export function newPlace(): Place {
  const folder = mkdtempSync(join(tmpdir(), "setrip-backup-"));
  const uploads = join(folder, "uploads");
  const stores = {
    photos: diskPhotos(join(uploads, "trips")),
    papers: diskPrivateFiles(join(uploads, "private")),
    mark: diskMark(uploads),
  };
  return { folder, uploads, stores };
}

/** Backs the test's own database and the uploads of `home` up into `backups`, so many hours after that evening. */
export function backUp(
  { home, backups, hours }: { home: Place; backups: string; hours: number },
  changes: Partial<BackupWork> = {},
): Promise<BackupMade> {
  return makeBackup({
    databaseUrl: databaseUrl(),
    stores: home.stores,
    dataDir: home.folder,
    place: { folder: backups, isDefault: false },
    recipients: [],
    release: "20260607-100000-abcdef0",
    now: backupAt(hours),
    signal: new AbortController().signal,
    beat: async () => true,
    note: () => {},
    ...changes,
  });
}

/** Puts a backup into the database at `url` and into `to`. */
export function putBack(
  { backup, url, to }: { backup: string; url: string; to: Place },
  changes: Partial<RestoreWork> = {},
): Promise<Restored> {
  return restoreBackup({
    backup,
    identity: undefined,
    databaseUrl: url,
    stores: to.stores,
    dataDir: to.folder,
    uploads: to.uploads,
    replace: false,
    now: backupAt(100),
    signal: new AbortController().signal,
    say: () => {},
    makeTables: (upTo) => migrate(url, { upTo }),
    migrateUp: () => migrate(url, {}),
    ...changes,
  });
}

/** Gives a function that makes an empty database, as `createdb` does; each goes after its test. */
export function emptyDatabases(): () => Promise<string> {
  const admin = new pg.Client({ connectionString: inject("postgresUrl") });
  const connected = admin.connect();
  const made: string[] = [];
  afterEach(async () => {
    for (const name of made.splice(0)) await admin.query(`drop database ${name} with (force)`);
  });
  afterAll(() => admin.end());
  return async () => {
    await connected;
    const name = `restored_${randomBytes(6).toString("hex")}`;
    await admin.query(`create database ${name}`);
    made.push(name);
    const url = new URL(databaseUrl());
    url.pathname = `/${name}`;
    return url.href;
  };
}

/** Every row of every table as text, but the one that says which installation it is. */
export function everyRow(url: string): Promise<Record<string, string[]>> {
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

/** Every upload with its bytes and when it was changed. */
export function everyUpload(uploads: string): Record<string, [string, number]> {
  return Object.fromEntries(
    ["trips", "private"].flatMap((folder) =>
      readdirSync(join(uploads, folder))
        .filter((name) => !name.startsWith("."))
        .map((name) => {
          const path = join(uploads, folder, name);
          return [`${folder}/${name}`, [readFileSync(path).toString("hex"), statSync(path).mtimeMs]];
        }),
    ),
  );
}

/** Two bookings with money, a photo in its widths, and a proof, in the test's own database and in `home`. */
export async function givenBackedUpMarket(home: Place): Promise<void> {
  const trip = await givenTrip();
  await givenBooking({ trip, proofPath: "ana-2.webp" });
  await givenBooking({ trip });
  // The organizer's identity card is the same picture, so that every name has its file.
  await pool().query(`update "OrganizerProfile" set "idDocPath" = 'ana-2.webp'`);
  for (const name of ["ana-1.webp", "ana-1.480.webp"])
    await home.stores.photos.save(name, webpOf(randomBytes(2_988)), madeAt);
  await db()
    .insert(tripImages)
    .values({ id: newId(), tripId: trip.id, path: "ana-1.webp", position: 0, createdAt: madeAt, updatedAt: madeAt });
  await home.stores.papers.save("ana-2.webp", webpOf(randomBytes(150_000)), madeAt);
  writeFileSync(join(home.folder, "actions-key"), "the key of the actions", { mode: 0o600 });
}
