/**
 * A process that a test kills in the middle of many things at once: each of its apps has a database of its own and stands still at
 * one step of a night: before a statement, a message or a job's work, or after it and before anything has been made of it. It
 * says so, and waits for its death. `node killed-app.ts`, with {@link KilledApp}s as JSON on its standard input.
 */
import { text } from "node:stream/consumers";
import pg from "pg";
import { createRonda } from "../ronda.ts";
import type { DatabasePool } from "../types.ts";
import { hook, nightJob, type Step } from "./night.ts";

/** One app: its database, where its alerts go, when its night begins, and at which step it stands still. */
export type KilledApp = { name: string; url: string; hook: string; from: string; step: number; isAfter: boolean };

/**
 * What an app says: how a run was answered, or that it stands still, or that its night was over before, after so many
 * steps, of which those changed a run or an alert.
 */
export type AppMessage = { name: string } & (
  | { slot: string; answer: object }
  | { still: true }
  | { steps: number; changes: number[] }
);

const say = (said: AppMessage) => process.stdout.write(`${JSON.stringify(said)}\n`);
/** What changes a run or an alert, or is what they are about. */
const changing =
  /\bsend\b|\bwork\b|\bronda_\w+\(|(?:insert into|update|delete from) "public"\."(?:CronRun|RondaAlert|RondaIncident)"/;
const never = () => new Promise<never>(() => {});
const quiet = { info: () => {}, warn: () => {}, error: () => {} };

/** Counts the steps of an app, and stops it at its own. */
function stepper({ name, step, isAfter }: KilledApp) {
  let steps = 0;
  const changes: number[] = [];
  const take: Step = async (what, work) => {
    steps += 1;
    if (changing.test(what)) changes.push(steps);
    const isMine = steps === step;
    if (isMine && !isAfter) return await still();
    const result = await work();
    return isMine ? await still() : result;
  };
  const still = () => {
    say({ name, still: true });
    return never();
  };
  return { take, taken: () => ({ steps, changes }) };
}

function stepping(pool: pg.Pool, take: Step): DatabasePool {
  return {
    async connect() {
      const connection = await pool.connect();
      return {
        query: (sql, values = []) => take(sql, () => connection.query(sql, values)),
        release: (error) => connection.release(error),
      };
    },
  };
}

/** A run that fails, a patrol, a run that succeeds a slot later, and another patrol. */
async function night(app: KilledApp): Promise<void> {
  const { name, url, from } = app;
  const { take, taken } = stepper(app);
  const pool = new pg.Pool({ connectionString: url, max: 2 });
  pool.on("error", () => {});
  let now = new Date(from);
  const ronda = createRonda({
    app: "bakery",
    database: stepping(pool, take),
    jobs: [nightJob(pool, { fails: () => now.getTime() === Date.parse(from), take })],
    channels: [hook(app.hook, name, take)],
    secrets: {},
    logger: quiet,
    clock: () => now,
  });
  for (const minutes of [0, 5]) {
    now = new Date(Date.parse(from) + minutes * 60_000);
    const answer = await ronda.runCron("send-receipts", { trigger: "schedule" });
    say({ name, slot: new Date(now.getTime() - 2000).toISOString(), answer });
    await ronda.patrol();
  }
  await ronda.stop();
  await pool.end();
  say({ name, ...taken() });
}

const apps = JSON.parse(await text(process.stdin)) as KilledApp[];
// It ends when it is killed, and not by itself.
setInterval(() => {}, 1000);
await Promise.all(apps.map(night));
