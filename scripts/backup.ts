import "./quick-imports.ts";
import { explainAndExit } from "./serve.ts";
import { inASentence, readTypedLine } from "./typed-line.ts";

/**
 * `npm run backup`: database and uploads of one moment into a folder of SETRIP_BACKUP_DIR, as the job `backup` does every
 * night. Safe to repeat and to kill. `-- --list` shows what there is.
 */
const help = `Backs database and uploads up, as of one moment, into a folder of SETRIP_BACKUP_DIR (unset: SETRIP_DATA_DIR/backups),
encrypted where SETRIP_BACKUP_RECIPIENT says to whom. The app may run meanwhile. Safe to repeat and to kill.

  npm run backup
  npm run backup -- --list      what there is, oldest first
  npm run backup -- --help

Exit codes: 0 done, 1 it could not be made, 2 the line is not understood.`;

try {
  const { values } = readTypedLine({
    name: "npm run backup",
    help,
    options: { list: { type: "boolean" } },
    mostWords: 0,
  });
  // Only now: what it needs takes longer to load than a wrong line to be told.
  const { backUp, list } = await import("./backups/back-up.ts");
  if (values.list) list();
  else await backUp();
  process.exit(0);
} catch (error) {
  explainAndExit(inASentence(error));
}
