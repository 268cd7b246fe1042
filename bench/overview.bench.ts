import pg from "pg";
import { createRonda, defineJob, type Ronda } from "ronda";
import { type BenchContext, interleaved, median, type Row } from "./bench.ts";

const fewRuns = 10_000;
/** `BENCH_RUNS=1000000` takes a tenth of the time and of the disk. */
const manyRuns = Number(process.env.BENCH_RUNS || 10_000_000);
const jobCount = 50;
const slotMs = 5 * 60_000;
const slotsADay = (24 * 60 * 60_000) / slotMs;
const latestSlotMs = Math.floor(Date.now() / slotMs) * slotMs;
const batch = 500_000;
const rounds = 9;
const readsARound = 20;
const target = 1.5;

const triggersARound = 200;
const slowestTriggerMs = 1000;

const quiet = { info: () => {}, warn: () => {}, error: () => {} };
const jobs = Array.from({ length: jobCount }, (_, index) =>
  defineJob({
    name: `job-${index}`,
    schedule: "*/5 * * * *",
    description: "Does nothing",
    run: () => ({ completed: 0 }),
  }),
);

/**
 * What the system page reads, and the engine's own page whole: the same over ten thousand runs and over ten million must
 * cost the same. Then what a trigger costs while old runs are forgotten.
 */
export async function bench({ databaseUrl, say }: BenchContext): Promise<Row[]> {
  const few = await withRuns(databaseUrl, fewRuns);
  say(`adding ${manyRuns.toLocaleString("en-US")} runs, some minutes`);
  const many = await withRuns(databaseUrl, manyRuns);
  // What the server still has to write and to clean after so many rows is no part of the reading.
  await many.database.query("checkpoint");
  say("reading");
  const rows = [
    await compare("what the system page reads, every slot's mark with it", few.ronda, many.ronda, read),
    await compare("the engine's own page as HTML", few.ronda, many.ronda, readHtml),
  ];
  say("triggering while old runs are forgotten");
  rows.push(await triggerWhilePruning(many.ronda));
  await Promise.all([few.database.end(), many.database.end()]);
  return rows;
}

/** An engine whose tables, in a schema of their own, hold that many runs. */
async function withRuns(databaseUrl: string, count: number): Promise<{ ronda: Ronda; database: pg.Pool }> {
  const schema = `runs_${count}`;
  const database = new pg.Pool({ connectionString: databaseUrl, options: `-c search_path=${schema}` });
  await database.query(`create schema ${schema}`);
  const ronda = createRonda({ app: "bench", database, jobs, secrets: {}, logger: quiet });
  await ronda.migrate();
  // As if the jobs had been there for as long as their runs.
  await database.query(
    `update "RondaJob" set "firstSeenAt" = now() - interval '3 years', "scheduleSince" = now() - interval '3 years'`,
  );
  // What the triggers keep of each row takes longer than the rows; it is counted afterwards.
  await database.query(`alter table "CronRun" disable trigger user`);
  for (let added = 0; added < count; added += batch)
    await addRuns(database, { from: added, to: Math.min(added + batch, count) });
  await database.query(`alter table "CronRun" enable trigger user`);
  await database.query(`select ronda_rebuild_marks_2(now() - interval '9 days')`);
  for (const { name } of jobs) await ronda.runCron(name);
  await database.query(`vacuum (analyze, freeze) "CronRun"`);
  return { ronda, database };
}

/** Runs at the jobs' own slots, backwards from now, one in a hundred failed. Those older than a week are older than 90 days. */
async function addRuns(database: pg.Pool, { from, to }: { from: number; to: number }): Promise<void> {
  await database.query(
    `insert into "CronRun" ("id", "jobName", "status", "trigger", "slotAt", "createdAt", "startedAt", "finishedAt", "durationMs",
       "payload", "host", "pid")
     select uuidv7(slot - now()), 'job-' || n % $3, case when n % 101 = 0 then 'FAILED' else 'SUCCESS' end, 'schedule',
       slot, slot, slot, slot, 12, '{"completed": 0}', 'vps', 1
     from generate_series($1::integer, $2::integer - 1) n,
       lateral (select to_timestamp($5::bigint / 1000.0) - (n / $3 + 1 + case when n / $3 >= $6 then $7 else 0 end) * $4::float8 * interval '1 millisecond' as slot) at`,
    [from, to, jobCount, slotMs, latestSlotMs, 8 * slotsADay, 90 * slotsADay],
  );
}

async function compare(work: string, few: Ronda, many: Ronda, once: (ronda: Ronda) => Promise<unknown>): Promise<Row> {
  const measured = await interleaved(rounds, { few: () => medianMs(few, once), many: () => medianMs(many, once) });
  return {
    work: `${work}, ${jobCount} jobs, ${manyRuns.toLocaleString("en-US")} runs`,
    reference: `the same with ${fewRuns.toLocaleString("en-US")} runs`,
    referenceFigure: `${measured.few.toFixed(1)} ms`,
    ours: `${measured.many.toFixed(1)} ms`,
    ratio: measured.few / measured.many,
    target: `at most ${target} times the time`,
    met: measured.many <= target * measured.few,
  };
}

async function medianMs(ronda: Ronda, once: (ronda: Ronda) => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let time = 0; time < readsARound; time++) times.push(await msOf(() => once(ronda)));
  return median(times);
}

async function msOf(work: () => Promise<unknown>): Promise<number> {
  const startedMs = performance.now();
  await work();
  return performance.now() - startedMs;
}

async function read(ronda: Ronda): Promise<number> {
  const overview = await ronda.overview();
  return overview.jobs.reduce((sum, { slots }) => sum + slots.length, 0);
}

async function readHtml(ronda: Ronda): Promise<string> {
  const response = await ronda.page(new Request("http://localhost:3000/ronda"), {
    authorize: () => "bench",
    base: "/ronda",
  });
  if (response.status !== 200) throw new Error(`the page was answered with ${response.status}`);
  return await response.text();
}

/** The same triggers, alone and while one patrol after the other forgets old runs. */
async function triggerWhilePruning(ronda: Ronda): Promise<Row> {
  let pruned = 0;
  const alone = await triggerTimes(ronda);
  let isTriggering = true;
  const pruning = (async () => {
    while (isTriggering) {
      const report = await ronda.patrol();
      pruned += report.pruned;
    }
  })();
  const meanwhile = await triggerTimes(ronda);
  isTriggering = false;
  await pruning;
  if (pruned === 0) throw new Error("nothing was pruned");
  const slowest = Math.max(...meanwhile);
  const [reference, ours] = [median(alone), median(meanwhile)];
  return {
    work: `one trigger while ${pruned.toLocaleString("en-US")} old runs are forgotten (slowest ${slowest.toFixed(0)} ms)`,
    reference: `the same trigger by itself (slowest ${Math.max(...alone).toFixed(0)} ms)`,
    referenceFigure: `${reference.toFixed(1)} ms`,
    ours: `${ours.toFixed(1)} ms`,
    ratio: reference / ours,
    // One patrol after the other without a pause, where the app has one a minute: the work is shared, and nobody waits for it.
    target: `none above ${slowestTriggerMs} ms`,
    met: slowest <= slowestTriggerMs,
  };
}

async function triggerTimes(ronda: Ronda): Promise<number[]> {
  const times: number[] = [];
  for (let time = 0; time < triggersARound; time++) {
    const { name } = jobs[time % jobs.length]!;
    times.push(await msOf(() => ronda.runCron(name, undefined, { trigger: "manual" })));
  }
  return times;
}
