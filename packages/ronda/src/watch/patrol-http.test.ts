import { expect, it } from "vitest";
import { defineJob } from "../job/job.ts";
import { intercepted, testDatabase } from "../testing/database.ts";
import { secret, testRonda } from "../testing/engine.ts";

const database = testDatabase();
const mails = defineJob({
  name: "process-email-jobs",
  schedule: "*/5 * * * *",
  description: { id: "Mengirim email", en: "Sends mails" },
  run: () => ({ picked: 0 }),
});

const request = (token: string) =>
  new Request("https://bakery.example/api/cron/patrol", { headers: { authorization: `Bearer ${token}` } });

it("the patrol answers at its own address like a job, for hosts where no process stays alive", async () => {
  const ronda = await testRonda(database, [mails]);
  const answer = await ronda.handle(request(secret), "patrol");
  expect([answer.status, await answer.json()]).toEqual([
    200,
    { ok: true, abandoned: 0, restarted: [], missed: 0, caughtUp: [], reminded: 0, pruned: 0, opened: 0, resolved: 0 },
  ]);
  expect(await ronda.runs()).toEqual([]);
});

it("the patrol is as closed as a job", async () => {
  const ronda = await testRonda(database, [mails]);
  expect((await ronda.handle(request("guessed"), "patrol")).status).toBe(401);
});

it("never overlaps itself in one process, whoever asks, and reports what it did once", async () => {
  let underWay = 0;
  let most = 0;
  const pool = intercepted(database.pool, async (run, { text }) => {
    if (!text.includes("with scanned")) return await run();
    most = Math.max(most, ++underWay);
    try {
      return await run();
    } finally {
      underWay -= 1;
    }
  });
  const ronda = await testRonda({ pool }, [mails], { keepRuns: { lastOfEachJob: 1 } });
  await ronda.runCron(mails.name);
  await database.pool.query(`update "CronRun" set "id" = '01000000-0000-7000-8000-000000000000'`);
  await ronda.runCron(mails.name);
  let finished = 0;
  ronda.on("patrol.finished", () => void finished++);
  ronda.startPatrol();
  const reports = await Promise.all([
    ...Array.from({ length: 5 }, () => ronda.patrol()),
    ...Array.from(
      { length: 5 },
      async () => (await (await ronda.handle(request(secret), "patrol")).json()) as { pruned: number },
    ),
  ]);
  expect(most).toBe(1);
  expect(finished).toBe(1);
  // To whoever began it.
  expect(reports.map(({ pruned }) => pruned).sort()).toEqual([...Array.from({ length: 9 }, () => 0), 1]);
  expect(await ronda.runs()).toHaveLength(1);
  expect(await ronda.patrol()).toMatchObject({ pruned: 0 });
  expect(finished).toBe(2);
  await ronda.stop();
});
