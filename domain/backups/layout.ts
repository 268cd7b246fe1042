import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { limits } from "#limits.ts";

/**
 * What a backup is: a folder of its own, named after the moment at which it was begun, with everything in it.
 *
 * - `backup.json`: what it is, small and never encrypted, with a checksum of its own; without it a folder is no backup
 * - `contents.jsonl`: each other file with its size and hash, a line each
 * - `figures.json`: rows of each table, the money, what rows name; the restored database is compared with it
 * - `database/`: `setrip.dump` of `pg_dump`, or a file a table
 * - `uploads/trips/`, `uploads/private/`: the files; one that the backup before has already is a hard link to it
 * - `kept/`: the data folder's own small files, such as the key of the server actions
 *
 * In an encrypted one all but the first two end in `.age`.
 */

/** The number of this layout; a newer one is refused. */
export const layoutVersion = 1;

/** What `backup.json` says. Moments are ISO 8601. */
export type BackupSummary = {
  layout: number;
  /** The moment as of which the database is. */
  takenAt: string;
  /** When all of it was written and checked. */
  finishedAt: string;
  installation: string;
  /** Who made it; null where nobody deployed that folder. */
  release: string | null;
  /** Migrations of SeTrip that its database had seen. */
  migrations: number;
  database: "pg_dump" | "tables";
  /** To whom it is encrypted, as age recipients; empty where it is not. */
  recipients: string[];
  /** How many uploads it holds, and how many more the database names that were not there, with the first of them. */
  uploads: number;
  missing: number;
  missingNames: string[];
  /** All files together, linked ones too. */
  bytes: number;
  /** SHA-256 of `contents.jsonl`. */
  contents: string;
};

/** A file of a backup. */
export type StoredPart = {
  /** Where it lies in the backup, with `.age` where it is encrypted. */
  path: string;
  bytes: number;
  /** SHA-256 of what lies there. */
  sha256: string;
  /** Its size before it was encrypted. */
  plainBytes: number;
  /** When an upload was last changed. */
  modifiedAt?: string;
  /** An upload of which the store gave no complete picture: the next backup asks for it again. */
  damaged?: true;
};

/** A whole backup in a folder of backups. */
export type Backup = BackupSummary & { name: string; folder: string };

/** A folder that should be a backup and is none; the message says what is wrong with it. */
export class NoBackupError extends Error {
  override name = "NoBackupError";
}

/** `20261130-184500` */
export function backupName(at: Date): string {
  return at.toISOString().slice(0, 19).replace(/[-:]/g, "").replace("T", "-");
}

/** The folder in which an installation's backup is made; it gets its own name once it is whole. */
export function halfName(installation: string): string {
  return `.half-${installation}`;
}

/** The name under which an installation's old backup is removed, so that one that is half gone is none. */
export function goneName(installation: string, name: string): string {
  return `.gone-${installation}-${name}`;
}

/** All whole backups, oldest first; none where there is no such folder. What a killed one left is not among them. */
export function backupsIn(folder: string): Backup[] {
  return namesIn(folder)
    .filter((name) => /^\d{8}-\d{6}$/.test(name))
    .sort()
    .flatMap((name) => {
      try {
        return [readBackup(join(folder, name))];
      } catch {
        return [];
      }
    });
}

/**
 * The newest of these, which are given oldest first. One of the future was named by a clock that was ahead, and counts only
 * where there is no other: it would be the newest for as long.
 */
export function newestOf<One extends Pick<Backup, "takenAt">>(backups: readonly One[], now: Date): One | undefined {
  return backups.findLast((backup) => !isOfFuture(backup, now)) ?? backups.at(-1);
}

/** Whether no clock that is right can have named it, however little two clocks differ. */
export function isOfFuture({ takenAt }: Pick<Backup, "takenAt">, now: Date): boolean {
  return Date.parse(takenAt) - now.getTime() > limits.backup.mostAheadMs;
}

/** How old a backup is. Of one of the future nobody knows: it counts as old as it is far. */
export function ageOfBackup(takenAt: Date, now: Date): number {
  const ageMs = now.getTime() - takenAt.getTime();
  return ageMs < -limits.backup.mostAheadMs ? -ageMs : ageMs;
}

/** What killed backups of this installation have left; another's may be under way. */
export function leftoversIn(folder: string, installation: string): string[] {
  const isOurs = (name: string) => name === halfName(installation) || name.startsWith(goneName(installation, ""));
  return namesIn(folder).filter(isOurs);
}

/** What stands in `backup.json`. */
export function summaryText(summary: BackupSummary): string {
  return JSON.stringify({ ...summary, checksum: checksumOf(summary) }, undefined, 2);
}

/** Of its values, however they are written. */
function checksumOf(summary: object): string {
  return createHash("sha256").update(JSON.stringify(summary)).digest("hex");
}

/** What a folder says of itself. Throws {@link NoBackupError}. */
export function readBackup(folder: string): Backup {
  const { checksum, ...summary } = readSummary(folder);
  if (!Number.isInteger(summary.layout) || !Number.isFinite(Date.parse(summary.takenAt)))
    throw new NoBackupError(`${folder} is no backup: backup.json is not what SeTrip writes`);
  if (summary.layout > layoutVersion)
    throw new NoBackupError(
      `${folder} was made by a newer release (${summary.release ?? "unknown"}) in a layout that this one does not know: restore it with that release`,
    );
  // One byte more in the name of the checksum itself changes nothing else.
  if (checksum !== undefined && checksum !== checksumOf(summary))
    throw new NoBackupError(`${folder}: backup.json has been changed since the backup was made`);
  return { ...summary, folder, name: basename(folder) };
}

function readSummary(folder: string): BackupSummary & { checksum?: string } {
  let text: string;
  try {
    text = readFileSync(join(folder, "backup.json"), "utf8");
  } catch (error) {
    throw new NoBackupError(`${folder} is no backup: ${whyUnread(folder, error as NodeJS.ErrnoException)}`);
  }
  try {
    return Object(JSON.parse(text)) as BackupSummary;
  } catch {
    throw new NoBackupError(`${folder}: backup.json has been changed since the backup was made`);
  }
}

/** The usual slips: a name that is mistyped, the folder above, one that was killed. */
function whyUnread(folder: string, { code }: NodeJS.ErrnoException): string {
  if (code === "ENOTDIR") return "it is a file, and a backup is a folder";
  if (code !== "ENOENT") return `backup.json cannot be read (${code})`;
  if (!existsSync(folder)) return "there is no such folder";
  const inside = backupsIn(folder).at(-1)?.folder;
  return inside ? `backups lie in it. Name one of them, such as ${inside}` : "it has no backup.json";
}

/** Each file of a backup. Throws {@link NoBackupError} where the list is not the one that the backup was finished with. */
export function readContents({ folder, contents }: Pick<Backup, "folder" | "contents">): StoredPart[] {
  let text: string;
  try {
    text = readFileSync(join(folder, "contents.jsonl"), "utf8");
  } catch (error) {
    throw new NoBackupError(`${folder}: contents.jsonl cannot be read (${(error as NodeJS.ErrnoException).code})`);
  }
  if (createHash("sha256").update(text).digest("hex") !== contents)
    throw new NoBackupError(`${folder}: contents.jsonl has been changed since the backup was made`);
  return text
    .split("\n")
    .filter(Boolean)
    .map((line) => JSON.parse(line) as StoredPart);
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
