import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, it } from "vitest";
import { cronSecret, type RunningApp, startApp } from "#tests/app.ts";

const bin = join(import.meta.dirname, "../../node_modules/.bin/ronda");

let app: RunningApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.stop());

/** The installed command in the app's folder, with the app's own environment. */
async function ronda(...args: string[]): Promise<string> {
  const env = {
    ...process.env,
    DATABASE_URL: app.databaseUrl,
    SETRIP_DATA_DIR: app.dataDir,
    APP_URL: app.url,
    CRON_SECRET: cronSecret,
  };
  const { stdout } = await promisify(execFile)(bin, args, { env: env as NodeJS.ProcessEnv });
  return stdout;
}

it("`ronda run` prints the manual's answer, and the run is manual, in the name of who typed it", async () => {
  expect(await ronda("run", "auto-complete-trips")).toBe('{"ok":true,"completed":0,"ids":[],"payoutsReleased":[]}\n');
  const [run] = JSON.parse(await ronda("runs", "--json", "--job", "auto-complete-trips"));
  expect(run).toMatchObject({ status: "SUCCESS", trigger: "manual", actor: expect.stringMatching(/ \(ronda run\)$/) });
});

it("the crontab's curl gets the manual's answer", async () => {
  const file = join(app.dataDir, "cron.curl");
  await ronda("export", "curl-config", "--output", file);
  const url = `${app.url}/api/cron/cleanup-trip-images`;
  const { stdout } = await promisify(execFile)("curl", ["--config", file, url]);
  expect(stdout).toBe('{"ok":true,"scanned":0,"deleted":0}\n');
});

it("the patrol answers at its own address", async () => {
  const headers = { authorization: `Bearer ${cronSecret}` };
  const answer = await fetch(`${app.url}/api/cron/patrol`, { headers });
  expect(await answer.json()).toMatchObject({ ok: true, abandoned: 0 });
});

it("`ronda doctor` asks the running app, its database and its folders, and says what mends each thing", async () => {
  // Exit code 1: no schedule is installed on the machine of the tests.
  const { stdout } = await ronda("doctor", "--json").then(
    (stdout) => ({ stdout }),
    (error: { stdout: string }) => error,
  );
  const checks = JSON.parse(stdout) as { name: string; state: string; why: string; mend?: string }[];
  const stateOf = (name: string) => checks.find((check) => check.name === name)?.state;
  for (const name of [
    "secret",
    "database",
    "migrations",
    "dataFolder",
    "cronSecret",
    "running app",
    "database's clock",
  ]) {
    expect([name, stateOf(name)]).toEqual([name, "ok"]);
  }
  expect(checks.find(({ name }) => name === "mail")).toMatchObject({
    state: "warning",
    why: expect.stringContaining("RESEND_API_KEY"),
  });
  expect(stdout).not.toContain(cronSecret);
});
