import { setTimeout as pause } from "node:timers/promises";
import { expect, it } from "vitest";
import { defineJob } from "../job/job.ts";
import { testDatabase } from "../testing/database.ts";
import { testRonda } from "../testing/engine.ts";

const database = testDatabase();
const rounds = 25;

it("each call of a function is one SUCCESS, never two at once, while connections are ended all the time", async () => {
  const calls = new Map<string, number>();
  const overlaps: string[] = [];
  const atWork = new Set<string>();
  const jobs = Array.from({ length: 8 }, (_, index) => {
    const name = `job-${index}`;
    const run = async () => {
      if (atWork.has(name)) overlaps.push(name);
      atWork.add(name);
      calls.set(name, (calls.get(name) ?? 0) + 1);
      await pause(Math.random() * 20);
      atWork.delete(name);
      return {};
    };
    return defineJob({ name, schedule: "0 18 * * *", description: "Works for a moment", run });
  });
  const hosts = await Promise.all([1, 2, 3].map(() => testRonda({ pool: database.poolWith({ max: 4 }) }, jobs)));
  let isOver = false;
  const trigger = async (ronda: (typeof hosts)[number], name: string) => {
    while (!isOver) {
      await ronda.runCron(name, undefined, { trigger: "manual" });
      await pause(Math.random() * 10);
    }
  };
  const triggers = hosts.flatMap((ronda) => jobs.map(({ name }) => trigger(ronda, name)));
  // Not while it is being opened: what breaks in between being open and being lent reaches nobody, which is the pool's own gap.
  for (let round = 0; round < rounds; round++) {
    await pause(100);
    await database.pool.query(
      `select pg_terminate_backend(pid) from pg_stat_activity
       where datname = current_database() and pid <> pg_backend_pid() and random() < 0.5
         and backend_start < now() - interval '300 milliseconds'`,
    );
  }
  isOver = true;
  await Promise.all(triggers);
  for (const ronda of hosts) await ronda.patrol().catch(() => ronda.patrol());
  await Promise.all(hosts.map((ronda) => ronda.stop()));
  const { rows } = await database.pool.query(
    `select "jobName" as "name", count(*) filter (where "status" = 'SUCCESS')::integer as "ended",
       count(*) filter (where "status" <> 'SKIPPED')::integer as "counted",
       count(*) filter (where "status" = 'RUNNING' or "hasLease")::integer as "open",
       count(*) filter (where "status" in ('FAILED', 'TIMED_OUT') or ("status" = 'ABANDONED' and "reason" <> 'restart'))::integer as "wrong"
     from "CronRun" group by 1`,
  );
  const { rows: totals } = await database.pool.query(
    `select "jobName" as "name", "count"::integer from "RondaTotal" where "outcome" = 'SUCCESS'`,
  );
  // Claims that were given back are no errors, but runs that ended.
  const { rows: days } = await database.pool.query(
    `select "jobName" as "name", sum("runs")::integer as "runs", sum("errors")::integer as "errors" from "RondaDay" group by 1`,
  );
  expect(overlaps).toEqual([]);
  for (const { name, ended, counted, open, wrong } of rows) {
    expect({ name, ended, open, wrong }).toEqual({ name, ended: calls.get(name), open: 0, wrong: 0 });
    expect(totals.find((total) => total.name === name)).toEqual({ name, count: ended });
    expect(days.find((day) => day.name === name)).toEqual({ name, runs: counted, errors: 0 });
  }
});
