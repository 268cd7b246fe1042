import { existsSync, renameSync, statfsSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { pipeline } from "node:stream/promises";
import type pg from "pg";
import { BeforeBaselineError, baseline, knownMigrations } from "#db/migrate.ts";
import { majorOf, startRestore } from "#db/transfer/programs.ts";
import { aloneOnDatabase, connectForTransfer, setSequence, soonTrue, writeTable } from "#db/transfer/snapshot.ts";
import { nameOf, tablesOf } from "#db/transfer/tables.ts";
import { asRestore, beginRestore, connectedApps, restoringSchema, targetState } from "#db/transfer/target.ts";
import type { FilesMarkStore } from "#gateways/storage/files-mark.ts";
import { limits } from "#limits.ts";
import { dumpPath, tablePath } from "./database-part.ts";
import { type Figures, readFigures, tableDifferences, type UploadFolder } from "./figures.ts";
import { backupName } from "./layout.ts";
import { BackupReader } from "./reader.ts";
import { listUploads, type UploadStores } from "./uploads.ts";

/** What is put back, and where. */
export type RestoreWork = {
  /** The backup's folder. */
  backup: string;
  /** A file with the private key, for an encrypted backup. */
  identity: string | undefined;
  databaseUrl: string;
  stores: UploadStores & { mark: FilesMarkStore };
  dataDir: string;
  /** Where uploads are on this disk; undefined in a bucket. */
  uploads: string | undefined;
  /** Whether a database and uploads that are there already may be put aside. */
  replace: boolean;
  now: Date;
  signal: AbortSignal;
  say: (line: string) => void;
  /** Told once something here is touched: from then on nobody serves it until a restore has come to its end. */
  begun?: () => void;
  /** Makes the tables as they were after so many migrations. */
  makeTables: (migrations: number) => Promise<void>;
  /** Brings the tables up to what this release needs. */
  migrateUp: () => Promise<void>;
};

/** What was put back. `aside` says where what was there before lies now. */
export type Restored = { takenAt: string; rows: number; uploads: number; bankRupiah: number; aside: string[] };

/** A backup cannot be put back here; the message says why. What serves was not touched, unless it says so. */
export class RestoreError extends Error {
  override name = "RestoreError";
}

/**
 * Puts a backup into the database and the store of this environment, and compares all of it with what the backup says:
 * each file's hash before anything is touched, then rows, money and named files. Only then does the app start on it: until
 * its last step the database carries a sign, and so do the files. Safe to kill and to repeat: it begins anew. Throws
 * {@link RestoreError} or a `NoBackupError`.
 */
export async function restoreBackup(work: RestoreWork): Promise<Restored> {
  const reader = BackupReader.open(work.backup, work.identity);
  const { backup } = reader;
  if (backup.migrations > knownMigrations())
    throw new RestoreError(
      `This backup was made by a newer release (${backup.release ?? `with ${backup.migrations} migrations`}), whose tables this one does not know: restore it with that release or a newer one`,
    );
  if (backup.migrations < baseline()) throw new RestoreError(new BeforeBaselineError(backup.migrations).message);
  // A wrong key is told before an hour of reading.
  await reader.figures();
  work.say(`Checking ${reader.parts.length} files of ${backup.name} …`);
  await reader.check(work.signal);
  const figures = await reader.figures();
  if (backup.database === "pg_dump" && (await majorOf("pg_restore")) === undefined)
    throw new RestoreError(
      "This backup was made with pg_dump, and there is no pg_restore here: sudo apt-get install postgresql-client",
    );
  const alone = () => asRestore(() => restoreAlone(work, { reader, figures }));
  const restored = await aloneOnDatabase(work.databaseUrl, alone, { closed: true });
  if (restored === "busy")
    throw new RestoreError("A backup, another restore or a start of the app on this database is under way");
  return restored;
}

type Reading = { reader: BackupReader; figures: Figures };

async function restoreAlone(work: RestoreWork, { reader, figures }: Reading): Promise<Restored> {
  const client = await connectForTransfer(work.databaseUrl);
  try {
    await client.query("set statement_timeout = 0");
    const state = await checkDatabase(client, work);
    const isOurs = await checkUploads(work, { reader, state });
    checkRoom(work, reader);
    work.begun?.();
    const schemas = await beginRestore(client, { state, name: backupName(work.now) });
    const folders = isOurs ? [] : putUploadsAside(work);
    await work.stores.mark.write({ ...signOf(work, reader), restoring: reader.backup.folder });
    await keepSmallFiles(work, reader);
    work.say("Putting the uploads back …");
    const uploads = await saveUploads(work, reader);
    work.say("Putting the database back …");
    await fillDatabase(work, { client, reader, figures });
    await work.migrateUp();
    work.say("Comparing rows, money and files with the backup …");
    const bankRupiah = await compareMoney(client, figures);
    await compareUploads(work, { reader, figures });
    await finish(work, { client, reader });
    const rows = figures.tables.reduce((sum, table) => sum + table.rows, 0);
    return { takenAt: reader.backup.takenAt, rows, uploads, bankRupiah, aside: [...schemas, ...folders] };
  } finally {
    await client.end().catch(() => {});
  }
}

async function checkDatabase(client: pg.Client, { replace }: RestoreWork) {
  const state = await targetState(client);
  if (state === "full" && !replace)
    throw new RestoreError(
      "The database in DATABASE_URL is not empty. Make a new one (createdb setrip_restored) and let DATABASE_URL name it; or say --replace, which puts its tables aside",
    );
  let apps = 0;
  const isAlone = async () => {
    apps = await connectedApps(client);
    return apps === 0;
  };
  if (!(await soonTrue(isAlone)))
    throw new RestoreError(
      `The app runs on this database (${apps} connections): pm2 stop setrip, and take its lines out of the crontab`,
    );
  return state;
}

type Placing = { reader: BackupReader; state: Awaited<ReturnType<typeof targetState>> };

/**
 * Whether what is in the store comes from an attempt that was cut off. No name is ever used twice, so that whatever it has
 * brought is right for this one, too; what only another backup has is an orphan.
 */
async function checkUploads(work: RestoreWork, { reader: { backup }, state }: Placing): Promise<boolean> {
  const mark = await work.stores.mark.read();
  const isCutOff = mark?.restoring !== undefined || (state === "half" && mark?.restored === backup.folder);
  if (isCutOff && mark?.installation === backup.installation) return true;
  const isEmpty = !mark && (await listUploads(work.stores, work.signal).next()).done === true;
  if (isEmpty) return false;
  if (work.replace && work.uploads) return false;
  const where = work.uploads ?? "The bucket in S3_BUCKET";
  const how = work.uploads
    ? "Let SETRIP_DATA_DIR name a new folder; or say --replace, which puts them aside"
    : "Let S3_BUCKET name a new one";
  throw new RestoreError(`${where} has uploads already. ${how}`);
}

/** On the disk of the uploads; how much its database's own disk has left, only that can say. */
function checkRoom({ uploads }: RestoreWork, { parts }: BackupReader): void {
  if (!uploads) return;
  const isThere = (path: string) => existsSync(path);
  const folder = [uploads, dirname(uploads)].find(isThere) ?? "/";
  const bytesThere = (path: string) => statSync(path, { throwIfNoEntry: false })?.size ?? 0;
  let needed = limits.backup.spareBytes;
  for (const { path, plainBytes } of parts)
    if (path.startsWith("uploads/") && bytesThere(join(uploads, path.slice("uploads/".length))) !== plainBytes)
      needed += plainBytes;
  const { bavail, bsize } = statfsSync(folder);
  if (bavail * bsize >= needed) return;
  const inMegabytes = (bytes: number) => `${Math.ceil(bytes / 1e6)} MB`;
  throw new RestoreError(
    `${folder} has ${inMegabytes(bavail * bsize)} free, and the uploads need ${inMegabytes(needed)}. Make room, or let SETRIP_DATA_DIR name a folder on another disk`,
  );
}

function putUploadsAside({ uploads, now }: RestoreWork): string[] {
  if (!uploads || !existsSync(uploads)) return [];
  const aside = `${uploads}-replaced-${backupName(now)}`;
  renameSync(uploads, aside);
  return [aside];
}

/** The data folder's own small files, secrets among them. What is there already stays: a new server may have its own. */
export async function keepSmallFiles({ dataDir }: Pick<RestoreWork, "dataDir">, reader: BackupReader): Promise<void> {
  for (const { name } of reader.below("kept")) {
    const path = join(dataDir, name);
    if (existsSync(path)) continue;
    // Whole or not at all: what is there would stay.
    writeFileSync(`${path}.new`, await reader.bytes(`kept/${name}`), { mode: 0o600, flush: true });
    renameSync(`${path}.new`, path);
  }
}

async function saveUploads({ stores, signal }: RestoreWork, reader: BackupReader): Promise<number> {
  let saved = 0;
  for (const folder of ["trips", "private"] as const)
    for (const { name, part } of reader.below(`uploads/${folder}`)) {
      signal.throwIfAborted();
      const store = storeOf(stores, folder);
      const found = await store.stat(name);
      const modifiedAt = new Date(part.modifiedAt!);
      if (found?.sizeBytes !== part.plainBytes)
        await store.save(name, await reader.bytes(`uploads/${folder}/${name}`), modifiedAt);
      saved += 1;
    }
  return saved;
}

function storeOf({ photos, papers }: UploadStores, folder: UploadFolder) {
  return folder === "trips" ? photos : papers;
}

type Filling = Reading & { client: pg.Client };

/** Either way the rows are all there or none of them. */
async function fillDatabase(work: RestoreWork, { client, reader, figures }: Filling): Promise<void> {
  if (reader.backup.database === "pg_dump") await fillFromDump(work, reader);
  else {
    await work.makeTables(reader.backup.migrations);
    await fillTables(client, { reader, figures });
  }
  const different = tableDifferences(figures.tables, await tablesOf(client));
  if (different.length > 0)
    throw new RestoreError(`The restored database is not what was backed up: ${different.join("; ")}`);
}

async function fillFromDump({ databaseUrl, signal }: RestoreWork, reader: BackupReader): Promise<void> {
  const { output, input, ended } = startRestore(databaseUrl, { signal });
  output.resume();
  const [fed, end] = await Promise.allSettled([pipeline(await reader.stream(dumpPath), input), ended]);
  for (const result of [end, fed]) if (result.status === "rejected") throw result.reason;
}

async function fillTables(client: pg.Client, { reader, figures }: Reading): Promise<void> {
  await client.query("begin");
  try {
    const all = await tablesOf(client);
    await client.query(`truncate ${all.map(nameOf).join(", ")}`);
    // What triggers have written is in the backup already.
    for (const table of all) await client.query(`alter table ${nameOf(table)} disable trigger user`);
    for (const table of figures.tables)
      await pipeline(await reader.stream(tablePath(table)), writeTable(client, table));
    for (const table of all) await client.query(`alter table ${nameOf(table)} enable trigger user`);
    for (const sequence of figures.sequences) await setSequence(client, sequence);
    await client.query("commit");
  } catch (error) {
    await client.query("rollback").catch(() => {});
    throw error;
  }
}

async function compareMoney(client: pg.Client, before: Figures): Promise<number> {
  const { balance, broken } = await readFigures(client);
  if (!balance) throw new RestoreError("The money cannot be read from the restored tables");
  const isSame = !before.balance || JSON.stringify(balance) === JSON.stringify(before.balance);
  const newlyBroken = broken.filter((rule) => !before.broken.includes(rule));
  if (isSame && newlyBroken.length === 0) return balance.bankRupiah;
  throw new RestoreError(
    `The money is not as it was: ${JSON.stringify(balance)} instead of ${JSON.stringify(before.balance)}${newlyBroken.length > 0 ? `; ${newlyBroken.join("; ")}` : ""}`,
  );
}

async function compareUploads({ stores }: RestoreWork, { reader, figures }: Reading): Promise<void> {
  for (const folder of ["trips", "private"] as const) {
    const inBackup = new Map(reader.below(`uploads/${folder}`).map(({ name, part }) => [name, part.plainBytes]));
    for (const name of figures.named[folder].filter((each) => inBackup.has(each))) {
      const found = await storeOf(stores, folder).stat(name);
      if (found?.sizeBytes !== inBackup.get(name)) throw new RestoreError(`${folder}/${name} is not as it was`);
    }
  }
}

/**
 * The files first: until the database has its last statement, its sign keeps everybody away. An attempt that was cut off
 * between the two knows the files by `restored`; the app's first signature forgets it.
 */
async function finish(
  work: RestoreWork,
  { client, reader }: { client: pg.Client; reader: BackupReader },
): Promise<void> {
  const sign = signOf(work, reader);
  await work.stores.mark.write({ ...sign, restored: reader.backup.folder });
  const until = new Date(work.now.getTime() + limits.backup.newerFilesKeptMs);
  await client.query("begin");
  await client.query(`update "Installation" set "stampedAt" = $1, "filesKeptSince" = $2, "filesKeptUntil" = $3`, [
    sign.stampedAt,
    reader.backup.takenAt,
    until,
  ]);
  await client.query(`drop schema ${restoringSchema}`);
  await client.query("commit");
}

function signOf({ now }: RestoreWork, { backup }: BackupReader) {
  // A clock that is behind makes it no older than what the database in the backup says.
  const at = new Date(Math.max(now.getTime(), Date.parse(backup.finishedAt)));
  return { installation: backup.installation, stampedAt: at.toISOString() };
}
