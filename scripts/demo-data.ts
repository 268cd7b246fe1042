import { clock } from "#clock.ts";
import { disconnect } from "#db/connection.ts";
import { fillDemoFolder } from "./demo-folder.ts";
import { SetupError } from "./ensure/setup-error.mjs";
import { dataFolder, explainAndExit } from "./serve.ts";

/** Fills the demo's data folder, in a process of its own: drawing photos takes memory that the server need not keep. */
try {
  const dataDir = dataFolder();
  const filled = await fillDemoFolder({ dataDir, now: clock() });
  await disconnect();
  if (filled === "not-ours")
    throw new SetupError(
      `${dataDir} holds an installation that is not the demo's, so it is left alone. Give the demo a folder of its own:\n` +
        "SETRIP_DATA_DIR=.data/demo npm run demo",
    );
} catch (error) {
  explainAndExit(error);
}
