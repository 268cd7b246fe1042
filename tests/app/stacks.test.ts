import pg from "pg";
import { afterAll, beforeAll, expect, it } from "vitest";
import { cronSecret, type RunningApp, startApp } from "#tests/app.ts";

let app: RunningApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.stop());

/** Asks the app's database behind its back. */
async function ask(text: string): Promise<Record<string, string>[]> {
  const client = new pg.Client({ connectionString: app.databaseUrl });
  await client.connect();
  const { rows } = await client.query(text);
  await client.end();
  return rows;
}

it("the stack of a run that failed names the file and the line that somebody wrote", async () => {
  await ask(`alter table "Payment" rename to "PaymentGone"`);
  const headers = { authorization: `Bearer ${cronSecret}` };
  const response = await fetch(`${app.url}/api/cron/expire-payments`, { headers });
  expect(response.status).toBe(500);
  const [run] = await ask(`select "errorStack" from "CronRun" where "jobName" = 'expire-payments'`);
  expect(run?.errorStack).toMatch(/ at .*\/domain\/bookings\/payments\/\w+\.ts:\d+:\d+/);
  expect(run?.errorStack).not.toContain("/.next/");
});
