import pg from "pg";
import { createRonda, defineJob } from "ronda";
import { type BenchContext, interleaved, median, type Row } from "./bench.ts";

const rounds = 9;
const readsARound = 10;
const targetMs = 50;

const quiet = { info: () => {}, warn: () => {}, error: () => {} };
const schedules = ["* * * * *", "*/5 * * * *", "0 * * * *", "0 18 * * *", "0 9 * * 1-5"];
const zones = ["UTC", "Asia/Jakarta", "Europe/Berlin", "America/New_York"];
const jobs = Array.from({ length: 200 }, (_, index) =>
  defineJob({
    name: `job-${index}`,
    schedule: schedules[index % schedules.length]!,
    timeZone: zones[index % zones.length]!,
    description: "Does nothing",
    run: () => ({ completed: 0 }),
  }),
);

const ranAt = new Date("2026-10-25T00:00:00Z");
const monthLater = new Date("2026-11-25T00:00:00Z");

/** The page of 200 jobs: just after all of them ran, and after a month in which none did. */
export async function bench({ databaseUrl, say }: BenchContext): Promise<Row[]> {
  const database = new pg.Pool({ connectionString: databaseUrl });
  let now = ranAt;
  const ronda = createRonda({ app: "bench", database, jobs, secrets: {}, logger: quiet, clock: () => now });
  await ronda.migrate();
  say("running 200 jobs once");
  for (const { name } of jobs) await ronda.runCron(name);
  const readMs = async (at: Date) => {
    now = at;
    const times: number[] = [];
    for (let read = 0; read < readsARound; read++) {
      const startedMs = performance.now();
      await ronda.overview();
      times.push(performance.now() - startedMs);
    }
    return median(times);
  };
  const measured = await interleaved(rounds, { fresh: () => readMs(ranAt), silent: () => readMs(monthLater) });
  await database.end();
  return [
    {
      work: "the overview of 200 jobs, silent for a month",
      reference: "the same just after they ran",
      referenceFigure: `${measured.fresh.toFixed(1)} ms`,
      ours: `${measured.silent.toFixed(1)} ms`,
      ratio: measured.fresh / measured.silent,
      target: `at most ${targetMs} ms`,
      met: measured.silent <= targetMs,
    },
  ];
}
