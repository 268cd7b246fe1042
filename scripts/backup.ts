import { parseArgs } from "node:util";
import { clock } from "#clock.ts";
import { asJob } from "#db/bounds.ts";
import { databaseUrl, disconnect } from "#db/connection.ts";
import { migrate } from "#db/migrate.ts";
import { connectionTrouble } from "#db/trouble.ts";
import { makeBackup } from "#domain/backups/backup.ts";
import { backupsIn } from "#domain/backups/layout.ts";
import { backupPlace, backupSettings } from "#domain/backups/settings.ts";
import { environmentSources } from "#env.ts";
import { release } from "#release.ts";
import { ronda } from "#ronda.config.ts";
import { Trouble } from "./ensure/trouble.mjs";
import { explainAndExit, holdEmbeddedServer, namedDataFolder } from "./serve.ts";
import { sizeInWords } from "./size.ts";

/**
 * `npm run backup`: database and uploads of one moment into a folder of SETRIP_BACKUP_DIR, as the job `backup` does every
 * night. Safe to repeat and to kill. `-- --list` shows what there is.
 */
try {
  const { values } = parseArgs({ options: { list: { type: "boolean", default: false } } });
  if (values.list) list();
  else await backUp();
  process.exit(0);
} catch (error) {
  explainAndExit(connectionTrouble(error) ? new Trouble(connectionTrouble(error)!) : error);
}

async function backUp(): Promise<void> {
  if (!environmentSources().DATABASE_URL) await holdEmbeddedServer(namedDataFolder());
  await migrate(databaseUrl());
  await asJob(() => ronda().migrate());
  const stopping = new AbortController();
  for (const signal of ["SIGTERM", "SIGINT"] as const)
    process.once(signal, () => stopping.abort(new Trouble("Stopped. Nothing was left that looks like a backup.")));
  const { folder } = backupPlace();
  console.log(`Backing up to ${folder} …`);
  const beat = async () => true;
  const work = { ...backupSettings(), now: clock(), signal: stopping.signal, beat, note: console.warn, release };
  const made = await asJob(() => makeBackup(work));
  const how = `${made.database === "pg_dump" ? "by pg_dump" : "a table at a time"}, ${made.encrypted ? "encrypted" : "not encrypted"}`;
  console.log(`${folder}/${made.name}: ${made.uploads} uploads, ${sizeInWords(made.bytes)}, the database ${how}`);
  if (made.removed.length > 0) console.log(`Removed, as they are old: ${made.removed.join(", ")}`);
  console.log(`To put it back: npm run restore ${folder}/${made.name}`);
  await disconnect();
}

function list(): void {
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
