/**
 * A process to be killed by a test: it runs one job that says that it has started and then never ends.
 * `node crash.ts <database url>`
 */
import pg from "pg";
import { defineJob } from "../job/job.ts";
import { createRonda } from "../ronda.ts";

const job = defineJob({
  name: "auto-complete-trips",
  schedule: "0 18 * * *",
  description: { id: "Menyelesaikan trip", en: "Completes trips" },
  run: ({ log }) => {
    log.info("started");
    process.stdout.write("started\n");
    return new Promise<never>(() => {});
  },
});
const database = new pg.Pool({ connectionString: process.argv[2] });
const quiet = { info: () => {}, warn: () => {}, error: () => {} };
await createRonda({ app: "bakery", database, jobs: [job], secrets: {}, logger: quiet }).runCron(job.name);
