import pg from "pg";
import pino from "pino";
import { createRonda, defineJob } from "ronda";

/** As many jobs as there are lanes: one job never runs twice at once. */
const lanes = 16;

function start() {
  const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 10 });
  const jobs = Array.from({ length: lanes }, (_, lane) =>
    defineJob({
      name: `empty-job-${lane}`,
      schedule: "0 0 1 1 *",
      description: { id: "Tidak melakukan apa-apa", en: "Does nothing" },
      run: () => ({ done: 0 }),
    }),
  );
  const logger = pino(pino.destination("/dev/null"));
  const ronda = createRonda({
    app: "bench",
    database: pool,
    jobs,
    secrets: { current: process.env.CRON_SECRET },
    logger,
  });
  return { pool, ronda };
}

/** One pool and one engine for the process, made with the first request: a build has no database. */
export function engine() {
  globalThis.benchEngine ??= start();
  return globalThis.benchEngine;
}
