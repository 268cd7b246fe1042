/**
 * A process of its own for tests, with one job that works until it is told to end and ignores its signal:
 * `node worker.ts <database url> <file>`. It reads commands as lines, `run`, `storm`, `finish`, `block` and `stop`, and says what
 * happens as lines of JSON. Blocked, it does nothing at all, heartbeats included, until the file is there.
 */
import { existsSync } from "node:fs";
import { createInterface } from "node:readline";
import pg from "pg";
import { defineJob } from "../job/job.ts";
import { createRonda } from "../ronda.ts";

const [url, file = ""] = process.argv.slice(2);
const say = (what: object) => process.stdout.write(`${JSON.stringify(what)}\n`);
const finish = Promise.withResolvers<void>();

const job = defineJob({
  name: "auto-complete-trips",
  schedule: "0 18 * * *",
  description: { id: "Menyelesaikan trip", en: "Completes trips" },
  maxRunMs: Number(process.env.MAX_RUN_MS ?? 600_000),
  run: async () => {
    say({ started: true });
    await finish.promise;
    return { completed: process.pid };
  },
});
const pool = new pg.Pool({ connectionString: url, max: 3 });
pool.on("error", () => {});
const ronda = createRonda({
  app: "bakery",
  database: pool,
  jobs: [job],
  secrets: {},
  host: "vps",
  logger: { info: () => {}, warn: () => {}, error: () => {} },
  channels: [{ name: "test", send: async (alert) => void say({ alert }) }],
});

const commands: Record<string, () => void> = {
  run: () => void ronda.runCron(job.name).then((outcome) => say({ outcome })),
  storm() {
    for (let count = 0; count < 25; count++) commands.run!();
  },
  finish: () => finish.resolve(),
  block() {
    say({ blocked: true });
    while (!existsSync(file)) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20);
    finish.resolve();
  },
  stop: () => void ronda.stop().then(() => process.exit(0)),
};
createInterface({ input: process.stdin }).on("line", (line) => commands[line]?.());
