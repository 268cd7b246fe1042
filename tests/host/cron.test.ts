import { execFileSync } from "node:child_process";
import { chmodSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import pg from "pg";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { jobs } from "#jobs/index.ts";
import { cronSecret, type RunningApp, startApp } from "#tests/app.ts";
import { cronDaemon, readCrontab, writeCrontab } from "./crontab.ts";

const root = join(import.meta.dirname, "../..");
const minuteMs = 60_000;
const answerDelayMs = 1500;
/** Cron looks at a new crontab at the start of the next minute. */
const deadlineMs = 2 * minuteMs + 30_000;

let app: RunningApp;
let proxy: Server;
let daemon: { stop: () => Promise<void> };
let before = "";
let folder = "";
let installed = "";
/** What `ps` showed while the lines ran. */
const processes = new Set<string>();
let runs: { jobName: string; trigger: string; status: string; slotAt: Date | null }[] = [];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "setrip-cron-"));
  chmodSync(folder, 0o700);
  app = await startApp();
  proxy = await slowProxy();
  before = readCrontab();
  daemon = cronDaemon();
  writeCrontab(
    `${before}MAILTO=''\n0 18 * * * curl -H "Authorization: Bearer ${cronSecret}" ${app.url}/api/cron/prune\n`,
  );
  app.moveClock(untilSlots());
  installed = install();
  runs = await watchRuns();
});

afterAll(async () => {
  writeCrontab(before);
  await daemon?.stop();
  proxy?.close();
  await app?.stop();
});

it("cron takes the installed block, which keeps the crontab's other lines, replaces an old one and stands last", () => {
  const lines = readCrontab().split("\n");
  expect(lines).toContain("MAILTO=''");
  expect(lines.slice(-2)).toEqual(["# END setrip", ""]);
  expect(installed).toContain("replaced 1 line");
  expect(installed).not.toContain(cronSecret);
});

it("every job's run arrives in CronRun as the schedule's, claimed for its slot or the latest that has passed", () => {
  expect(runs.map(({ jobName }) => jobName).sort()).toEqual(jobs.map(({ name }) => name).sort());
  for (const run of runs) {
    expect(run).toMatchObject({ status: "SUCCESS", trigger: "schedule", slotAt: expect.any(Date) });
  }
});

it("each trigger is one line of the log: time, job, status and the response", async () => {
  const read = () => readFileSync(join(folder, "cron.log"), "utf8").trim().split("\n");
  // A run is finished in its row before its answer has passed the slow proxy.
  const lines = await vi.waitUntil(() => (read().length >= jobs.length ? read() : undefined), { timeout: 20_000 });
  const logged = lines.map(
    (line) => /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ (\S+) 200 \{"ok":true[,}].*$/.exec(line)?.[1] ?? line,
  );
  expect(new Set(logged)).toEqual(new Set(jobs.map(({ name }) => name)));
});

it("the secret is in neither `crontab -l` nor `ps`", () => {
  expect(readCrontab()).not.toContain(cronSecret);
  const shown = [...processes];
  expect(shown.filter((line) => line.startsWith(`curl --config ${folder}/cron.curl`))).not.toEqual([]);
  expect(shown.filter((line) => line.includes(cronSecret))).toEqual([]);
});

it("`ronda runs` shows what cron has started", () => {
  const shown = ronda("runs");
  for (const { name } of jobs) expect(shown).toMatch(new RegExp(`${name} +SUCCESS +schedule`));
});

/** Runs the real command on the app's registry, every schedule of which is made `* * * * *`. */
function ronda(...args: string[]): string {
  const config = join(folder, "ronda.config.ts");
  const source = `
    import config from ${JSON.stringify(join(root, "ronda.config.ts"))};
    const jobs = config.jobs.map((job) => ({ ...job, schedule: "* * * * *" }));
    export default { app: config.app, url: config.url, secret: config.secret, ronda: config.ronda, close: config.close, jobs };`;
  writeFileSync(config, source);
  const env = { ...process.env, DATABASE_URL: app.databaseUrl, APP_URL: app.url, CRON_SECRET: cronSecret };
  const options = { encoding: "utf8", env: env as NodeJS.ProcessEnv, cwd: root } as const;
  return execFileSync(process.execPath, ["packages/ronda/src/cli.ts", "--config", config, ...args], options);
}

/** Puts the block into the crontab that is there; what the command says. */
function install(): string {
  const url = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
  const paths = ["--curl-config", join(folder, "cron.curl"), "--log", join(folder, "cron.log")];
  return ronda("install", "crontab", "--url", url, ...paths);
}

/**
 * Moves the app's clock so that the next full minute is a quarter to seven in the evening UTC: the slots of the night's
 * jobs and of those that run every five minutes are open then, and a minute before too. Ten seconds are left for cron to see its new crontab.
 */
function untilSlots(): number {
  const nextMinute = Math.ceil((Date.now() + 10_000) / minuteMs) * minuteMs;
  const slots = new Date(nextMinute);
  slots.setUTCHours(18, 45, 0, 0);
  return slots.getTime() - nextMinute;
}

/** Passes requests on after a while, so that `ps` has time to see who waits. */
function slowProxy(): Promise<Server> {
  const server = createServer(async (request, response) => {
    await wait(answerDelayMs);
    const { authorization = "", "x-ronda-trigger": trigger } = request.headers;
    const headers = { authorization, "X-Ronda-Trigger": String(trigger) };
    const answer = await fetch(`${app.url}${request.url}`, { headers });
    response.writeHead(answer.status).end(await answer.text());
  });
  return new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(server)));
}

/** Waits until each job has finished a run, noting all processes meanwhile. */
async function watchRuns(): Promise<typeof runs> {
  const database = new pg.Client({ connectionString: app.databaseUrl });
  await database.connect();
  try {
    for (const deadline = Date.now() + deadlineMs; Date.now() < deadline; await wait(200)) {
      for (const line of execFileSync("ps", ["-eo", "args="], { encoding: "utf8" }).split("\n")) processes.add(line);
      const { rows } = await database.query(
        `select distinct on ("jobName") "jobName", "trigger", "status", "slotAt" from "CronRun"
         where "status" <> 'RUNNING' order by "jobName", "id"`,
      );
      if (rows.length === jobs.length) return rows;
    }
    throw new Error(`cron did not start every job within ${deadlineMs / 1000} s\n${app.logs()}`);
  } finally {
    await database.end();
  }
}
