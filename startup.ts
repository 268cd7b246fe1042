import { mkdirSync } from "node:fs";
import { asJob } from "#db/bounds.ts";
import { databaseUrl, NoDatabaseError } from "#db/connection.ts";
import { migrate } from "#db/migrate.ts";
import { connectionTrouble } from "#db/trouble.ts";
import { checkPolicy, PolicyError } from "#domain/policy-problems.ts";
import { authSecret, defaultDataFolder, EnvError, env, NoAuthSecretError } from "#env.ts";
import { environmentWarnings } from "#env-warnings.ts";
import { dataFolderNeed, isWell } from "#health/readiness.ts";
import { logger } from "#logger.ts";
import { ronda } from "#ronda.config.ts";

/**
 * What every process of the app does once before it serves: checks the environment, brings the tables up to date under a
 * lock, starts the night watch and learns to stop. A failure ends the process with its reason, because Next would go on
 * and answer 500 to everything.
 */
export async function startUp(): Promise<void> {
  try {
    refuseToStandAlone();
    env();
    authSecret();
    checkPolicy();
    for (const { variable, message } of environmentWarnings()) logger.warn({ env: variable }, message);
    await checkDataFolder();
    await migrate(databaseUrl());
    await asJob(() => ronda().migrate());
    if (env().RONDA_SCHEDULER === "on") ronda().startScheduler();
    else ronda().startPatrol();
    stopGracefully();
  } catch (error) {
    console.error(reason(error));
    process.exit(1);
  }
}

/** Next's own server would take any request as it comes; the front, `server/front.ts`, leaves this mark. */
function refuseToStandAlone(): void {
  if (process.env.NODE_ENV !== "production" || Symbol.for("setrip.front") in globalThis) return;
  throw new FrontMissingError(
    "This is Next's own server, which bounds no request. Start SeTrip with npm start or deploy/ecosystem.config.cjs.\n" +
      "PM2 keeps the script of its first start: pm2 delete setrip, then pm2 start deploy/ecosystem.config.cjs.",
  );
}

class FrontMissingError extends Error {
  override name = "FrontMissingError";
}

/** The folder that nobody named is made; one that was named and is not there is a typing error or a disk that is missing. */
async function checkDataFolder(): Promise<void> {
  const { SETRIP_DATA_DIR: folder } = env();
  if (folder === defaultDataFolder()) mkdirSync(folder, { recursive: true });
  const state = await dataFolderNeed();
  if (!isWell(state)) throw new EnvError(`SETRIP_DATA_DIR ${folder} ${state}`);
}

/**
 * On SIGTERM and SIGINT the running jobs end first, while Next still serves the requests that wait for them; then Next's
 * own handler, which was registered before ours and is kept for that moment, closes the server and exits.
 */
function stopGracefully(): void {
  for (const signal of ["SIGTERM", "SIGINT"] as const) {
    const closeServer = process.listeners(signal);
    process.removeAllListeners(signal);
    let stopping = false;
    process.on(signal, async () => {
      if (stopping) return;
      stopping = true;
      logger.info({ signal }, "stopping");
      await ronda().stop();
      for (const close of closeServer) close(signal);
    });
  }
}

/** Known trouble in its own words; the rest with its stack. */
function reason(error: unknown): string {
  if (error instanceof EnvError) return `The environment is not right, so SeTrip does not start:\n${error.message}`;
  if (error instanceof NoDatabaseError || error instanceof NoAuthSecretError) return error.message;
  if (error instanceof PolicyError) {
    return `The numbers in domain/policy.ts do not fit each other, so SeTrip does not start:\n${error.message}`;
  }
  const trouble = connectionTrouble(error);
  if (trouble) return trouble;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
