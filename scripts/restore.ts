import "./quick-imports.ts";
import { explainAndExit } from "./serve.ts";
import { fromHere, inASentence, readTypedLine, UsageError } from "./typed-line.ts";

/**
 * `npm run restore <backup>`: puts a backup into the database and data folder that the environment names, which should be
 * new ones, and compares all of it. Safe to kill and to repeat. `-- --identity <file>` has the private key of an encrypted
 * one, `-- --replace` puts aside what is there, `-- --check` only looks whether the backup is whole, and `-- --accept-files`
 * says that a database and uploads belong together which do not look like it.
 */
const help = `Puts a backup into the database and folder that the environment names, which should be new ones, and compares all of it.
Stop the app first. Safe to kill and to repeat: the app does not start on what is half there.

  npm run restore /mnt/backup/setrip/20261130-184500
  npm run restore /mnt/backup/setrip/20261130-184500 -- --check       is it whole? changes nothing
  npm run restore … -- --identity key.txt       the private key of age, for an encrypted one
  npm run restore … -- --replace                puts the database and uploads that are there aside, and keeps them
  npm run restore -- --accept-files             says that database and uploads belong together all the same
  npm run restore -- --help

npm run backup -- --list shows what there is.
Exit codes: 0 done, 1 it could not be done, 2 the line is not understood.`;

const seeHelp = "npm run restore -- --help shows what there is";

try {
  const { values, words } = readTypedLine({
    name: "npm run restore",
    help,
    options: {
      identity: { type: "string" },
      replace: { type: "boolean" },
      check: { type: "boolean" },
      "accept-files": { type: "boolean" },
    },
    mostWords: 1,
  });
  // Only now: what it needs takes longer to load than a wrong line to be told.
  const putBack = () => import("./backups/put-back.ts");
  const backup = words[0] && fromHere(words[0]);
  const identity = values.identity && fromHere(values.identity);
  if (values["accept-files"]) {
    if (backup || identity || values.replace || values.check)
      throw new UsageError(`--accept-files restores nothing, so it stands alone. ${seeHelp}`);
    await (await putBack()).accept();
  } else if (!backup) throw new UsageError(`Which backup? ${seeHelp}, npm run backup -- --list which there are`);
  else if (values.check) {
    if (values.replace)
      throw new UsageError(`--check changes nothing, so --replace says nothing beside it. ${seeHelp}`);
    await (await putBack()).check(backup, identity);
  } else await (await putBack()).restore(backup, { identity, replace: values.replace ?? false });
  process.exit(0);
} catch (error) {
  explainAndExit(inASentence(error));
}
