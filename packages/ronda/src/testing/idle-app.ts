/**
 * A process whose engine has a scheduler and a patrol, and nothing else to do. `node idle-app.ts <database url>`
 */
import pg from "pg";
import { defineJob } from "../job/job.ts";
import { createRonda } from "../ronda.ts";

const database = new pg.Pool({ connectionString: process.argv[2] });
const description = { id: "Menyelesaikan trip", en: "Completes trips" };
const jobs = [defineJob({ name: "yearly", schedule: "0 0 1 1 *", description, run: () => ({}) })];
const quiet = { info: () => {}, warn: () => {}, error: () => {} };
const ronda = createRonda({ app: "bakery", database, jobs, secrets: {}, logger: quiet });
await ronda.migrate();
ronda.startScheduler();
await ronda.patrol();
await database.end();
