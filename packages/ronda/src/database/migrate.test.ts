import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { defineJob } from "../job/job.ts";
import { intercepted, testDatabase } from "../testing/database.ts";
import { msUntil, proxied } from "../testing/stalled.ts";
import { openDatabase, statementMs } from "./database.ts";
import { lockKey, migrate } from "./migrate.ts";

const testing = testDatabase({ migrated: false });
const { pool, url, poolWith } = testing;
const behind = proxied(testing);
const database = openDatabase(pool);
const now = new Date("2026-11-23T00:00:00Z");
const description = { id: "Mengirim email", en: "Sends mail" };
const mails = (schedule = "*/5 * * * *") =>
  defineJob({ name: "process-email-jobs", schedule, description, run: () => ({}) });

beforeEach(() => pool.query("drop schema public cascade; create schema public"));

it("makes the tables once when ten processes start at once", async () => {
  await Promise.all(Array.from({ length: 10 }, () => migrate(database, { app: "bakery", jobs: [mails()], now })));
  const { rows } = await pool.query(
    `select table_name from information_schema.tables where table_schema = 'public' order by 1`,
  );
  expect(rows.map((row) => row.table_name)).toEqual(
    expect.arrayContaining(["CronRun", "RondaApp", "RondaIncident", "RondaJob", "RondaMigration", "RondaWatch"]),
  );
  expect((await pool.query(`select "name", "schedule" from "RondaJob"`)).rows).toEqual([
    { name: "process-email-jobs", schedule: "*/5 * * * * UTC" },
  ]);
});

it("changes nothing the second time, and keeps the rows", async () => {
  await migrate(database, { app: "bakery", jobs: [mails()], now });
  await pool.query(
    `insert into "CronRun" ("id", "jobName", "status", "trigger", "createdAt", "host", "pid")
     values (gen_random_uuid(), 'process-email-jobs', 'SUCCESS', 'manual', now(), 'vps', 1)`,
  );
  await migrate(database, { app: "bakery", jobs: [mails()], now: new Date("2027-01-01T00:00:00Z") });
  expect((await pool.query(`select count(*)::integer as count from "CronRun"`)).rows).toEqual([{ count: 1 }]);
  const { rows } = await pool.query(`select "firstSeenAt", "scheduleSince" from "RondaJob"`);
  expect(rows).toEqual([{ firstSeenAt: now, scheduleSince: now }]);
});

it("works where the tables are there but nothing tells their version", async () => {
  const applied = async () => (await pool.query(`select "version" from "RondaMigration" order by 1`)).rows;
  await migrate(database, { app: "bakery", jobs: [], now });
  const versions = await applied();
  await pool.query(`delete from "RondaMigration"`);
  await migrate(database, { app: "bakery", jobs: [], now });
  expect(await applied()).toEqual(versions);
});

it("waits anew for a job whose schedule has changed", async () => {
  await migrate(database, { app: "bakery", jobs: [mails()], now });
  const later = new Date("2026-12-01T00:00:00Z");
  await migrate(database, { app: "bakery", jobs: [mails("0 * * * *")], now: later });
  const { rows } = await pool.query(`select "firstSeenAt", "schedule", "scheduleSince" from "RondaJob"`);
  expect(rows).toEqual([{ firstSeenAt: now, schedule: "0 * * * * UTC", scheduleSince: later }]);
});

it("leaves the database as it was when it fails half way", async () => {
  await pool.query(`create table "RondaJob" ("name" integer)`);
  await expect(migrate(database, { app: "bakery", jobs: [mails()], now })).rejects.toThrow();
  const { rows } = await pool.query(`select table_name from information_schema.tables where table_schema = 'public'`);
  expect(rows).toEqual([{ table_name: "RondaJob" }]);
});

it("lists what an older release kept of payloads: of the newest runs, and of each job's", async () => {
  await migrate(database, { app: "bakery", jobs: [mails()], now });
  await pool.query(`alter table "CronRun" disable trigger "CronRun_keep_digest"`);
  await pool.query(
    `insert into "CronRun" ("id", "jobName", "status", "trigger", "createdAt", "payload", "host", "pid")
     select ('00000000-0000-7000-8000-' || lpad(n::text, 12, '0'))::uuid,
       case when n <= 60 then 'process-email-jobs' else 'another' end, 'SUCCESS', 'manual', $1, '{"sent": 1}', 'vps', 1
     from generate_series(1, 1100) n`,
    [now],
  );
  await pool.query(`alter table "CronRun" enable trigger "CronRun_keep_digest"; delete from "RondaMigration"`);
  await migrate(database, { app: "bakery", jobs: [mails()], now });
  const { rows } = await pool.query(
    `select "jobName", count("digest")::integer as shown from "CronRun" group by 1 order by 1`,
  );
  expect(rows).toEqual([
    { jobName: "another", shown: 1000 },
    { jobName: "process-email-jobs", shown: 50 },
  ]);
});

/** The schema, the beginning, its bounds, and then whether the lock is free, again and again. */
const questionsUntilItHangs = 8;

describe("an advisory lock that somebody else has", () => {
  const locked = async () => {
    const { rows } = await pool.query(
      `select count(*)::integer as count from pg_locks join pg_database on pg_database.oid = database
       where locktype = 'advisory' and granted and datname = current_database()`,
    );
    return rows[0].count as number;
  };
  /** Takes the lock as another process that migrates; the function gives it back. */
  const migrating = async () => {
    const other = await pool.connect();
    await other.query(`begin; select pg_advisory_xact_lock(${lockKey})`);
    return async () => {
      await other.query("commit");
      other.release();
    };
  };

  it("is waited for, however short the host's own time-outs are", async () => {
    const hasty = poolWith({ lock_timeout: 50, statement_timeout: 200, idle_in_transaction_session_timeout: 200 });
    const done = await migrating();
    let isDone = false;
    const migration = migrate(openDatabase(hasty), { app: "bakery", jobs: [mails()], now }).then(() => {
      isDone = true;
    });
    // As long as several of the host's time-outs: nothing tells from outside that somebody still waits.
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    expect([isDone, await locked()]).toEqual([false, 1]);
    await done();
    await migration;
  });

  it("is waited for no longer than a statement where the database hangs meanwhile", async () => {
    let asked = 0;
    const hung = Promise.withResolvers<void>();
    const hanging = intercepted(behind.poolWith({ max: 1 }), (run) => {
      asked += 1;
      if (asked === questionsUntilItHangs) {
        behind.proxy.become("stall");
        vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
        hung.resolve();
      }
      return run();
    });
    const done = await migrating();
    const migration = migrate(openDatabase(hanging), { app: "bakery", jobs: [], now });
    migration.catch(() => {});
    await hung.promise;
    expect(await msUntil(migration)).toBeLessThanOrEqual(statementMs);
    await expect(migration).rejects.toMatchObject({ name: "DatabaseTimeoutError" });
    await done();
  });
});

it("ten processes that start at once all start", async () => {
  const script = join(import.meta.dirname, "../testing/migrating-app.ts");
  const started = Array.from({ length: 10 }, () => spawn(process.execPath, [script, url], { stdio: "inherit" }));
  const codes = await Promise.all(started.map(async (app) => (await once(app, "exit"))[0]));
  expect(codes).toEqual(Array.from({ length: 10 }, () => 0));
  const { rows } = await pool.query(`select count(*)::integer as count from "RondaApp"`);
  expect(rows).toEqual([{ count: 1 }]);
});
