import { randomBytes } from "node:crypto";
import { readFile, unlink, writeFile } from "node:fs/promises";
import { join, relative } from "node:path";
import { clock } from "#clock.ts";
import { waitingAtMost } from "#db/bounds.ts";
import { pool } from "#db/connection.ts";
import { wasBusySince } from "#db/lateness.ts";
import { lockedTables } from "#db/locked-tables.ts";
import { appliedMigrations, knownMigrations } from "#db/migrate.ts";
import { missingTables } from "#db/missing-tables.ts";
import { isReadOnly } from "#db/read-only.ts";
import { readOnlySentence, unavailability } from "#db/unavailable.ts";
import { strangeFiles } from "#domain/installation/belonging.ts";
import { env } from "#env.ts";
import { UnreadableMarkError } from "#gateways/storage/files-mark.ts";
import { filesMark } from "#gateways/storage/stores.ts";
import { limits } from "#limits.ts";
import { onceAProcess } from "#once-a-process.ts";
import { Judged, type Look, NotJudged } from "./judged.ts";
import { folderMark, hasLostFiles, uploadFolders } from "./uploads.ts";

/**
 * What this process needs for everything that it does. `/api/health/ready`, the morning page and the start ask here, so
 * that none of them can say that all is well while another knows better.
 */

/** What is looked at. */
export type Need = "database" | "migrations" | "dataFolder" | "cronSecret" | "clock";

/** "ok", or what is wrong in a sentence without any secret. */
export type Readiness = Record<Need, string>;

const ok = "ok";
const nobodyAsked = "nobody could be asked";
const tooLong = `no answer within ${limits.ready.checkMs} ms`;

/** Looks at everything at once. Resolves within `limits.page.readyWithinMs`; never throws. */
export async function readiness(): Promise<Readiness> {
  const { database, dataFolder } = onceAProcess("readiness", () => ({
    database: new Judged({ look: databaseNeeds, isCrowded: databaseAnswersOthers }),
    dataFolder: new Judged({ look: async () => ({ dataFolder: await dataFolderNeed() }), isCrowded: wasBusySince }),
  }));
  const [{ files, ...ofDatabase }, ofDataFolder] = await Promise.all([
    database.find({ database: tooLong, migrations: nobodyAsked, files: ok }),
    dataFolder.find({ dataFolder: tooLong }),
  ]);
  const ofFiles = isWell(ofDataFolder.dataFolder) ? { dataFolder: files } : ofDataFolder;
  return { ...ofDatabase, ...ofFiles, cronSecret: cronSecretNeed(), clock: clockNeed() };
}

/** Whether nothing is wrong. */
export function isReady(found: Readiness): boolean {
  return Object.values(found).every(isWell);
}

/** Whether one thing is as it should be. */
export function isWell(state: string): boolean {
  return state === ok;
}

type DatabaseNeeds = Pick<Readiness, "database" | "migrations"> & { files: string };

/**
 * The database answers through the pool that the pages use, takes writes, keeps no table of ours locked, has every migration of
 * this release and every table that they made, and the uploads on this disk are its own.
 */
async function databaseNeeds(): Promise<DatabaseNeeds> {
  try {
    const [locks, applied, lost, readOnly] = await waitingAtMost(limits.ready.databaseMs, () =>
      Promise.all([
        lockedTables(pool(), limits.ready.lockedMs),
        appliedMigrations(pool()),
        missingTables(pool()),
        isReadOnly(pool()),
      ]),
    );
    const missing = knownMigrations() - applied;
    return {
      database: readOnly ? readOnlySentence : tablesNeed(locks, missing <= 0 ? lost : []),
      migrations: missing <= 0 ? ok : `${missing} of ${knownMigrations()} are missing`,
      files: missing <= 0 && locks.length === 0 ? await filesNeed() : ok,
    };
  } catch (error) {
    const reason = unavailability(error);
    const found = { database: reason?.message ?? "cannot be asked: see the log", migrations: nobodyAsked, files: ok };
    if (reason && reason.kind !== "away") throw new NotJudged(found);
    return found;
  }
}

function tablesNeed(locks: string[], lost: string[]): string {
  if (lost.length > 0) return `${lostTables} ${lost.join(", ")}: restore the backup`;
  return locks.length === 0 ? ok : `locked: ${locks.join("; ")}`;
}

const lostTables = "it has lost the tables";

/** Whether {@link readiness} says of the database that tables are gone. */
export function hasLostTables(state: string): boolean {
  return state.startsWith(lostTables);
}

/**
 * Of a bucket the jobs ask before they remove anything; asking it every second would be too much. A database that does not
 * answer is told of by others.
 */
async function filesNeed(): Promise<string> {
  if (env().S3_BUCKET) return ok;
  try {
    return (await waitingAtMost(limits.ready.databaseMs, () => strangeFiles(filesMark()))) ?? ok;
  } catch (error) {
    return error instanceof UnreadableMarkError ? error.message : ok;
  }
}

/** Where it answers others in the meantime, it is there; where all of them wait for a lock, the process has nothing to do. */
function databaseAnswersOthers(look: Look): boolean {
  return pool().hasAnsweredSince(look.sinceMs) && wasBusySince(look);
}

/**
 * `SETRIP_DATA_DIR` exists, takes a file and gives it back, and so does each folder of uploads in it, which may be another
 * disk and must not have lost what the database names there; nothing is kept in it where there are a database of its own and a bucket.
 */
export async function dataFolderNeed(): Promise<string> {
  const uploads = env().S3_BUCKET ? [] : uploadFolders();
  if (env().DATABASE_URL && uploads.length === 0) return ok;
  const code = await writeErrorCode(env().SETRIP_DATA_DIR);
  if (code !== undefined) return folderErrors[code] ?? `cannot be written to (${code})`;
  // Only now: nobody but the owner makes the folder that they lie in.
  const inside = await Promise.all(uploads.map(uploadsProblem));
  return inside.find((found) => found !== undefined) ?? ok;
}

async function uploadsProblem(folder: ReturnType<typeof uploadFolders>[number]): Promise<string | undefined> {
  const name = relative(env().SETRIP_DATA_DIR, folder.path);
  const cannotWrite = (code: string) =>
    code === "ENOSPC" ? `${name} in it ${folderErrors.ENOSPC}` : `${name} in it cannot be written to (${code})`;
  try {
    if (await hasLostFiles(folder)) return `${name} ${lostFiles} ${join(folder.path, folderMark)}`;
  } catch (error) {
    return cannotWrite(codeOf(error));
  }
  const code = await writeErrorCode(folder.path);
  return code && cannotWrite(code);
}

const lostFiles =
  "in it has lost its files: the database names some, and none of the oldest is there. Mount its disk, or restore the backup; if they are lost for good, make the file";

/** A photo's smallest copy: less than that is no use. */
const probeBytes = 64 * 1024;

/** The code of what keeps a file from being written there; undefined when nothing does. */
async function writeErrorCode(folder: string): Promise<string | undefined> {
  const probe = join(folder, `.ready-${randomBytes(6).toString("hex")}`);
  try {
    // Of nothing a file can be made on a full disk, too.
    await writeFile(probe, Buffer.alloc(probeBytes), { flag: "wx" });
    await readFile(probe);
    return undefined;
  } catch (error) {
    return codeOf(error);
  } finally {
    await unlink(probe).catch(() => {});
  }
}

const codeOf = (error: unknown) => (error as NodeJS.ErrnoException).code ?? "unknown";

const folderErrors: Record<string, string> = {
  ENOENT: "does not exist: make the folder that SETRIP_DATA_DIR names",
  ENOTDIR: "is no folder: SETRIP_DATA_DIR names something else",
  EACCES: "may not be written to by this user",
  EROFS: "is on a disk that is mounted for reading only",
  ENOSPC: "has no space left",
};

/** Why a folder of data cannot be used, for who says it in another language. */
export type FolderCause = "missing" | "no-folder" | "denied" | "read-only" | "full" | "lost" | "strange" | "other";

const causes: Record<string, FolderCause> = {
  ENOENT: "missing",
  ENOTDIR: "no-folder",
  EACCES: "denied",
  EROFS: "read-only",
  ENOSPC: "full",
  EDQUOT: "full",
};

/** The cause in what {@link dataFolderNeed} says. */
export function folderCause(state: string): FolderCause {
  if (state.includes(lostFiles)) return "lost";
  const code =
    Object.keys(folderErrors).find((code) => state.endsWith(folderErrors[code]!)) ?? /\((E\w+)\)$/.exec(state)?.[1];
  return causes[code ?? ""] ?? (/uploads|restore/.test(state) && code === undefined ? "strange" : "other");
}

/** A clock that has leapt holds all that goes by time, see `docs/decisions/0057-a-clock-that-leaps.md`. */
export function clockNeed(): string {
  const leap = clock.leap();
  if (!leap) return ok;
  const [wall, counted] = [leap.wallAt, leap.countedAt].map((at) => `${at.toISOString().slice(0, 19)}Z`);
  return `leapt: it says ${wall} where ${counted} was counted; all jobs are held`;
}

/** Without `CRON_SECRET` every trigger is refused, and the back office stands still. */
export function cronSecretNeed(): string {
  return env().CRON_SECRET ? ok : "CRON_SECRET is not set: every trigger is answered with 500";
}
