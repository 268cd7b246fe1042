import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { createInterface } from "node:readline";
import pg from "pg";
import { afterAll, beforeAll, expect, inject, it } from "vitest";
import { openDatabase } from "./database/database.ts";
import { migrate } from "./database/migrate.ts";
import { testClock, testRonda } from "./testing/engine.ts";
import type { AppMessage, KilledApp } from "./testing/killed-app.ts";
import { hook, nightJob } from "./testing/night.ts";

/** How many times an app is killed: after each step that changes a run or an alert, or as often as is asked for, `RONDA_KILLS=1000 vitest run …/kills.test.ts`. */
const wantedKills = Number(process.env.RONDA_KILLS ?? 0);
/** How often one app is killed, at another step each time, before it is looked at. */
const killsOfOne = 2;
/** How many apps stand still in a process when it is killed. */
const appsOfOne = 14;

const start = Date.parse("2026-11-24T18:00:02Z");
const minuteMs = 60_000;

const admin = new pg.Client({ connectionString: inject("postgresUrl") });
const template = `ronda_kills_${randomBytes(6).toString("hex")}`;
const made: string[] = [];
const urlOf = (name: string) => Object.assign(new URL(inject("postgresUrl")), { pathname: `/${name}` }).href;

type Received = { app: string; id: string; kind: string; incidentId: string };
const received: Received[] = [];
const server = createServer(async (request, response) => {
  received.push(JSON.parse(Buffer.concat(await request.toArray()).toString()));
  response.end();
});
const address = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;

beforeAll(async () => {
  await once(server.listen(0, "127.0.0.1"), "listening");
  await admin.connect();
  await admin.query(`create database ${template}`);
  const pool = new pg.Pool({ connectionString: urlOf(template), max: 1 });
  const jobs = [nightJob(pool)];
  await migrate(openDatabase(pool), { app: "bakery", jobs, now: new Date(start - minuteMs) });
  await pool.query(`create table "Work" ("at" timestamptz primary key)`);
  await pool.end();
});

afterAll(async () => {
  for (const name of [...made, template]) await admin.query(`drop database if exists ${name} with (force)`);
  await admin.end();
  server.closeAllConnections();
  server.close();
});

/** An app and what it was answered, by the slots of its runs. */
type Life = { name: string; url: string; answers: Map<string, { ok: boolean }> };

async function newLife(): Promise<Life> {
  const name = `${template}_${made.length}`;
  made.push(name);
  await admin.query(`create database ${name} template ${template}`);
  return { name, url: urlOf(name), answers: new Map() };
}

/** Where an app stands still: before or after a step. */
type Point = Pick<KilledApp, "step" | "isAfter">;

/** The steps of a whole night: how many, and which of them changed a run or an alert. */
type Taken = { steps: number; changes: number[] };

/** Runs the nights of these apps in a process of their own until each stands still, or is over, and kills it. */
async function live(lives: Life[], round: number, pointOf: (life: Life) => Point): Promise<Taken> {
  const apps = lives.map((life): KilledApp => {
    const from = new Date(start + round * 10 * minuteMs).toISOString();
    return { name: life.name, url: life.url, hook: address(), from, ...pointOf(life) };
  });
  const child = spawn(process.execPath, [join(import.meta.dirname, "testing/killed-app.ts")], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  const exited = once(child, "exit");
  child.stdin.end(JSON.stringify(apps));
  const byName = new Map(lives.map((life) => [life.name, life]));
  const waited = new Set(byName.keys());
  let taken: Taken = { steps: 0, changes: [] };
  for await (const line of createInterface({ input: child.stdout })) {
    const said = JSON.parse(line) as AppMessage;
    if ("answer" in said) byName.get(said.name)!.answers.set(said.slot, said.answer as { ok: boolean });
    else waited.delete(said.name);
    if ("steps" in said) taken = said;
    if (waited.size === 0) child.kill("SIGKILL");
  }
  // One that fails by itself would look like one that was killed.
  expect(await exited).toEqual([null, "SIGKILL"]);
  await Promise.all(lives.map(pass));
  return taken;
}

/** Lets the time pass after which leases are over. */
async function pass({ url }: Life): Promise<void> {
  await queried(url, [
    `update "CronRun" set "heartbeatAt" = "heartbeatAt" - interval '61 seconds' where "status" = 'RUNNING' or "hasLease"`,
    `update "RondaPatrol" set "leaseUntil" = now() - interval '1 second' where "leaseUntil" is not null`,
    `update "RondaAlert" set "leaseUntil" = now() - interval '1 second' where "leaseUntil" is not null`,
  ]);
}

async function queried(url: string, statements: string[]): Promise<Record<string, unknown>[][]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const results: Record<string, unknown>[][] = [];
    for (const statement of statements) results.push((await client.query(statement)).rows);
    return results;
  } finally {
    await client.end();
  }
}

/** A process that comes after all this: it patrols, its job succeeds, and what was wrong is over, also where it flapped. */
async function recover({ name, url }: Life): Promise<void> {
  const pool = new pg.Pool({ connectionString: url, max: 3 });
  const clock = testClock(new Date(start + 12 * 60 * minuteMs).toISOString());
  const ronda = await testRonda({ pool }, [nightJob(pool)], { clock, channels: [hook(address(), name)] });
  await ronda.patrol();
  for (let time = 0; time < 3; time++) {
    await ronda.runCron("send-receipts", { trigger: "schedule" });
    await ronda.patrol();
    clock.advance(6 * 60 * minuteMs);
  }
  await ronda.stop();
  await pool.end();
}

/** What was lost, done twice or never ended in the life of an app. Empty where nothing was. */
async function wrongs({ name, url, answers }: Life): Promise<string[]> {
  const [runs, work, days, incidents, alerts] = (await queried(url, [
    `select "slotAt", "startedAt", "status", "hasLease", "reason" from "CronRun" where "startedAt" is not null`,
    `select "at" from "Work"`,
    `select sum("runs")::integer as "runs", sum("errors")::integer as "errors" from "RondaDay"`,
    `select "id", "resolvedAt" from "RondaIncident"`,
    `select "id", "kind", "incidentId", "sentAt", "givenUpAt" from "RondaAlert"`,
  ])) as [Run[], { at: Date }[], { runs: number; errors: number }[], Incident[], StoredAlert[]];
  const found: string[] = [];
  const must = (holds: boolean, what: string) => void (holds || found.push(what));
  const errors = runs.filter(({ status }) => status !== "SUCCESS");
  must(
    runs.every(({ status, hasLease }) => status !== "RUNNING" && !hasLease),
    "a run goes on for ever",
  );
  must(isDistinct(runs.flatMap(({ slotAt }) => slotAt?.toISOString() ?? [])), "a slot was run twice");
  const startedAt = new Set(runs.map((run) => run.startedAt.toISOString()));
  must(
    work.every(({ at }) => startedAt.has(at.toISOString())),
    "work was done of which no run tells",
  );
  const workedAt = new Set(work.map(({ at }) => at.toISOString()));
  for (const { status, startedAt: at } of runs) {
    must(status === "ABANDONED" || workedAt.has(at.toISOString()), `a run that is ${status} did nothing`);
  }
  for (const [slot, answer] of answers) {
    const run = runs.find(({ slotAt }) => slotAt?.toISOString() === slot);
    must(
      (run?.status === "SUCCESS") === answer.ok,
      `slot ${slot} was answered ${JSON.stringify(answer)} and is ${run?.status}`,
    );
  }
  must(
    days[0]!.runs === runs.length && days[0]!.errors === errors.length,
    `${runs.length} runs, counted as ${JSON.stringify(days)}`,
  );

  must(incidents.length > 0 || errors.length === 0, "a failure has no incident");
  must(
    incidents.every(({ resolvedAt }) => resolvedAt),
    "an incident is not resolved",
  );
  must(
    alerts.every(({ sentAt, givenUpAt }) => sentAt && !givenUpAt),
    "an alert was not sent",
  );
  const sent = Map.groupBy(
    received.filter(({ app }) => app === name),
    ({ id }) => id,
  );
  must(
    alerts.every(({ id }) => sent.has(id)),
    "an alert says that it was sent, and nobody got it",
  );
  must(
    [...sent.keys()].every((id) => alerts.some((alert) => alert.id === id)),
    "somebody got an alert that nobody keeps",
  );
  must(
    [...sent.values()].every(({ length }) => length <= 1 + killsOfOne),
    "an alert came again and again",
  );
  for (const { id } of incidents) {
    const kinds = alerts.filter(({ incidentId }) => incidentId === id).map(({ kind }) => kind);
    must(kinds.filter((kind) => kind === "opened").length === 1, `an incident was opened by ${kinds}`);
    must(kinds.filter((kind) => kind === "resolved").length === 1, `an incident was resolved by ${kinds}`);
  }
  return found;
}

type Run = { slotAt: Date | null; startedAt: Date; status: string; hasLease: boolean };
type Incident = { id: string; resolvedAt: Date | null };
type StoredAlert = { id: string; kind: string; incidentId: string; sentAt: Date | null; givenUpAt: Date | null };

const isDistinct = (values: string[]) => new Set(values).size === values.length;

/** The points at which apps are killed: after each step that changes a run or an alert, then before each, then at any. */
function pointsOf({ steps, changes }: Taken): Point[] {
  const after = changes.map((step) => ({ step, isAfter: true }));
  const before = changes.map((step) => ({ step, isAfter: false }));
  const kills = wantedKills || after.length;
  const any = () => ({ step: 1 + Math.floor(Math.random() * steps), isAfter: Math.random() < 0.5 });
  return Array.from({ length: kills }, (_, nth) => after[nth] ?? before[nth - after.length] ?? any());
}

it(
  "killed with -9 at every step of a run and of an alert, nothing is lost, done twice, or running for ever",
  async () => {
    const whole = await newLife();
    const taken = await live([whole], 0, () => ({ step: Number.MAX_SAFE_INTEGER, isAfter: true }));
    await recover(whole);
    expect(await wrongs(whole)).toEqual([]);
    const points = pointsOf(taken);
    expect(points.length).toBeGreaterThan(20);

    while (points.length > 0) {
      const lives: Life[] = [];
      while (lives.length < Math.min(appsOfOne, points.length / killsOfOne)) lives.push(await newLife());
      for (let round = 0; round < killsOfOne; round++) {
        await live(lives, round, () => points.shift() ?? { step: 1, isAfter: false });
      }
      const found = await Promise.all(
        lives.map(async (life) => {
          await recover(life);
          return await wrongs(life);
        }),
      );
      expect(found).toEqual(lives.map(() => []));
      for (const { name } of lives) await admin.query(`drop database ${name} with (force)`);
    }
  },
  180_000 + wantedKills * 2000,
);
