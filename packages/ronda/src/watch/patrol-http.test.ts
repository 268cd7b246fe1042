import { expect, it } from "vitest";
import { defineJob } from "../job/job.ts";
import { testDatabase } from "../testing/database.ts";
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
    { ok: true, abandoned: 0, restarted: [], reminded: 0, pruned: 0 },
  ]);
  expect(await ronda.runs()).toEqual([]);
});

it("the patrol is as closed as a job", async () => {
  const ronda = await testRonda(database, [mails]);
  expect((await ronda.handle(request("guessed"), "patrol")).status).toBe(401);
});
