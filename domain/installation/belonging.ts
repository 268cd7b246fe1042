import { sql } from "drizzle-orm";
import { newId } from "#db/columns.ts";
import { type Database, db, type Transaction } from "#db/connection.ts";
import { isDiskFull } from "#gateways/storage/disk-files.ts";
import type { FilesMark, FilesMarkStore } from "#gateways/storage/files-mark.ts";
import { limits } from "#limits.ts";
import { installations } from "./schema.ts";

/**
 * Whether the database and the uploads belong together. Both carry the same sign: which installation they are, and when
 * they were last signed. The database is signed first, so the files never know of a later signature than it, unless
 * somebody put an older database beside them: then whatever came since would look like an orphan, and be removed.
 */

/** The database and the files do not belong together; the message says why, and what mends it. */
export class FilesOfAnotherDatabaseError extends Error {
  override name = "FilesOfAnotherDatabaseError";
}

type Installation = typeof installations.$inferSelect;

const accepting =
  "Put back what belongs together (npm run restore), or say that they do: npm run restore -- --accept-files";

/** Why the files beside the database are not its own, in a sentence; undefined where all is well. Asks, changes nothing. */
export async function strangeFiles(mark: FilesMarkStore): Promise<string | undefined> {
  // First the files: what is signed in between makes the database newer, which is fine.
  const ofFiles = await mark.read();
  const row = await installation(db());
  // Their first signature may have come in between as well.
  return misfit(row, ofFiles ?? (row && (await mark.read())));
}

/** When a database was last signed whose files have no signature yet: one that was killed at its first leaves it so. */
const never = new Date(0);

/** The row of the database, or nothing before its first start. */
export async function installation(database: Database | Transaction): Promise<Installation | undefined> {
  const [row] = await database.select().from(installations);
  return row;
}

/** What is wrong with the two signs side by side. */
export function misfit(
  row: Pick<Installation, "id" | "stampedAt"> | undefined,
  mark: FilesMark | undefined,
): string | undefined {
  if (!mark && (!row || row.stampedAt.getTime() === never.getTime())) return undefined;
  if (mark?.restoring)
    return `a restore of ${mark.restoring} was begun here and has not come to its end: npm run restore ${mark.restoring}`;
  if (!mark)
    return `the uploads are not those of this database: they have no installation.json, which it has put there. Is their disk mounted? ${accepting}`;
  if (!row)
    return `the uploads are those of another database, and this one is new: does DATABASE_URL lead to the right one? ${accepting}`;
  if (row.id !== mark.installation)
    return `the uploads are those of another installation: do DATABASE_URL and SETRIP_DATA_DIR belong together? ${accepting}`;
  if (Date.parse(mark.stampedAt) > row.stampedAt.getTime())
    return `the database is older than the uploads: it is as it was on ${row.stampedAt.toISOString()}, they were last used on ${mark.stampedAt}. Photos that came since would be taken for orphans. ${accepting}`;
  return undefined;
}

/**
 * Signs both anew, after a look whether they belong together. Every job that removes files calls this before it does, and
 * each process at its start. Throws a {@link FilesOfAnotherDatabaseError} where they do not, and signs nothing. On a
 * full disk only the database is signed.
 */
export async function stampFiles({ mark, now }: { mark: FilesMarkStore; now: Date }): Promise<void> {
  const strange = await strangeFiles(mark);
  if (strange) throw new FilesOfAnotherDatabaseError(`Nothing was done, because ${strange}`);
  await sign({ mark, now });
}

/**
 * Says that they belong together, on the word of a person. What is younger than the database's last signature stays for
 * some time, also where no row names it. Returns until when.
 */
export async function acceptFiles({ mark, now }: { mark: FilesMarkStore; now: Date }): Promise<Date> {
  const row = await installation(db());
  const until = new Date(now.getTime() + limits.backup.newerFilesKeptMs);
  await sign({ mark, now });
  await db()
    .update(installations)
    .set({ filesKeptSince: row?.stampedAt ?? new Date(0), filesKeptUntil: until });
  return until;
}

/** Keeps that a backup was made, so that everybody can tell its age without asking the disk on which it lies. */
export async function recordBackup(takenAt: Date): Promise<void> {
  await db().update(installations).set({ lastBackupAt: takenAt });
}

/** As of when the newest backup is; null before the first. */
export async function lastBackup(): Promise<Date | null> {
  return (await installation(db()))?.lastBackupAt ?? null;
}

/** The database first. A clock that went back makes no signature older than the one before. */
async function sign({ mark, now }: { mark: FilesMarkStore; now: Date }): Promise<void> {
  await db().insert(installations).values({ id: newId(), stampedAt: never }).onConflictDoNothing();
  const row = await installation(db());
  // Nobody takes the files for lost before they have had a signature.
  if (row?.stampedAt.getTime() === never.getTime())
    await mark.write({ installation: row.id, stampedAt: never.toISOString() });
  const { rows } = await db().execute<{ id: string; stampedAt: string }>(sql`
    update ${installations} set "stampedAt" =
      greatest(${now.toISOString()}, ${installations.stampedAt} + interval '1 millisecond')
    returning "id", to_char("stampedAt" at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "stampedAt"`);
  await mark.write({ installation: rows[0]!.id, stampedAt: rows[0]!.stampedAt }).catch((error: unknown) => {
    // Both belonged together a moment ago, and files that know of an earlier signature do so still: what makes room goes on.
    if (!isDiskFull(error)) throw error;
  });
}

/**
 * Of files that no row names, only those go that were last changed before this: `ageMs` ago, or earlier where the database
 * was put back to an earlier moment.
 */
export async function removableBefore({ now, ageMs }: { now: Date; ageMs: number }): Promise<Date> {
  const old = new Date(now.getTime() - ageMs);
  const { filesKeptSince, filesKeptUntil } = (await installation(db())) ?? {};
  if (!filesKeptSince || !filesKeptUntil || filesKeptUntil <= now || filesKeptSince >= old) return old;
  return filesKeptSince;
}
