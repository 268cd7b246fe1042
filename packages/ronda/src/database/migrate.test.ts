import { beforeEach, expect, it } from "vitest";
import { defineJob } from "../job/job.ts";
import { testDatabase } from "../testing/database.ts";
import { openDatabase } from "./database.ts";
import { migrate } from "./migrate.ts";

const { pool } = testDatabase({ migrated: false });
const database = openDatabase(pool);
const now = new Date("2026-11-23T00:00:00Z");
const description = { id: "Mengirim email", en: "Sends mail" };
const mails = (schedule = "*/5 * * * *") =>
  defineJob({ name: "process-email-jobs", schedule, description, run: () => ({}) });

beforeEach(() => pool.query("drop schema public cascade; create schema public"));

it("makes the tables once when ten processes start at once", async () => {
  await Promise.all(Array.from({ length: 10 }, () => migrate(database, { app: "setrip", jobs: [mails()], now })));
  const { rows } = await pool.query(
    `select table_name from information_schema.tables where table_schema = 'public' order by 1`,
  );
  expect(rows.map((row) => row.table_name)).toEqual([
    "CronRun",
    "RondaApp",
    "RondaChannel",
    "RondaDay",
    "RondaDisplayZone",
    "RondaJob",
    "RondaMigration",
    "RondaRejection",
    "RondaTotal",
  ]);
  expect((await pool.query(`select "name", "schedule" from "RondaJob"`)).rows).toEqual([
    { name: "process-email-jobs", schedule: "*/5 * * * * UTC" },
  ]);
});

it("changes nothing the second time, and keeps the rows", async () => {
  await migrate(database, { app: "setrip", jobs: [mails()], now });
  await pool.query(
    `insert into "CronRun" ("id", "jobName", "status", "trigger", "createdAt", "host", "pid")
     values (gen_random_uuid(), 'process-email-jobs', 'SUCCESS', 'manual', now(), 'vps', 1)`,
  );
  await migrate(database, { app: "setrip", jobs: [mails()], now: new Date("2027-01-01T00:00:00Z") });
  expect((await pool.query(`select count(*)::integer as count from "CronRun"`)).rows).toEqual([{ count: 1 }]);
  const { rows } = await pool.query(`select "firstSeenAt", "scheduleSince" from "RondaJob"`);
  expect(rows).toEqual([{ firstSeenAt: now, scheduleSince: now }]);
});

it("works where the tables are there but nothing tells their version", async () => {
  const applied = async () => (await pool.query(`select "version" from "RondaMigration" order by 1`)).rows;
  await migrate(database, { app: "setrip", jobs: [], now });
  const versions = await applied();
  await pool.query(`delete from "RondaMigration"`);
  await migrate(database, { app: "setrip", jobs: [], now });
  expect(await applied()).toEqual(versions);
});

it("waits anew for a job whose schedule has changed", async () => {
  await migrate(database, { app: "setrip", jobs: [mails()], now });
  const later = new Date("2026-12-01T00:00:00Z");
  await migrate(database, { app: "setrip", jobs: [mails("0 * * * *")], now: later });
  const { rows } = await pool.query(`select "firstSeenAt", "schedule", "scheduleSince" from "RondaJob"`);
  expect(rows).toEqual([{ firstSeenAt: now, schedule: "0 * * * * UTC", scheduleSince: later }]);
});

it("leaves the database as it was when it fails half way", async () => {
  await pool.query(`create table "RondaJob" ("name" integer)`);
  await expect(migrate(database, { app: "setrip", jobs: [mails()], now })).rejects.toThrow();
  const { rows } = await pool.query(`select table_name from information_schema.tables where table_schema = 'public'`);
  expect(rows).toEqual([{ table_name: "RondaJob" }]);
});

it("lists what an older release kept of payloads: of the newest runs, and of each job's", async () => {
  await migrate(database, { app: "setrip", jobs: [mails()], now });
  await pool.query(`alter table "CronRun" disable trigger "CronRun_keep_digest"`);
  await pool.query(
    `insert into "CronRun" ("id", "jobName", "status", "trigger", "createdAt", "payload", "host", "pid")
     select ('00000000-0000-7000-8000-' || lpad(n::text, 12, '0'))::uuid,
       case when n <= 60 then 'process-email-jobs' else 'another' end, 'SUCCESS', 'manual', $1, '{"sent": 1}', 'vps', 1
     from generate_series(1, 1100) n`,
    [now],
  );
  await pool.query(`alter table "CronRun" enable trigger "CronRun_keep_digest"; delete from "RondaMigration"`);
  await migrate(database, { app: "setrip", jobs: [mails()], now });
  const { rows } = await pool.query(
    `select "jobName", count("digest")::integer as shown from "CronRun" group by 1 order by 1`,
  );
  expect(rows).toEqual([
    { jobName: "another", shown: 1000 },
    { jobName: "process-email-jobs", shown: 50 },
  ]);
});
