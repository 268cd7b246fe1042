import pg from "pg";
import { createRonda, defineJob, type Ronda } from "ronda";
import { type BenchContext, interleaved, median, type Row } from "./bench.ts";

const fewRuns = 1000;
const manyRuns = 10_000_000;
const batch = 500_000;
const rounds = 9;
const readsARound = 50;
const target = 1.5;

const quiet = { info: () => {}, warn: () => {}, error: () => {} };
const jobs = ["auto-complete-trips", "process-email-jobs", "cleanup-trip-images"].map((name) =>
  defineJob({
    name,
    schedule: "*/5 * * * *",
    description: { id: "Tidak melakukan apa-apa", en: "Does nothing" },
    run: () => ({ completed: 0 }),
  }),
);

/** What the system page reads: the same page over a thousand runs and over ten million must cost the same. */
export async function bench({ databaseUrl, say }: BenchContext): Promise<Row[]> {
  const few = await withRuns(databaseUrl, fewRuns);
  say(`adding ${manyRuns.toLocaleString("en-US")} runs, some minutes`);
  const many = await withRuns(databaseUrl, manyRuns);
  // What the server still has to write and to clean after so many rows is no part of the reading.
  await many.database.query("checkpoint");
  const measured = await interleaved(rounds, { few: () => readMs(few.ronda), many: () => readMs(many.ronda) });
  await Promise.all([few.database.end(), many.database.end()]);
  return [
    {
      work: `what the system page reads, 3 jobs, ${manyRuns.toLocaleString("en-US")} runs`,
      reference: `the same with ${fewRuns.toLocaleString("en-US")} runs`,
      referenceFigure: `${measured.few.toFixed(1)} ms`,
      ours: `${measured.many.toFixed(1)} ms`,
      ratio: measured.few / measured.many,
      target: `at most ${target} times the time`,
      met: measured.many <= target * measured.few,
    },
  ];
}

/** An engine whose tables, in a schema of their own, hold that many runs. */
async function withRuns(databaseUrl: string, count: number): Promise<{ ronda: Ronda; database: pg.Pool }> {
  const schema = `runs_${count}`;
  const database = new pg.Pool({ connectionString: databaseUrl, options: `-c search_path=${schema}` });
  await database.query(`create schema ${schema}`);
  const ronda = createRonda({ app: "bench", database, jobs, secrets: {}, logger: quiet });
  await ronda.migrate();
  for (const { name } of jobs) for (let run = 0; run < 10; run++) await ronda.runCron(name);
  // It keeps what lists show of a payload; for so many rows at once that takes longer than the rows.
  await database.query(`alter table "CronRun" disable trigger "CronRun_keep_digest"`);
  for (let added = 0; added < count; added += batch) await addRuns(database, Math.min(batch, count - added));
  await database.query(`alter table "CronRun" enable trigger "CronRun_keep_digest"`);
  await database.query(`vacuum (analyze, freeze) "CronRun"`);
  return { ronda, database };
}

/** Older runs of the three jobs, one in a hundred failed; the newest rows stay those that really ran. */
async function addRuns(database: pg.Pool, count: number): Promise<void> {
  await database.query(
    `insert into "CronRun" ("id", "jobName", "status", "trigger", "createdAt", "startedAt", "finishedAt", "durationMs",
       "payload", "host", "pid")
     select uuidv7(interval '-1 day'), (array['auto-complete-trips', 'process-email-jobs', 'cleanup-trip-images'])[n % 3 + 1],
       case when n % 100 = 0 then 'FAILED' else 'SUCCESS' end, 'manual', now(), now(), now(), 12, '{"completed": 0}', 'vps', 1
     from generate_series(1, $1) n`,
    [count],
  );
}

async function readMs(ronda: Ronda): Promise<number> {
  const times: number[] = [];
  for (let read = 0; read < readsARound; read++) {
    const startedMs = performance.now();
    await ronda.overview();
    times.push(performance.now() - startedMs);
  }
  return median(times);
}
