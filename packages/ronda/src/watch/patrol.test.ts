import { expect, it } from "vitest";
import { defineJob } from "../job/job.ts";
import { newRunId } from "../runs/run-id.ts";
import { testDatabase } from "../testing/database.ts";
import { testClock, testRonda } from "../testing/engine.ts";

const database = testDatabase();
const trips = defineJob({
  name: "auto-complete-trips",
  schedule: "0 18 * * *",
  description: { id: "Menyelesaikan trip", en: "Completes trips" },
  run: () => ({ completed: 0 }),
});

it("does nothing in a quiet minute", async () => {
  const ronda = await testRonda(database, [trips]);
  expect(await ronda.patrol()).toEqual({
    abandoned: 0,
    restarted: [],
    missed: 0,
    caughtUp: [],
    opened: 0,
    reminded: 0,
    resolved: 0,
    pruned: 0,
  });
});

it("forgets runs after 90 days, but never the last run, success and error of a job", async () => {
  const clock = testClock("2026-01-01T18:00:00Z");
  const ronda = await testRonda(database, [trips], { clock });
  const runAt = async (at: string, fails = false) => {
    clock.set(at);
    await ronda.runCron(trips.name, fails ? () => Promise.reject(new Error("broken")) : () => ({ completed: 1 }));
    return (await ronda.runs({ limit: 1 }))[0]!.id;
  };
  await runAt("2026-01-01T18:00:00Z");
  await runAt("2026-01-02T18:00:00Z", true);
  const lastSuccess = await runAt("2026-01-03T18:00:00Z");
  await runAt("2026-01-04T18:00:00Z", true);
  const lastError = await runAt("2026-01-05T18:00:00Z", true);

  clock.set("2026-04-01T17:59:59Z");
  expect(await ronda.patrol()).toMatchObject({ pruned: 0 });
  clock.set("2026-06-01T00:00:00Z");
  expect(await ronda.patrol()).toMatchObject({ pruned: 3 });
  expect((await ronda.runs()).map(({ id }) => id)).toEqual([lastError, lastSuccess]);
});

it("prunes some thousand rows at a time", async () => {
  const clock = testClock("2026-11-23T00:00:00Z");
  const ronda = await testRonda(database, [trips], { clock });
  const old = Array.from({ length: 5001 }, () => newRunId(new Date("2026-01-01T00:00:00Z")));
  await database.pool.query(
    `insert into "CronRun" ("id", "jobName", "status", "trigger", "createdAt", "host", "pid")
     select id, 'auto-complete-trips', 'SUCCESS', 'manual', now(), 'vps', 1 from unnest($1::uuid[]) id`,
    [old],
  );
  expect(await ronda.patrol()).toMatchObject({ pruned: 5000 });
  expect(await ronda.patrol()).toMatchObject({ pruned: 1 });
});
