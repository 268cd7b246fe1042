/**
 * An app to be killed by a test in the middle of an alert: its one job fails, its channel says that it was asked, and never
 * answers. `node failing-app.ts <database url> <claimed | sending>`; with `claimed` it is stopped as soon as the message is
 * leased, before anything is sent.
 */
import pg from "pg";
import { defineJob } from "../job/job.ts";
import { createRonda } from "../ronda.ts";

const [url, moment] = process.argv.slice(2);
const say = (what: string) => process.stdout.write(`${what}\n`);
const job = defineJob({
  name: "auto-complete-trips",
  schedule: "0 18 * * *",
  description: { id: "Menyelesaikan trip", en: "Completes trips" },
  run: () => Promise.reject(new Error("trip 7 broke")),
});
const pool = new pg.Pool({ connectionString: url, max: 3 });
/** Hangs as soon as the messages are leased, before anything of them is known here. */
async function connect() {
  const connection = await pool.connect();
  return {
    query: async (text: string, values?: unknown[]) => {
      const result = await connection.query(text, values);
      if (moment !== "claimed" || !text.includes("ronda_claim_alerts")) return result;
      say("claimed");
      return await new Promise<never>(() => {});
    },
    release: (error?: Error) => connection.release(error),
  };
}
const ronda = createRonda({
  app: "bakery",
  database: { connect },
  jobs: [job],
  secrets: {},
  logger: { info: () => {}, warn: () => {}, error: () => {} },
  channels: [
    {
      name: "test",
      send: () => {
        say("sending");
        return new Promise(() => {});
      },
    },
  ],
});
await ronda.runCron(job.name);
