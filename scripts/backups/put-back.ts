import { clock } from "#clock.ts";
import { asJob } from "#db/bounds.ts";
import { databaseUrl, disconnect } from "#db/connection.ts";
import { migrate } from "#db/migrate.ts";
import { BackupReader } from "#domain/backups/reader.ts";
import { keepSmallFiles, restoreBackup } from "#domain/backups/restore.ts";
import { backupSettings } from "#domain/backups/settings.ts";
import { acceptFiles } from "#domain/installation/belonging.ts";
import { env, environmentSources } from "#env.ts";
import { filesMark, uploadsFolder } from "#gateways/storage/stores.ts";
import { ronda } from "#ronda.config.ts";
import { keepEmbeddedServerRunning, namedDataFolder } from "#scripts/serve.ts";
import { endAtOnce } from "#scripts/stopped.ts";
import { moment } from "#texts/format.ts";

const unfinished =
  "The restore has not come to its end. The app does not start on what is half there: repeat the same line.";

/** Says whether a backup is whole; changes nothing. Throws what is wrong with it. */
export async function check(backup: string, identity: string | undefined): Promise<void> {
  const reader = BackupReader.open(backup, identity);
  const { balance } = await reader.figures();
  await reader.check(new AbortController().signal);
  const money = balance ? `, ${balance.bankRupiah} rupiah in the bank` : "";
  console.log(
    `${backup} is whole: ${reader.parts.length} files, as of ${moment(new Date(reader.backup.takenAt), "en")}${money}`,
  );
}

/** Puts a backup back. Throws what is in its way, and says where something is half there for it. */
export async function restore(
  backup: string,
  { identity, replace }: { identity: string | undefined; replace: boolean },
) {
  // Before a server is started for it: a mistyped name changes nothing.
  await reachDatabase(BackupReader.open(backup, identity));
  let hasBegun = false;
  const begun = () => {
    hasBegun = true;
  };
  endAtOnce(() => (hasBegun ? `Stopped. ${unfinished}` : "Stopped. Nothing was changed."));
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
      begun,
      makeTables: async (upTo) => {
        await migrate(url, { upTo });
        await migrateEngine();
      },
      migrateUp: async () => {
        await migrate(url, {});
        await migrateEngine();
      },
    }),
  ).catch((error) => {
    if (hasBegun) console.error(`\n${unfinished}`);
    throw error;
  });
  console.log(
    `Restored as of ${moment(new Date(restored.takenAt), "en")}: ${restored.rows} rows, ${restored.uploads} uploads, ${restored.bankRupiah} rupiah in the bank, all as in the backup.`,
  );
  if (restored.aside.length > 0)
    console.log(`What was there before is kept, until you remove it: ${restored.aside.join(", ")}`);
  await disconnect();
}

/** The embedded server is made for it where there is none yet, with the secrets of the backup. */
async function reachDatabase(reader: BackupReader): Promise<void> {
  const dataDir = namedDataFolder();
  if (environmentSources().DATABASE_URL) return;
  await keepSmallFiles({ dataDir }, reader);
  await keepEmbeddedServerRunning(dataDir);
}

/** Lets database and uploads count as belonging together. */
export async function accept(): Promise<void> {
  if (!environmentSources().DATABASE_URL) await keepEmbeddedServerRunning(namedDataFolder());
  const until = await asJob(() => acceptFiles({ mark: filesMark(), now: clock() }));
  console.log(
    `Database and uploads count as belonging together. Until ${moment(until, "en")} no file goes that is newer than the database.`,
  );
  await disconnect();
}
