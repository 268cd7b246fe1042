/**
 * A process as a host has it, to be stopped by a test while its database hangs: scheduler and patrol are on, one run
 * ignores its signal and one wants to end. `alone` stops the engine on SIGTERM and ends as soon as nothing keeps it, without
 * `process.exit`; `guided` does it as the README says.
 * `node stalled-app.ts <database url> <alone | guided>`
 */
import pg from "pg";
import { defineJob } from "../job/job.ts";
import { stopOnSignal } from "../node/node.ts";
import { createRonda } from "../ronda.ts";

const database = new pg.Pool({
  connectionString: process.argv[2],
  connectionTimeoutMillis: 5_000,
  allowExitOnIdle: true,
});
database.on("error", () => {});
const description = { id: "Menyelesaikan trip", en: "Completes trips" };
const leave = Promise.withResolvers<void>();
const jobs = [
  defineJob({ name: "ignores", schedule: "0 0 1 1 *", description, run: () => new Promise<never>(() => {}) }),
  defineJob({ name: "ends", schedule: "0 0 1 1 *", description, run: () => leave.promise.then(() => ({})) }),
];
const quiet = { info: () => {}, warn: () => {}, error: () => {} };
const ronda = createRonda({ app: "bakery", database, jobs, secrets: {}, logger: quiet });
await ronda.migrate();
ronda.startScheduler();
const runs = Promise.all(jobs.map(({ name }) => ronda.runCron(name)));
process.stdin.on("data", () => {
  leave.resolve();
  void ronda.patrol().catch(() => {});
  process.stdin.unref();
  process.stdout.write("asked\n");
});
if (process.argv[3] === "guided") stopOnSignal(ronda, { close: () => database.end() });
else
  process.once("SIGTERM", async () => {
    const startedMs = performance.now();
    await ronda.stop();
    process.stdout.write(`stopped after ${Math.round(performance.now() - startedMs)} ms\n`);
  });
void runs;
process.stdout.write("running\n");
