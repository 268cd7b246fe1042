import { createRonda, defineConfig, type Ronda, type RunContext } from "ronda";
import type { JobResult, RunOptions } from "ronda/types";
import { channelsOf } from "#channels.ts";
import { clock } from "#clock.ts";
import { apartFromRequest, asJob } from "#db/bounds.ts";
import { disconnect, pool } from "#db/connection.ts";
import { env, envFilePath, overlookWrongVariables } from "#env.ts";
import { jobs } from "#jobs/index.ts";
import { cronLogger } from "#logger.ts";
import { onceAProcess } from "#once-a-process.ts";
import { release } from "#release.ts";
import { watches } from "#watches/index.ts";

/**
 * Where jobs, channels and the database meet. Nothing here reads the environment or opens a connection before it is
 * asked for, because a build imports this file too.
 */

const app = "setrip";

/** The days of the morning page are those that its readers live by. */
export const displayZone = "Asia/Jakarta";

/** What people here call their zones, in both languages. */
export const zoneNames = {
  "Asia/Jakarta": "WIB",
  "Asia/Pontianak": "WIB",
  "Asia/Makassar": "WITA",
  "Asia/Jayapura": "WIT",
};

/** The keys of the mail provider, which its own errors may repeat. */
const resendKey = /\bre_[A-Za-z0-9_]{8,}/;

/** The engine of this process, put together on first use: the start and the routes must stop and ask the same one. */
export function ronda(): ReturnType<typeof assemble> {
  return onceAProcess("ronda", assemble);
}

function assemble() {
  const { CRON_SECRET, CRON_SECRET_PREVIOUS, DEADMAN_PING_URL } = env();
  const engine = createRonda({
    app,
    database: pool(),
    jobs: jobs.map((job) => ({ ...job, run: withBoundsOfJob(job.run) })),
    watches,
    channels: channelsOf(env(), { displayZone, zoneNames }),
    secrets: { current: CRON_SECRET, previous: CRON_SECRET_PREVIOUS },
    ...(DEADMAN_PING_URL ? { deadman: { url: DEADMAN_PING_URL } } : {}),
    clock,
    logger: cronLogger,
    displayZone,
    zoneNames,
    ...(release ? { release } : {}),
    redact: [resendKey],
  });
  // What keeps a run goes on as long as the run, whatever is left of the time of the request that started it.
  const handle: Ronda["handle"] = (request, name) => apartFromRequest(() => engine.handle(request, name));
  const anyName: Ronda = engine;
  const runCron = (name: string, work?: Work, options?: RunOptions) =>
    apartFromRequest(() =>
      work ? anyName.runCron(name, withBoundsOfJob(work), options) : anyName.runCron(name, undefined, options),
    );
  return { ...engine, handle, runCron: runCron as typeof engine.runCron };
}

type Work = (context: RunContext) => Promise<JobResult> | JobResult;

/** Nobody waits for a job in front of a page. */
function withBoundsOfJob(work: Work): Work {
  return (context) => asJob(() => work(context));
}

/** What the `ronda` command line reads. */
export default defineConfig({
  app,
  jobs,
  watches,
  page: "/admin/system",
  displayZone,
  zoneNames,
  crontab: { locale: "id" },
  docs: { id: "docs/runbook.id.md", en: ["docs/runbook.en.md", "docs/domain.md"] },
  tables: { mails: async () => (await import("#domain/emails/templates/index.ts")).mailsTable() },
  get envFile() {
    return envFilePath();
  },
  restart: "pm2 startOrReload deploy/ecosystem.config.cjs --update-env",
  // In front of the app stands nginx; the script writes its site and starts it, and says why where it cannot.
  get proxy() {
    const { APP_URL, PORT } = env();
    // On a laptop there is none.
    if (!APP_URL.startsWith("https:")) return undefined;
    return { local: `http://127.0.0.1:${PORT}`, mend: "sudo bash deploy/server-setup.sh" };
  },
  get url() {
    return env().APP_URL;
  },
  get secret() {
    return env().CRON_SECRET;
  },
  environment: () =>
    overlookWrongVariables().map((why) => ({
      name: "environment",
      state: "error" as const,
      why: `${why}. The app would not start; what follows goes on as if it were not set`,
      mend: `nano ${envFilePath()}`,
    })),
  // Only when it is asked for: it looks at more than the other commands need.
  checks: async () => (await import("#health/doctor.ts")).doctorChecks(),
  ronda,
  close: disconnect,
});
