import { clock } from "#clock.ts";
import { asJob } from "#db/bounds.ts";
import { disconnect } from "#db/connection.ts";
import { makeBackup } from "#domain/backups/backup.ts";
import { backupsIn } from "#domain/backups/layout.ts";
import { backupPlace, backupSettings } from "#domain/backups/settings.ts";
import { environmentSources } from "#env.ts";
import { release } from "#release.ts";
import { keepEmbeddedServerRunning, namedDataFolder } from "#scripts/serve.ts";
import { sizeInWords } from "#scripts/size.ts";
import { endOn } from "#scripts/stopped.ts";

/** Makes a backup of what is there, whichever release has made its tables: before anything risky, too. Throws what is in its way. */
export async function backUp(): Promise<void> {
  const dataDir = namedDataFolder();
  if (!environmentSources().DATABASE_URL) await keepEmbeddedServerRunning(dataDir);
  const { folder } = backupPlace();
  console.log(`Backing up to ${folder} …`);
  const stopping = endOn("Stopped. No backup was made, and the older ones are as they were.");
  const beat = async () => true;
  const work = { ...backupSettings(), now: clock(), signal: stopping.signal, beat, note: console.warn, release };
  const made = await asJob(() => makeBackup(work)).catch(stopping.told);
  const how = `${made.database === "pg_dump" ? "by pg_dump" : "a table at a time"}, ${made.encrypted ? "encrypted" : "not encrypted"}`;
  console.log(`${folder}/${made.name}: ${made.uploads} uploads, ${sizeInWords(made.bytes)}, the database ${how}`);
  if (made.incomplete > 0) {
    console.error(`${made.incomplete} uploads are not in it, or not complete; they are named above`);
    process.exitCode = 1;
  }
  if (made.removed.length > 0) console.log(`Removed, as they are old: ${made.removed.join(", ")}`);
  console.log(`To put it back: npm run restore ${folder}/${made.name}`);
  await disconnect();
}

/** Prints what there is, oldest first. */
export function list(): void {
  const { folder } = backupPlace();
  const backups = backupsIn(folder);
  if (backups.length === 0) console.log(`There is no backup in ${folder}.`);
  for (const { name, takenAt, uploads, bytes, database, recipients, missing } of backups) {
    const parts = [takenAt, `${uploads} uploads`, sizeInWords(bytes), database === "pg_dump" ? "pg_dump" : "tables"];
    if (recipients.length > 0) parts.push("encrypted");
    if (missing > 0) parts.push(`${missing} files were missing`);
    console.log(`${name}  ${parts.join("  ")}`);
  }
}
