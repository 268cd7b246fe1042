import { spawn, spawnSync } from "node:child_process";
import { request as httpRequest } from "node:http";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { jobs } from "#jobs/index.ts";
import { cronSecret, type RunningApp, startApp } from "#tests/app.ts";

const previousSecret = "the cron secret before the last rotation";
const hasCurl = spawnSync("curl", ["--version"]).status === 0;

let app: RunningApp;
let database: pg.Pool;
beforeAll(async () => {
  app = await startApp({ env: { CRON_SECRET_PREVIOUS: previousSecret } });
  database = new pg.Pool({ connectionString: app.databaseUrl });
});
afterAll(async () => {
  await database.end();
  await app.stop();
});

type Asked = { method?: string; secret?: string; more?: Record<string, string> };

async function trigger(job: string, { method = "GET", secret = cronSecret, more = {} }: Asked = {}) {
  const headers = { authorization: `Bearer ${secret}`, ...more };
  const response = await fetch(`${app.url}/api/cron/${job}`, { method, headers });
  return { status: response.status, body: await response.text(), headers: response.headers };
}

async function latestRun(jobName: string) {
  const { rows } = await database.query(`select * from "CronRun" where "jobName" = $1 order by "id" desc limit 1`, [
    jobName,
  ]);
  return rows[0];
}

const runCount = async () => Number((await database.query(`select count(*) from "CronRun"`)).rows[0].count);

describe("the right secret", () => {
  it.each([
    ["auto-complete-trips", '{"ok":true,"completed":0,"ids":[],"payoutsReleased":[]}'],
    ["process-email-jobs", '{"ok":true,"picked":0,"succeeded":0,"failed":0}'],
    ["cleanup-trip-images", '{"ok":true,"scanned":0,"deleted":0}'],
  ])("%s with nothing to do answers exactly as the manual says, to GET and POST", async (job, empty) => {
    for (const method of ["GET", "POST"]) {
      expect(await trigger(job, { method })).toMatchObject({ status: 200, body: empty });
    }
    expect(await latestRun(job)).toMatchObject({ status: "SUCCESS", errorMessage: null });
  });

  it("is also the previous one, so that a rotation has no gap", async () => {
    expect(await trigger("cleanup-trip-images", { secret: previousSecret })).toMatchObject({ status: 200 });
    const sql = `select "lastSecret" from "RondaJob" where "name" = 'cleanup-trip-images'`;
    expect((await database.query(sql)).rows).toEqual([{ lastSecret: "previous" }]);
  });

  it("gets a job's failure as 500 with its message", async () => {
    await database.query(`alter table "TripImage" rename to "TripImage_away"`);
    await database.query(`alter table "Trip" rename to "Trip_away"`);
    const answer = await trigger("auto-complete-trips");
    await database.query(`alter table "Trip_away" rename to "Trip"`);
    await database.query(`alter table "TripImage_away" rename to "TripImage"`);
    expect(answer.status).toBe(500);
    const { error } = JSON.parse(answer.body);
    expect(error).toContain('relation "Trip" does not exist');
    expect(await latestRun("auto-complete-trips")).toMatchObject({ status: "FAILED", errorMessage: error });
  });

  it("gets 200 and why it was skipped while the job is running", async () => {
    await database.query(
      `insert into "CronRun" ("id", "jobName", "status", "trigger", "createdAt", "startedAt", "heartbeatAt", "host", "pid")
       values ('019ab3a0-0000-7000-8000-000000000001', 'process-email-jobs', 'RUNNING', 'manual', now(), '2026-11-23T18:00:00Z', now(), 'other', 1)`,
    );
    expect(await trigger("process-email-jobs")).toMatchObject({
      status: 200,
      body: '{"ok":true,"skipped":"already running since 2026-11-23T18:00:00.000Z"}',
    });
    await database.query(`delete from "CronRun" where "status" = 'RUNNING'`);
    expect(await latestRun("process-email-jobs")).toMatchObject({ status: "SKIPPED" });
  });

  it("runs a slot once for what says that it is the schedule, and as often as asked for a person", async () => {
    const more = { "X-Ronda-Trigger": "schedule" };
    const answers = [];
    for (let count = 0; count < 3; count++) answers.push((await trigger("prune", { more })).body);
    expect(answers[0]).toContain('{"ok":true,"mailBodies":0');
    for (const skipped of answers.slice(1))
      expect(skipped).toMatch(/^\{"ok":true,"skipped":"its slot of .* has run"\}$/);
    expect(await latestRun("prune")).toMatchObject({
      status: "SUCCESS",
      trigger: "schedule",
      slotAt: expect.any(Date),
    });
    expect((await trigger("prune")).body).toContain('{"ok":true,"mailBodies":0');
    expect(await trigger("prune", { more: { "X-Ronda-Trigger": "cron" } })).toMatchObject({ status: 400 });
  });

  it("gets 404 and the known names for an unknown job", async () => {
    expect(await trigger("auto-complete")).toMatchObject({
      status: 404,
      body: JSON.stringify({ error: "Unknown job", jobs: jobs.map(({ name }) => name) }),
    });
  });

  it("is answered without being kept by any cache", async () => {
    expect((await trigger("cleanup-trip-images")).headers.get("cache-control")).toBe("no-store");
  });
});

it("a client that leaves does not stop the run", async () => {
  const lock = await database.connect();
  await lock.query(`begin; lock table "Trip" in access exclusive mode`);
  const leaving = httpRequest(`${app.url}/api/cron/auto-complete-trips`, {
    headers: { authorization: `Bearer ${cronSecret}` },
  });
  leaving.on("error", () => {});
  leaving.end();
  await expect.poll(() => latestRun("auto-complete-trips")).toMatchObject({ status: "RUNNING" });
  leaving.destroy();
  await lock.query("commit");
  lock.release();
  await expect.poll(() => latestRun("auto-complete-trips")).toMatchObject({ status: "SUCCESS" });
});

describe("no right secret", () => {
  it("is 401, for an unknown job too, and runs nothing", async () => {
    const before = await runCount();
    for (const job of ["auto-complete-trips", "unknown"]) {
      expect(await trigger(job, { secret: "guessed" })).toMatchObject({
        status: 401,
        body: '{"error":"Unauthorized"}',
      });
    }
    expect((await fetch(`${app.url}/api/cron/auto-complete-trips`)).status).toBe(401);
    expect(await runCount()).toBe(before);
  });

  it("is counted, without what was sent", async () => {
    // What has gathered in memory is written once a minute, by the patrol too.
    app.moveClock(60_000);
    expect(await trigger("patrol")).toMatchObject({ status: 200 });
    app.moveClock(0);
    const { rows } = await database.query(`select "jobName", "count" from "RondaRejection" order by 1`);
    expect(rows).toEqual([
      { jobName: "(unknown)", count: 2 },
      { jobName: "auto-complete-trips", count: 2 },
    ]);
  });
});

describe("other methods", () => {
  it.each([
    ["HEAD", 405],
    ["OPTIONS", 204],
    ["PUT", 405],
    ["PATCH", 405],
    ["DELETE", 405],
  ])("%s is %i with Allow and runs nothing", async (method, status) => {
    const before = await runCount();
    const answer = await trigger("auto-complete-trips", { method });
    expect([answer.status, answer.headers.get("allow")]).toEqual([status, "GET, POST, OPTIONS"]);
    expect(await runCount()).toBe(before);
  });
});

describe.skipIf(!hasCurl)("curl -fsS, as the manual writes it", () => {
  const curl = async (...args: string[]) => {
    const child = spawn("curl", ["-fsS", ...args]);
    const [stdout, stderr] = [child.stdout, child.stderr].map((stream) => stream.setEncoding("utf8").toArray());
    const status = await new Promise((resolve) => child.once("close", resolve));
    return { status, stdout: (await stdout!).join(""), stderr: (await stderr!).join("") };
  };
  const url = () => `${app.url}/api/cron/auto-complete-trips`;

  it("prints the answer", async () => {
    expect(await curl("-H", `Authorization: Bearer ${cronSecret}`, url())).toEqual({
      status: 0,
      stdout: '{"ok":true,"completed":0,"ids":[],"payoutsReleased":[]}',
      stderr: "",
    });
  });

  it("fails with the status in its message when the secret is wrong", async () => {
    const { status, stdout, stderr } = await curl("-H", "Authorization: Bearer wrong", url());
    expect([status, stdout]).toEqual([22, ""]);
    expect(stderr).toContain("401");
  });
});

it("every cron line of the log contains the word cron, and none the secret", async () => {
  await trigger("cleanup-trip-images");
  await expect.poll(app.logs).toContain("cron cleanup-trip-images SUCCESS");
  const lines = app.logs().split("\n");
  expect(lines.filter((line) => line.includes("cleanup-trip-images") && !line.includes("cron"))).toEqual([]);
  expect(app.logs()).not.toContain(cronSecret);
});

it("without CRON_SECRET nobody gets in: 500 to everyone", async () => {
  const open = await startApp({ env: { CRON_SECRET: "" } });
  try {
    for (const authorization of ["", "Bearer ", "Bearer undefined", `Bearer ${cronSecret}`]) {
      const response = await fetch(`${open.url}/api/cron/auto-complete-trips`, { headers: { authorization } });
      expect([response.status, await response.text()]).toEqual([500, '{"error":"Server misconfigured"}']);
    }
  } finally {
    await open.stop();
  }
});
