import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { clock } from "#clock.ts";
import { databaseUrl, disconnect } from "#db/connection.ts";
import { migrate } from "#db/migrate.ts";
import { Trouble } from "./ensure/trouble.mjs";
import { loadSampleData } from "./sample/load.ts";
import { dataFolder, explainAndExit } from "./serve.ts";

/**
 * Fills the demo's data folder, in a process of its own: drawing photos takes memory that the server need not keep. The
 * file `demo` marks the folder from the first moment, so that a demo which was interrupted goes on where it stopped.
 */
const dataDir = dataFolder();
const mark = join(dataDir, "demo");
const begunBefore = existsSync(mark) && readFileSync(mark, "utf8") === "loading";

try {
  writeFileSync(mark, "loading");
  await migrate(databaseUrl());
  const { loaded } = await loadSampleData({ now: clock(), dataDir });
  if (!loaded && !begunBefore) {
    rmSync(mark);
    throw new Trouble(
      `${dataDir} holds an installation that is not the demo's, so it is left alone. Give the demo a folder of its own:\n` +
        "SETRIP_DATA_DIR=.data/demo npm run demo",
    );
  }
  writeFileSync(mark, "ready");
  await disconnect();
} catch (error) {
  explainAndExit(error);
}
