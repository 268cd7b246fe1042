import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, statfsSync, statSync } from "node:fs";
import { rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { sql } from "drizzle-orm";
import type pg from "pg";
import { db } from "#db/connection.ts";
import { aloneOnDatabase, connectForTransfer, inSnapshot } from "#db/transfer/snapshot.ts";
import { knownMissing } from "#domain/files/missing.ts";
import { assertRightStores } from "#domain/files/right-store.ts";
import { installation, recordBackup, stampFiles } from "#domain/installation/belonging.ts";
import type { Sweep } from "#domain/sweep.ts";
import type { FilesMarkStore } from "#gateways/storage/files-mark.ts";
import { limits } from "#limits.ts";
import { writeDatabase } from "./database-part.ts";
import { type Figures, readFigures } from "./figures.ts";
import {
  type Backup,
  type BackupSummary,
  backupName,
  backupsIn,
  goneName,
  halfName,
  layoutVersion,
  leftoversIn,
  newestOf,
  readContents,
  type StoredPart,
  summaryText,
} from "./layout.ts";
import { dispensable } from "./retention.ts";
import { copyNamed, copyUploads, type Damage, newUploadBytes, type UploadStores, uploadPath } from "./uploads.ts";
import { BackupWriter, flushFolder } from "./writer.ts";

/** What a backup is made of, and where. */
export type BackupWork = Pick<Sweep, "now" | "signal" | "beat" | "note"> & {
  databaseUrl: string;
  stores: UploadStores & { mark: FilesMarkStore };
  /** The data folder, whose own small files come along. */
  dataDir: string;
  /** Where backups lie. One that somebody named has to be there; `isDefault` is made. */
  place: { folder: string; isDefault: boolean };
  /** Recipients of age; none leaves it unencrypted. */
  recipients: readonly string[];
  release: string | undefined;
};

/**
 * What was made; `removed` are the names of older ones that went. `incomplete` counts the uploads that it lacks or has
 * damaged, without those that were known before to be gone.
 */
export type BackupMade = Pick<BackupSummary, "database" | "uploads" | "missing" | "bytes"> & {
  name: string;
  encrypted: boolean;
  incomplete: number;
  removed: string[];
};

/** A backup cannot be made; the message says why, and what to do. Nothing was left that looks like one. */
export class BackupError extends Error {
  override name = "BackupError";
}

/**
 * Makes a backup of database and uploads that belong to one moment, checks it, and only then removes those that are old.
 * It is written under another name and renamed once all of it is on the disk. Uploads are copied before the database is
 * read and again after: so the ones that its rows name are there, also those that somebody replaces in between. Safe to
 * kill: the next one clears away what was half. Throws {@link BackupError}, or what went wrong.
 */
export async function makeBackup(work: BackupWork): Promise<BackupMade> {
  openPlace(work.place);
  const made = await aloneOnDatabase(work.databaseUrl, () => makeAlone(work));
  if (made === "busy") throw new BackupError("Another backup or a restore of this database is under way");
  return made;
}

async function makeAlone(work: BackupWork): Promise<BackupMade> {
  const { folder } = work.place;
  if (!(await hasInstallation())) throw new BackupError(tooOld);
  await stampFiles({ mark: work.stores.mark, now: work.now });
  // Where a store has lost everything, one without any file must not take the place of the good ones.
  await assertRightStores(work.stores);
  const { id } = (await installation(db()))!;
  for (const left of leftoversIn(folder, id)) rmSync(join(folder, left), { recursive: true, force: true });
  const half = join(folder, halfName(id));
  try {
    const { summary, incomplete } = await write(work, { half, installation: id });
    const name = await nameIt(half, work);
    await flushFolder(folder);
    // From now on the database in this backup is older than the files, so that it is noticed beside them.
    await stampFiles({ mark: work.stores.mark, now: work.now });
    await recordBackup(work.now);
    const { database, uploads, missing, bytes } = summary;
    const removed = removeOld(folder, { id, now: work.now });
    return { name, database, encrypted: work.recipients.length > 0, uploads, missing, incomplete, bytes, removed };
  } finally {
    rmSync(half, { recursive: true, force: true });
  }
}

/** It migrates nothing: a database is backed up before a release whose tables may be wrong. */
const tooOld =
  "The database is empty, or of a release before the first one that makes backups: npm run deploy brings it up to date (before that, use pg_dump)";

async function hasInstallation(): Promise<boolean> {
  const { rows } = await db().execute(sql`select to_regclass('"Installation"') is not null as found`);
  return rows[0]!.found === true;
}

/** Gives it the name of its second, or of the next one that no other backup has. */
async function nameIt(half: string, { place: { folder }, now }: BackupWork): Promise<string> {
  for (let atMs = now.getTime(); ; atMs += 1_000) {
    const name = backupName(new Date(atMs));
    try {
      // Another installation may have taken it since: a folder with something in it is never written over.
      if (!existsSync(join(folder, name))) return await rename(half, join(folder, name)).then(() => name);
    } catch (error) {
      if (!["EEXIST", "ENOTEMPTY"].includes((error as NodeJS.ErrnoException).code ?? "")) throw error;
    }
  }
}

type Place = { half: string; installation: string };

type Written = { summary: BackupSummary; incomplete: number };

async function write(work: BackupWork, { half, installation: id }: Place): Promise<Written> {
  const { stores, signal, beat, note, recipients, now } = work;
  const before = partsBefore(work, id);
  const client = await connectForTransfer(work.databaseUrl);
  try {
    await checkRoom(client, { ...work, before });
    mkdirSync(half, { mode: 0o700 });
    const writer = new BackupWriter({ folder: half, recipients, signal });
    const copying = { writer, before, stores, now, signal, beat };
    const damage = [await copyUploads(copying)];
    const { figures, database } = await inSnapshot(client, async (snapshot) => {
      const figures = await readFigures(client);
      const dumping = { url: work.databaseUrl, client, snapshot: snapshot.id, tables: figures.tables };
      return { figures, database: await writeDatabase({ ...dumping, writer, signal, note }) };
    });
    damage.push(await copyUploads(copying), await copyNamed(copying, figures.named));
    const missing = missingOf(figures, writer);
    const found = merged(damage);
    for (const words of inWords(found, missing, before?.folder ?? "")) note(words);
    const known = await knownMissing(missing);
    const incomplete = missing.filter((name) => !known.has(name)).length + found.everywhere.length;
    await writer.writeText("figures.json", JSON.stringify(figures));
    await keepSmallFiles(work.dataDir, writer);
    await writer.verify();
    const contents = writer.parts.map((part) => `${JSON.stringify(part)}\n`).join("");
    const summary: BackupSummary = {
      layout: layoutVersion,
      takenAt: now.toISOString(),
      finishedAt: new Date().toISOString(),
      installation: id,
      release: work.release ?? null,
      migrations: figures.migrations,
      database,
      recipients: [...recipients],
      uploads: writer.parts.filter(({ path }) => path.startsWith("uploads/")).length,
      missing: missing.length,
      missingNames: missing.slice(0, mostNames),
      bytes: writer.parts.reduce((sum, { bytes }) => sum + bytes, 0),
      contents: createHash("sha256").update(contents).digest("hex"),
    };
    const flushed = { mode: 0o600, flush: true } as const;
    await writeFile(join(half, "contents.jsonl"), contents, flushed);
    await writeFile(join(half, "backup.json"), summaryText(summary), flushed);
    await writer.flushFolders();
    return { summary, incomplete };
  } finally {
    await client.end().catch(() => {});
  }
}

const mostNames = 100;

function merged(all: readonly Damage[]): Damage {
  const of = (kind: keyof Damage) => all.flatMap((one) => one[kind]);
  return { inBackup: of("inBackup"), inStore: of("inStore"), everywhere: of("everywhere") };
}

function inWords({ inBackup, inStore, everywhere }: Damage, missing: string[], folder: string): string[] {
  const told = (names: string[], said: string) =>
    names.length > 0 ? [`${names.length} ${said}: ${names.join(", ")}`.slice(0, 1_000)] : [];
  return [
    ...told(inBackup, `files of the backup before (${folder}) were damaged, and were copied anew: look at its disk`),
    ...told(inStore, `uploads are damaged or gone where they were; their copies of ${folder} are kept: copy them back`),
    ...told(everywhere, "uploads are no complete pictures, and there is no other copy of them: look at their store"),
    ...told(missing, "files that rows name were not there"),
  ];
}

const keptFiles = ["actions-key", "generated.env"];

async function keepSmallFiles(dataDir: string, writer: BackupWriter): Promise<void> {
  for (const name of keptFiles) {
    const path = join(dataDir, name);
    if (existsSync(path)) await writer.writeText(`kept/${name}`, readFileSync(path, "utf8"));
  }
}

function missingOf({ named }: Figures, writer: BackupWriter): string[] {
  return (["trips", "private"] as const).flatMap((folder) =>
    named[folder].filter((name) => !writer.has(uploadPath(folder, name))),
  );
}

/** The newest backup of the same installation and for the same people, whose files need no second copy. */
function partsBefore({ place, recipients, now }: BackupWork, id: string) {
  const isAlike = (backup: Backup) => backup.installation === id && String(backup.recipients) === String(recipients);
  const newest = newestOf(backupsIn(place.folder).filter(isAlike), now);
  if (!newest) return undefined;
  try {
    const ending = recipients.length > 0 ? ".age" : "";
    const known = readContents(newest).map((part): [string, StoredPart] => [
      part.path.slice(0, part.path.length - ending.length),
      part,
    ]);
    return { folder: newest.folder, parts: new Map(known) };
  } catch {
    // It has been damaged: then nothing of it is taken over.
    return undefined;
  }
}

function removeOld(folder: string, { id, now }: { id: string; now: Date }): string[] {
  return dispensable(backupsIn(folder), { installation: id, now }).map(({ name }) => {
    const gone = join(folder, goneName(id, name));
    renameSync(join(folder, name), gone);
    rmSync(gone, { recursive: true, force: true });
    return name;
  });
}

function openPlace({ folder, isDefault }: BackupWork["place"]): void {
  if (isDefault) mkdirSync(folder, { recursive: true, mode: 0o700 });
  const found = statSync(folder, { throwIfNoEntry: false });
  if (found && !found.isDirectory()) throw new BackupError(`SETRIP_BACKUP_DIR names ${folder}, which is no folder`);
  if (!found)
    throw new BackupError(
      `SETRIP_BACKUP_DIR names ${folder}, which does not exist. Is its disk mounted? For a new one: sudo install -d -m 700 -o $(whoami) ${folder}`,
    );
}

async function checkRoom(
  client: pg.Client,
  { place, before, stores, signal }: BackupWork & { before: ReturnType<typeof partsBefore> },
): Promise<void> {
  const { rows } = await client.query<{ bytes: string }>("select pg_database_size(current_database()) as bytes");
  const needed = Number(rows[0]!.bytes) + (await newUploadBytes({ before, stores, signal })) + limits.backup.spareBytes;
  const { bavail, bsize } = statfsSync(place.folder);
  if (bavail * bsize >= needed) return;
  const inMegabytes = (bytes: number) => `${Math.ceil(bytes / 1e6)} MB`;
  throw new BackupError(
    `${place.folder} has ${inMegabytes(bavail * bsize)} free, and a backup needs up to ${inMegabytes(needed)}. Make room, or name another disk in SETRIP_BACKUP_DIR`,
  );
}
