import { env } from "#env.ts";
import { checkPlaces } from "#env-warnings.ts";
import { SetupError } from "./ensure/setup-error.mjs";
import {
  becomeServer,
  checkPort,
  explainAndExit,
  isDemoFolder,
  keepEmbeddedServerRunning,
  namedDataFolder,
} from "./serve.ts";

/**
 * `npm start`: the app in production. With DATABASE_URL it is one process and nothing else; without, it also starts the
 * embedded PostgreSQL and makes up the secret of the sessions. Arguments say where to listen: `npm start -- -H 0.0.0.0`.
 */
try {
  await checkPort(env().PORT, "npm start");
  checkPlaces();
  if (!env().DATABASE_URL) {
    const dataDir = namedDataFolder();
    refuseDemoData(dataDir);
    console.log(`DATABASE_URL is not set: the database is an embedded PostgreSQL in ${dataDir}.`);
    await keepEmbeddedServerRunning(dataDir);
  }
  if (!env().PLATFORM_BANK_ACCOUNTS) {
    console.warn("PLATFORM_BANK_ACCOUNTS is not set: nobody is told where to pay. See .env.example.");
  }
  await becomeServer(process.argv.slice(2));
} catch (error) {
  explainAndExit(error);
}

function refuseDemoData(dataDir: string): void {
  if (!isDemoFolder(dataDir)) return;
  throw new SetupError(
    `${dataDir} holds the demo's sample data, whose passwords everybody knows. For a real start give SeTrip an empty\n` +
      "folder of its own: SETRIP_DATA_DIR=/var/lib/setrip npm start. For the demo: npm run demo.",
  );
}
