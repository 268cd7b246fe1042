import { readFileSync, statSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { dirname, join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { databaseUrl, pool } from "#db/connection.ts";
import { jobs } from "#jobs/index.ts";
import { hostTimeZone } from "#packages/ronda/src/exports/host-zone.ts";
import { offsetsMinutes } from "#packages/ronda/src/schedule/time-zone.ts";
import { type TcpProxy, tcpProxy } from "#packages/ronda/src/testing/tcp-proxy.ts";
import { cronSecret, type RunningApp, startApp } from "#tests/app.ts";
import { ownDatabase } from "#tests/database.ts";
import { givenUser } from "#tests/rows.ts";
import { cookieOf } from "#tests/signed-in.ts";
import { allJobsBut, type BackOffice, backOffice, processLines, readableByOthers, textOf } from "./back-office.ts";
import { type CronDaemon, cronDaemon, readCrontab, writeCrontab } from "./crontab.ts";
import { smallDisk } from "./small-disk.ts";

/**
 * A real cron daemon calls the installed block of the built app; then one cause after the other keeps it from that, and the
 * doctor and the system page each have to name it. The daemon is started in another zone than the machine's, which changes
 * nothing for lines that are due every minute.
 */
const otherZone = "Asia/Jakarta";
const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const answerDelayMs = 1500;
/** Cron looks at a new crontab at the start of the next minute. */
const deadlineMs = 2 * minuteMs + 30_000;
/** What the installation of the block may take on a busy machine. */
const installMs = 15_000;

ownDatabase({ emptied: false });

let database: TcpProxy;
let app: RunningApp;
let office: BackOffice;
let proxy: Server;
let daemon: CronDaemon;
let admin: { cookie: string };
let before = "";
let installed = "";
/** What `ps` showed while the lines ran, and which files others could read the secret in. */
const processes = new Set<string>();
const leaks = new Set<string>();
let runs: { jobName: string; trigger: string; status: string; slotAt: Date | null }[] = [];

/** Where the app's clock is, from the real time. */
let offsetMs = 0;
async function moveClock(byMs: number): Promise<void> {
  offsetMs += byMs;
  // The app was alive all the time, which nobody could have said for it.
  await pool().query(`update "RondaPatrol" set "aliveAt" = $1`, [new Date(Date.now() + offsetMs)]);
  app.moveClock(offsetMs);
}

beforeAll(async () => {
  const { hostname, port } = new URL(databaseUrl());
  database = await tcpProxy({ host: hostname, port: Number(port) });
  const proxied = Object.assign(new URL(databaseUrl()), { hostname: "127.0.0.1", port: String(database.port) });
  app = await startApp({ databaseUrl: proxied.href });
  admin = await cookieOf(await givenUser({ email: "sari@setrip.test", role: "ADMIN" }));
  office = backOffice(app);
  proxy = await slowProxy();
  before = readCrontab();
  daemon = cronDaemon(otherZone);
  writeCrontab(
    `${before}MAILTO=''\n0 18 * * * curl -H "Authorization: Bearer ${cronSecret}" ${app.url}/api/cron/prune\n`,
  );
  const minute = nextMinute();
  await moveClock(sevenInTheEvening(minute) - minute.getTime());
  installed = await install(minute);
  runs = await watchRuns();
});

afterAll(async () => {
  writeCrontab(before);
  await daemon?.stop();
  proxy?.close();
  await app?.stop();
  await database?.close();
});

describe("cron and the installed block", () => {
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
    const read = () => readFileSync(office.log, "utf8").trim().split("\n");
    // A run is finished in its row before its answer has passed the slow proxy.
    const lines = await vi.waitUntil(() => (read().length >= jobs.length ? read() : undefined), { timeout: 20_000 });
    const logged = lines.map(
      (line) => /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ (\S+) 200 \{"ok":true[,}].*$/.exec(line)?.[1] ?? line,
    );
    expect(new Set(logged)).toEqual(new Set(jobs.map(({ name }) => name)));
  });

  it("the secret is in neither `crontab -l` nor `ps`, and in no file that others may read", () => {
    expect(readCrontab()).not.toContain(cronSecret);
    const shown = [...processes];
    expect(shown.filter((line) => line.startsWith(`curl --config ${office.curlConfig}`))).not.toEqual([]);
    expect(shown.filter((line) => line.includes(cronSecret))).toEqual([]);
    expect([...leaks]).toEqual([]);
    for (const file of [office.curlConfig, `${office.curlConfig}.sh`]) expect(statSync(file).mode & 0o077).toBe(0);
  });

  it("`ronda runs` shows what cron has started", async () => {
    const { out } = await office.ronda(["runs"]);
    for (const { name } of jobs) expect(out).toMatch(new RegExp(`${name} +SUCCESS +schedule`));
  });
});

type Cause = {
  cause: string;
  /** Makes it so; `skip` where this machine does not let us. */
  happen: (skip: (why: string) => never) => void | Promise<void>;
  /** The doctor's line, with the command that mends it. */
  doctor: { name: string; state?: "warning" | "error"; why: RegExp; mend: RegExp };
  /** The environment in which the doctor is asked. */
  env?: Record<string, string>;
  /** What the page says; nothing where it has nothing to say. */
  page: RegExp[];
  /** Before the page is asked: what else comes to pass. */
  later?: () => void | Promise<void>;
  mend: () => void | Promise<void>;
};

/** In the order in which time goes on. */
const causes: Cause[] = [
  {
    cause: "the cron daemon's clock is in another zone",
    happen: async (skip) => {
      if (!canTellZones()) skip("the machine's own cron daemon runs, or its clock is not in UTC");
      // The next day its line comes at the same distance from its slot.
      await moveClock(24 * hourMs);
      await office.trigger(allJobsBut());
      await moveClock(8 * hourMs + 30 * minuteMs);
      await office.trigger(allJobsBut("trip-reminders"));
      await patrol();
    },
    doctor: {
      name: "cron service",
      why: /its clock is in Asia\/Jakarta, this machine's in/,
      mend: /systemctl restart cron$/,
    },
    page: [/trip-reminders/, /jalan 7 jam di luar jadwal/, /Zona waktu server mungkin bukan UTC/],
    mend: async () => {
      await daemon.stop();
      daemon = cronDaemon();
      await office.trigger(["trip-reminders"]);
    },
  },
  {
    cause: "no cron daemon runs",
    happen: async (skip) => {
      if (!daemon.isOurs) skip("the machine's own cron daemon runs");
      await daemon.stop();
      await moveClock(24 * hourMs);
      await patrol();
    },
    doctor: { name: "cron service", why: /^no cron daemon runs$/, mend: /^sudo systemctl enable --now cron$/ },
    page: [/Penjadwal atau server|terlambat bersamaan/i, /tidak ada yang memicunya/],
    mend: async () => {
      daemon = cronDaemon();
      await office.trigger(allJobsBut());
    },
  },
  {
    cause: "a line was removed",
    happen: async () => {
      writeCrontab(readCrontab().replace(/^.*\/process-email-jobs .*\n/m, ""));
      await moveClock(30 * minuteMs);
      await office.trigger(allJobsBut("process-email-jobs"));
      await patrol();
    },
    doctor: { name: "schedule", why: /no line calls process-email-jobs$/, mend: /^npx ronda install crontab$/ },
    page: [/process-email-jobs/, /jadwal terlewat tanpa run/, /Cara membereskannya|Apa yang harus dilakukan/],
    mend: async () => {
      expect((await office.ronda(["install", "crontab"])).code).toBe(0);
      await office.trigger(["process-email-jobs"]);
    },
  },
  {
    cause: "curl's file has another secret",
    happen: async () => {
      writeFileSync(
        office.curlConfig,
        readFileSync(office.curlConfig, "utf8").replace(cronSecret, "the one before it"),
      );
      expect((await office.trigger(["process-email-jobs"]))[0]).toContain(' 401 {"error":"Unauthorized"}');
      await moveClock(15 * minuteMs);
      await office.trigger(["process-email-jobs"]);
      await patrol();
    },
    doctor: {
      name: "curl's file",
      why: /does not have the secret of this environment$/,
      mend: /^npx ronda export curl-config$/,
    },
    page: [/process-email-jobs/, /pemicunya ditolak \d+ kali \(401\)/, /CRON_SECRET di crontab mungkin lama/],
    mend: async () => {
      expect((await office.ronda(["export", "curl-config"])).code).toBe(0);
      await office.trigger(allJobsBut());
    },
  },
  {
    cause: "the secret was changed in the environment and nobody restarted",
    env: { CRON_SECRET: "a new secret that the app has not read yet" },
    happen: async () => {
      // Whoever rotates by hand writes curl's file anew, too.
      const env = { CRON_SECRET: "a new secret that the app has not read yet" };
      expect((await office.ronda(["export", "curl-config"], { env })).code).toBe(0);
      await office.trigger(["process-email-jobs"]);
    },
    doctor: {
      name: "secret",
      why: /^the running app was started with another CRON_SECRET$/,
      mend: /^pm2 startOrReload deploy\/ecosystem.config.cjs --update-env$/,
    },
    later: async () => {
      await moveClock(15 * minuteMs);
      await office.trigger(["process-email-jobs"]);
      await patrol();
    },
    page: [/pemicunya ditolak \d+ kali \(401\)/],
    mend: async () => {
      expect((await office.ronda(["export", "curl-config"])).code).toBe(0);
      await office.trigger(allJobsBut());
    },
  },
  {
    cause: "the environment is wrong",
    env: { MAIL_CALLS_PER_SECOND: "many" },
    happen: () => {},
    doctor: { name: "environment", why: /^MAIL_CALLS_PER_SECOND must be a number/, mend: /^nano .*\.env$/ },
    // The app that runs has read it as it was.
    page: [],
    mend: () => {},
  },
  {
    cause: "the disk of uploads is full",
    happen: async (skip) => {
      const disk = smallDisk(join(app.dataDir, "uploads")) ?? skip("only root may mount a small disk");
      disk.fill();
      takeAway = disk.takeAway;
    },
    doctor: {
      name: "dataFolder",
      why: /^uploads\/trips in it has no space left$/,
      mend: /^ls -ld "\$\(grep '\^SETRIP_DATA_DIR=' \.env \|/,
    },
    page: [/Foto dan bukti transfer tidak bisa disimpan: disk folder SETRIP_DATA_DIR penuh/],
    mend: () => takeAway(),
  },
  {
    cause: "the disk of the log is full",
    happen: async (skip) => {
      const disk = smallDisk(dirname(office.log)) ?? skip("only root may mount a small disk");
      disk.fill();
      takeAway = disk.takeAway;
      // What cannot be written down runs all the same, and so the page has nothing to say.
      expect((await office.trigger(["process-email-jobs"]))[0]).toContain(" 200 ");
    },
    doctor: {
      name: "disk",
      why: /^0 MB free in .*\/log: next to nothing can be written$/,
      mend: /^sudo du -xh .*\/log \| sort -h/,
    },
    page: [],
    mend: () => takeAway(),
  },
  {
    cause: "the database is gone",
    happen: () => database.become("refuse"),
    doctor: {
      name: "database",
      why: /^the database does not answer/i,
      mend: /^pg_isready -d "\$\(grep '\^DATABASE_URL=' \.env \|/,
    },
    page: [/Basis data tidak menjawab/],
    mend: async () => {
      database.become("pass");
      await expect.poll(ready, { timeout: 30_000 }).toBe(true);
    },
  },
  {
    cause: "the app is stopped",
    happen: async () => void (await app.stop()),
    doctor: { name: "the app", why: /^no response from http:.*ECONNREFUSED/, mend: /^pm2 startOrReload / },
    later: async () => {
      // Half a day later somebody starts it again.
      offsetMs += 12 * hourMs;
      app.moveClock(offsetMs);
      const { databaseUrl, dataDir, url } = app;
      app = await startApp({ databaseUrl, dataDir, port: Number(new URL(url).port) });
      await patrol();
    },
    page: [/server mati pada jadwalnya|Penjadwal atau server/, /jadwal terlewat|mati/],
    mend: () => {},
  },
];

let takeAway = () => {};

describe("what keeps the jobs from running", () => {
  beforeAll(async () => {
    expect((await office.ronda(["install", "crontab"])).code).toBe(0);
    await office.trigger(allJobsBut());
  });

  it.for(causes)("$cause: the doctor names it with what mends it, and so does the page", async (row, { skip }) => {
    const { happen, doctor, env, later, page, mend } = row;
    await happen((why) => skip(why));
    try {
      const { checks, code } = await office.doctor(env);
      const { state = "error", ...told } = doctor;
      const line = checks.find(({ name, state }) => name === told.name && state !== "ok");
      expect(line, JSON.stringify(checks, null, 1)).toMatchObject({
        state,
        why: expect.stringMatching(told.why),
        mend: expect.stringMatching(told.mend),
      });
      expect(code).toBe(1);
      expect(JSON.stringify(checks)).not.toContain(cronSecret);
      await later?.();
      const shown = await systemPage();
      for (const words of page) expect(shown).toMatch(words);
    } finally {
      await mend();
    }
  });
});

/** What Sari reads on her morning page. */
async function systemPage(): Promise<string> {
  const headers = { ...admin, accept: "text/html" };
  return textOf(await (await fetch(`${app.url}/admin/system`, { headers })).text());
}

/** Now, not when its minute comes. */
async function patrol(): Promise<void> {
  const headers = { authorization: `Bearer ${cronSecret}` };
  expect((await fetch(`${app.url}/api/cron/patrol`, { headers })).status).toBe(200);
}

async function ready(): Promise<boolean> {
  return (await fetch(`${app.url}/api/health/ready`)).ok;
}

/** The first full minute before which there is time to install. */
function nextMinute(): Date {
  return new Date(Math.ceil((Date.now() + installMs) / minuteMs) * minuteMs);
}

/**
 * Where the app's clock is then: an hour at which the slots of the night have passed, and seven hours before the one of
 * `trip-reminders`, whose line says its hour as the machine's clock would and not the daemon's.
 */
function sevenInTheEvening(minute: Date): number {
  const today = new Date(minute).setUTCHours(19, 0, 0, 0);
  // Forward in the morning, it would pass the slot of that day, which would count as missed.
  return minute.getUTCHours() < 12 ? today - 24 * hourMs : today;
}

/** Puts the block into the crontab that is there, each line due in that minute; what the command says. */
async function install(minute: Date): Promise<string> {
  const url = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
  const there = new Date(minute.getTime() + 7 * hourMs);
  const inOtherZone = `${there.getUTCMinutes()} ${there.getUTCHours()} * * *`;
  const schedules = JSON.stringify({ all: "* * * * *", ...(canTellZones() ? { "trip-reminders": inOtherZone } : {}) });
  const { out, err, code } = await office.ronda(["install", "crontab", "--url", url], { schedules });
  if (code !== 0) throw new Error(err || out);
  return out;
}

/** Whether the daemon is one that was started here, in {@link otherZone}, on a machine in UTC. */
function canTellZones(): boolean {
  const offsets = offsetsMinutes(hostTimeZone());
  return daemon.isOurs && offsets.length === 1 && offsets[0] === 0;
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

/** Waits until each job has finished a run, noting all processes and files meanwhile. */
async function watchRuns(): Promise<typeof runs> {
  const client = new pg.Client({ connectionString: databaseUrl() });
  await client.connect();
  const places = [office.folder, app.dataDir, "/var/spool/cron"];
  try {
    for (const deadline = Date.now() + deadlineMs; Date.now() < deadline; await wait(200)) {
      const lines = processLines();
      for (const line of lines) processes.add(line);
      if (lines.some((line) => line.startsWith("curl --config")))
        for (const file of readableByOthers(cronSecret, places)) leaks.add(file);
      const { rows } = await client.query(
        `select distinct on ("jobName") "jobName", "trigger", "status", "slotAt" from "CronRun"
         where "status" not in ('RUNNING', 'MISSED') order by "jobName", "id"`,
      );
      if (rows.length === jobs.length) return rows;
    }
    throw new Error(`cron did not start every job within ${deadlineMs / 1000} s\n${app.logs()}`);
  } finally {
    await client.end();
  }
}
