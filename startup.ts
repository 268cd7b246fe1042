import { clock } from "#clock.ts";
import { asJob } from "#db/bounds.ts";
import { databaseUrl } from "#db/connection.ts";
import { migrate } from "#db/migrate.ts";
import { stampFiles } from "#domain/installation/belonging.ts";
import { missingContact, missingContactWarning } from "#domain/installation/contact.ts";
import { env } from "#env.ts";
import { environmentWarnings } from "#env-warnings.ts";
import { filesMark } from "#gateways/storage/stores.ts";
import { logger } from "#logger.ts";
import { startIsDone } from "#process-start.ts";
import { beginStop } from "#process-stop.ts";
import { ronda } from "#ronda.config.ts";
import { checkStart, startProblem } from "#start-checks.ts";

/**
 * What every process of the app does once before it serves: checks the environment, brings the tables up to date under a
 * lock, starts the night watch and learns to stop. A failure ends the process with its reason, because Next would go on
 * and answer 500 to everything.
 */
export async function startUp(): Promise<void> {
  try {
    refuseToStandAlone();
    await checkStart();
    for (const { variable, message } of environmentWarnings()) logger.warn({ env: variable }, message);
    const missing = missingContactWarning();
    if (missing) logger.warn({ env: missingContact() }, missing);
    await migrate(databaseUrl());
    await asJob(() => ronda().migrate());
    await signFiles();
    if (env().RONDA_SCHEDULER === "on") ronda().startScheduler();
    else ronda().startPatrol();
    stopGracefully();
    startIsDone();
  } catch (error) {
    console.error(startProblem(error));
    process.exit(1);
  }
}

/** Where database and files do not belong together, readiness says so, and no job removes any. */
async function signFiles(): Promise<void> {
  try {
    await asJob(() => stampFiles({ mark: filesMark(), now: clock() }));
  } catch (error) {
    logger.error({ err: error }, "the uploads could not be signed");
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
      beginStop(signal);
      logger.info({ signal }, "stopping");
      await ronda().stop();
      for (const close of closeServer) close(signal);
    });
  }
}
