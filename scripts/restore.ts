import { mkdirSync } from "node:fs";
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { clock } from "#clock.ts";
import { asJob } from "#db/bounds.ts";
import { databaseUrl, disconnect } from "#db/connection.ts";
import { migrate } from "#db/migrate.ts";
import { connectionTrouble } from "#db/trouble.ts";
import { BackupReader } from "#domain/backups/reader.ts";
import { keepSmallFiles, restoreBackup } from "#domain/backups/restore.ts";
import { backupSettings } from "#domain/backups/settings.ts";
import { acceptFiles } from "#domain/installation/belonging.ts";
import { env, environmentSources } from "#env.ts";
import { filesMark, uploadsFolder } from "#gateways/storage/stores.ts";
import { ronda } from "#ronda.config.ts";
import { moment } from "#texts/format.ts";
import { Trouble } from "./ensure/trouble.mjs";
import { dataFolder, explainAndExit, holdEmbeddedServer } from "./serve.ts";

/**
 * `npm run restore <backup>`: puts a backup into the database and data folder that the environment names, which should be
 * new ones, and compares all of it. Safe to kill and to repeat. `-- --identity <file>` has the private key of an encrypted
 * one, `-- --replace` puts aside what is there, `-- --check` only looks whether the backup is whole, and `-- --accept-files`
 * says that a database and uploads belong together which do not look like it.
 */
const usage =
  "Usage: npm run restore /mnt/backup/setrip/20261130-184500, with `-- --identity key.txt` for an encrypted one; `npm run backup -- --list` shows what there is";

try {
  const { values, positionals } = parseArgs({
    options: {
      identity: { type: "string" },
      replace: { type: "boolean", default: false },
      check: { type: "boolean", default: false },
      "accept-files": { type: "boolean", default: false },
    },
    allowPositionals: true,
  });
  const [backup, ...rest] = positionals.map(fromHere);
  const identity = values.identity && fromHere(values.identity);
  if (values["accept-files"]) await accept();
  else if (!backup || rest.length > 0) throw new Trouble(usage);
  else if (values.check) await check(backup, identity);
  else await restore(backup, { identity, replace: values.replace });
  process.exit(0);
} catch (error) {
  explainAndExit(connectionTrouble(error) ? new Trouble(connectionTrouble(error)!) : error);
}

/** npm runs its scripts in the app's folder, wherever it was called. */
function fromHere(path: string): string {
  return resolve(process.env.INIT_CWD ?? process.cwd(), path);
}

async function check(backup: string, identity: string | undefined): Promise<void> {
  const reader = BackupReader.open(backup, identity);
  await reader.check(new AbortController().signal);
  const { balance } = await reader.figures();
  console.log(
    `${backup} is whole: ${reader.parts.length} files, as of ${moment(new Date(reader.backup.takenAt), "en")}, ${balance.bankRupiah} rupiah in the bank`,
  );
}

async function restore(backup: string, { identity, replace }: { identity: string | undefined; replace: boolean }) {
  // Before a server is started for it: a mistyped name changes nothing.
  await reachDatabase(BackupReader.open(backup, identity));
  const settings = backupSettings();
  const url = databaseUrl();
  const migrateEngine = () => asJob(() => ronda().migrate());
  const restored = await asJob(() =>
    restoreBackup({
      ...settings,
      backup,
      identity,
      replace,
      uploads: env().S3_BUCKET ? undefined : uploadsFolder(),
      now: clock(),
      signal: new AbortController().signal,
      say: console.log,
      makeTables: async (upTo) => {
        await migrate(url, { upTo });
        await migrateEngine();
      },
      migrateUp: async () => {
        await migrate(url, {});
        await migrateEngine();
      },
    }),
  );
  console.log(
    `Restored as of ${moment(new Date(restored.takenAt), "en")}: ${restored.rows} rows, ${restored.uploads} uploads, ${restored.bankRupiah} rupiah in the bank, all as in the backup.`,
  );
  if (restored.aside.length > 0)
    console.log(`What was there before is kept, until you remove it: ${restored.aside.join(", ")}`);
  await disconnect();
}

/** The embedded server is made for it where there is none yet, with the secrets of the backup. */
async function reachDatabase(reader: BackupReader): Promise<void> {
  if (environmentSources().DATABASE_URL) return;
  mkdirSync(dataFolder(), { recursive: true });
  await keepSmallFiles({ dataDir: dataFolder() }, reader);
  await holdEmbeddedServer(dataFolder());
}

async function accept(): Promise<void> {
  if (!environmentSources().DATABASE_URL) await holdEmbeddedServer(dataFolder());
  const until = await asJob(() => acceptFiles({ mark: filesMark(), now: clock() }));
  console.log(
    `Database and uploads count as belonging together. Until ${moment(until, "en")} no file goes that is newer than the database.`,
  );
  await disconnect();
}
