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

type Check = { name: string; state: string; why: string; mend?: string };

/** What it finds, as JSON. Its exit code is 1: no schedule is installed on the machine of the tests. */
async function doctor(): Promise<string> {
  const { stdout } = await ronda("doctor", "--json").then(
    (stdout) => ({ stdout }),
    (error: { stdout: string }) => error,
  );
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
  const stdout = await doctor();
  const checks = JSON.parse(stdout) as Check[];
  const stateOf = (name: string) => checks.find((check) => check.name === name)?.state;
  for (const name of [
    "secret",
    "database",
    "migrations",
    "dataFolder",
    "cronSecret",
    "clock",
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

it("a server's clock that leaps holds every job and no page; readiness, doctor and incident say so until it is right", async () => {
  const ask = async (path: string) => {
    const response = await fetch(`${app.url}${path}`, { headers: { authorization: `Bearer ${cronSecret}` } });
    return { status: response.status, body: await response.json() };
  };
  const openIncidents = async () => {
    await ask("/api/cron/patrol");
    const incidents = JSON.parse(await ronda("incidents", "--open", "--json")) as { subject: { name: string } }[];
    return incidents.map(({ subject }) => subject.name).filter((name) => name.startsWith("clock@"));
  };
  const { body: before } = await ask("/api/cron/expire-payments");
  app.leapClock(400 * 24 * 3_600_000);
  const held = { ok: true, skipped: "held: the clock of this host has leapt" };
  for (const job of ["expire-payments", "auto-complete-trips", "prune"])
    expect(await ask(`/api/cron/${job}`)).toEqual({ status: 200, body: held });
  expect(await ask("/api/health/ready")).toMatchObject({
    status: 503,
    body: { ok: false, database: "ok", clock: expect.stringMatching(/^leapt: it says 20.* all jobs are held$/) },
  });
  for (const path of ["/", "/masuk"]) expect((await fetch(`${app.url}${path}`)).status).toBe(200);
  expect(await openIncidents()).toHaveLength(1);
  const found = (JSON.parse(await doctor()) as Check[]).find(({ name }) => name === "clock");
  expect(found).toMatchObject({ state: "error", mend: expect.stringContaining("npx ronda trust-clock") });
  // Of the machine of this command the clock is right.
  await expect(ronda("trust-clock")).rejects.toMatchObject({ code: 1 });

  app.moveClock(0);
  expect(await ask("/api/cron/expire-payments")).toEqual({ status: 200, body: before });
  expect(await ask("/api/health/ready")).toMatchObject({ status: 200, body: { ok: true, clock: "ok" } });
  expect(await openIncidents()).toEqual([]);
});
