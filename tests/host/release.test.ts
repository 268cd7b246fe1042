import type { ChildProcess } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { currentFolder, releases } from "#scripts/release/folders.ts";
import { readableByOthers } from "./back-office.ts";
import { changing, newSite, type ProcessResult, type Site } from "./site.ts";

// One site with the real PM2, under load from the first release on. Each test begins where the one before it ended.

// A deployment takes some twenty seconds, and minutes where the machine has much else to do.
vi.setConfig({ testTimeout: 420_000, hookTimeout: 420_000 });

let site: Site;
let visitors: ReturnType<Site["visitors"]>;
const ids: string[] = [];

beforeAll(async () => {
  site = await newSite();
});
afterAll(() => site?.stop());

const done = ({ code, output }: ProcessResult) => expect(code, output).toBe(0);
const newest = () => releases(site.home).at(-1)!;

describe("npm run deploy", () => {
  it("says what is wrong in .env before anything else, and nothing is begun", async () => {
    site.writeEnv({ MAIL_CALLS_PER_SECOND: "many" });
    const { code, output } = await site.deploy();
    site.writeEnv();
    expect([code, output]).toEqual([1, expect.stringContaining("MAIL_CALLS_PER_SECOND must be a number")]);
    expect(releases(site.home)).toEqual([]);
  });

  it("names who has the port", async () => {
    const other = createServer().listen(site.port, "127.0.0.1");
    const { code, output } = await site.deploy();
    other.close();
    expect([code, output]).toEqual([
      1,
      expect.stringContaining(`PORT ${site.port} is taken by process ${process.pid}`),
    ]);
  });

  it("starts the first release", async () => {
    done(await site.deploy());
    ids.push(newest().id);
    expect(await site.serving()).toEqual([ids[0]]);
    visitors = site.visitors();
  });

  it("replaces it by the next one", async () => {
    done(await site.deploy());
    ids.push(newest().id);
    expect(await site.serving()).toEqual([ids[1]]);
  });

  it("leaves alone what serves when a release does not start, and shows its last lines", async () => {
    // What its start imports fails, and the framework would go on without it.
    const fails = 'throw new Error("Hugo forgot a comma");\n';
    const putBack = changing(site, ".next/server/instrumentation.js", (text) => `${fails}${text}`);
    const { code, output } = await site.deploy();
    putBack();
    expect(code).toBe(1);
    expect(output).toContain("does not start: it ended");
    expect(output).toContain("Hugo forgot a comma");
    expect(output).toContain(`${ids[1]} goes on serving.`);
    expect(await site.serving()).toEqual([ids[1]]);
  });

  it("goes back by itself when it starts, but not behind PM2", async () => {
    const putBack = changing(
      site,
      "server/main.mjs",
      (text) => `if (process.env.pm_id) { console.error("only behind PM2"); process.exit(1); }\n${text}`,
    );
    const { code, output } = await site.deploy();
    putBack();
    expect(code).toBe(1);
    expect(output).toContain(`It went back by itself: ${ids[1]} serves again.`);
    expect(output).toContain("only behind PM2");
    expect(await site.serving()).toEqual([ids[1]]);
  });

  it("undoes a migration that fails with all that came before it", async () => {
    const restore = addMigrations(["create table half_done (id int);", "select 1 / 0;"]);
    const { code, output } = await site.deploy();
    restore();
    expect(code).toBe(1);
    expect(output).toContain("division by zero");
    expect(await site.serving()).toEqual([ids[1]]);
    expect(await tableExists("half_done")).toBe(false);
  });

  it("cleans up after one that was killed, while a second one says who is at it", async () => {
    const child = site.start("node", "scripts/deploy.ts", "--built", ".");
    await untilItSays(child, "once on a port of its own");
    child.kill("SIGKILL");
    const half = newest().id;
    expect(await site.serving()).toEqual([ids[1]]);
    const second = untilHalf(half).then(() => site.deploy());
    done(await site.deploy());
    expect(await second).toEqual({ code: 1, output: expect.stringMatching(/Process \d+ is deploying/) });
    ids.push(newest().id);
    expect(await site.serving()).toEqual([ids[2]]);
    expect(releases(site.home).map(({ id }) => id)).toEqual(ids);
    expect(readdirSync(site.home)).not.toContain("trial.pid");
  });
});

describe("npm run rollback", () => {
  it("puts the release before in place and says what it does not undo", async () => {
    const { code, output } = await site.run("node", "scripts/rollback.ts");
    expect(code, output).toBe(0);
    expect(output).toContain("Not undone: the database keeps the tables");
    expect(await site.serving()).toEqual([ids.at(-2)]);
    expect(currentFolder(site.home)).toBe(join(site.home, ids.at(-2)!));
  });
});

describe("deploy/ecosystem.config.cjs", () => {
  it("refuses a reload with what the app would refuse, and what serves goes on", async () => {
    site.writeEnv({ APP_URL: "http://setrip.example" });
    const { code, output } = await site.run("pm2", "startOrReload", "deploy/ecosystem.config.cjs", "--update-env");
    site.writeEnv();
    expect(code).not.toBe(0);
    expect(output).toContain("APP_URL must be https");
    expect(output).not.toMatch(/malformated|^ +at /m);
    expect(await site.serving()).toEqual([ids.at(-2)]);
  });
});

it("from the first release on, no visitor was refused and none met an error", async () => {
  const { served, bad } = await visitors.stop();
  expect(bad).toEqual({});
  expect(served).toBeGreaterThan(100);
});

it("no process listened before it had drawn its first pages to itself", () => {
  const lines = readFileSync(join(site.pm2Home, "logs/setrip-out.log"), "utf8").split("\n");
  const told = lines.filter((line) => /"msg":"first pages|^SeTrip listens/.test(line)).map((line) => line[0]);
  let ahead = 0;
  // Both processes write to the one file: never may more of them listen than have drawn.
  const least = Math.min(...told.map((first) => (ahead += first === "{" ? 1 : -1)));
  expect(told.length).toBeGreaterThanOrEqual(8);
  expect(least).toBe(0);
});

it("pm2 restart setrip --update-env has the app read .env anew, and PM2 itself never learns a secret", async () => {
  const secret = "another cron secret that only the tests know";
  const trigger = async () => {
    const headers = { authorization: `Bearer ${secret}`, connection: "close" };
    return (
      await fetch(`http://127.0.0.1:${site.port}/api/cron/process-email-jobs`, { headers }).catch(() => undefined)
    )?.status;
  };
  expect(await trigger()).toBe(401);
  site.writeEnv({ CRON_SECRET: secret });
  done(await site.run("pm2", "restart", "setrip", "--update-env"));
  await expect.poll(trigger, { timeout: 120_000, interval: 500 }).toBe(200);
  done(await site.run("pm2", "save"));
  for (const args of [["jlist"], ["env", "0"]]) expect((await site.run("pm2", ...args)).output).not.toContain(secret);
  expect(readableByOthers(secret, site.writtenTo)).toEqual([]);
});

it("`ronda doctor` finds PM2's processes as they should be, and says when .env was changed since", async () => {
  const ofPm2 = async () => {
    const { output } = await site.run("node", "node_modules/.bin/ronda", "doctor", "--json");
    const checks = JSON.parse(/^\[\n[\s\S]*^\]$/m.exec(output)![0]) as { name: string; state: string; why: string }[];
    return checks.find(({ name }) => name === "PM2");
  };
  expect(await ofPm2()).toMatchObject({ state: "ok", why: expect.stringContaining("processes online") });
  site.writeEnv({ CRON_SECRET: "a third cron secret that only the tests know" });
  expect(await ofPm2()).toMatchObject({ state: "warning", why: expect.stringContaining(".env was changed after") });
});

/** Resolves when the release that was cut off is being cleared away, so when a deployment is in the middle of its work. */
async function untilHalf(id: string): Promise<void> {
  while (readdirSync(site.home).includes(id)) await wait(50);
}

/** Resolves when the program has written these words. */
async function untilItSays(child: ChildProcess, words: string): Promise<void> {
  let output = "";
  for await (const chunk of child.stdout!) {
    output += chunk;
    if (output.includes(words)) return;
  }
  throw new Error(`it ended without "${words}":\n${output}`);
}

/** Adds migrations behind the site's own; returns what takes them away again. */
function addMigrations(statements: string[]): () => void {
  const journal = "db/migrations/meta/_journal.json";
  const restores = statements.map((sql, at) => changing(site, `db/migrations/9${at}_test.sql`, () => sql));
  const restoreJournal = changing(site, journal, (text) => {
    const { entries, ...rest } = JSON.parse(text) as { entries: { when: number; idx: number }[] };
    const last = entries.at(-1)!;
    const added = statements.map((_, at) => ({
      ...last,
      idx: last.idx + 1 + at,
      when: last.when + 1 + at,
      tag: `9${at}_test`,
    }));
    return JSON.stringify({ ...rest, entries: [...entries, ...added] });
  });
  return () => {
    for (const restore of [restoreJournal, ...restores]) restore();
  };
}

async function tableExists(name: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: site.databaseUrl });
  await client.connect();
  const { rows } = await client.query("select to_regclass($1) as found", [name]);
  await client.end();
  return rows[0].found !== null;
}
