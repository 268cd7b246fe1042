import pg from "pg";
import { afterEach, expect, it } from "vitest";
import { defineJob } from "../job/job.ts";
import { testDatabase } from "../testing/database.ts";
import { testRonda } from "../testing/engine.ts";
import { wordsFor } from "../words/words.ts";

const database = testDatabase();
const holders: pg.Client[] = [];
afterEach(() => Promise.all(holders.splice(0).map((client) => client.end())));

/** A transaction of another program that has locked a table, and is left open. */
async function left(application_name: string): Promise<{ pid: number; client: pg.Client }> {
  const client = new pg.Client({ ...database.pool.options, application_name });
  holders.push(client);
  await client.connect();
  // Ended from elsewhere.
  client.on("error", () => {});
  await client.query(`create table if not exists "Loaf" ("id" int)`);
  await client.query("begin");
  await client.query(`lock table "Loaf" in access exclusive mode`);
  const { rows } = await client.query("select pg_backend_pid() as pid");
  return { pid: rows[0].pid, client };
}

/** Waits for its lock longer than a transaction must be old to be named. */
const bake = defineJob({
  name: "bake",
  schedule: "0 4 * * *",
  description: "Bakes",
  run: async () => {
    const client = await database.pool.connect();
    try {
      await client.query("begin");
      await client.query("set local lock_timeout = 1200");
      await client.query(`select * from "Loaf"`);
    } finally {
      await client.query("rollback");
      client.release();
    }
  },
});

it("a run that waited for a lock names who held it and since when, and the line that ends just that", async () => {
  const { pid } = await left("nightly import");
  const ronda = await testRonda(database, [bake]);
  expect(await ronda.runCron("bake")).toMatchObject({ ok: false });
  const [run] = await ronda.runs();
  expect(run!.errorMessage).toContain(`[held by process ${pid} "nightly import", idle in transaction, since 2`);
  const cause = (locale: "id" | "en") => wordsFor({ locale }).cause(run!.errorMessage!)!;
  expect(cause("en").says).toMatch(
    new RegExp(
      `^data that it needs is held by nightly import \\(process ${pid} in PostgreSQL\\) since \\d+ \\w+ \\d\\d:\\d\\d UTC$`,
    ),
  );
  expect(cause("id").says).toContain(`ditahan nightly import (proses ${pid} di PostgreSQL) sejak`);
  const { command, whatToDo } = cause("en");
  expect(whatToDo).toContain(command);
  const ended = await database.pool.query(command!);
  expect(ended.rows).toEqual([{ pg_terminate_backend: true }]);
  expect((await database.pool.query(command!)).rows).toEqual([]);
});

it("a connection of the app's own is named with the jobs that ran beside", () => {
  const message =
    'canceling statement due to lock timeout [held by process 7 "shop", active, since 2026-11-30T01:29:12.345Z, while import-parcels ran]';
  const { says, whatToDo, command } = wordsFor({ locale: "en" }).cause(message)!;
  expect(says).toBe(
    "data that it needs is held by shop (process 7 in PostgreSQL), perhaps the job import-parcels, since 30 Nov 01:29 UTC",
  );
  expect(whatToDo).toMatch(/^Wait until that work is done/);
  expect(command).toContain("pid = 7 and xact_start < '2026-11-30T01:29:13.345Z'");
});

it("where nobody is known to hold it, the words are as they were", () => {
  const cause = (message: string) => wordsFor({ locale: "en" }).cause(message);
  const plain = cause("canceling statement due to lock timeout");
  expect(plain).toMatchObject({ kind: "database-locked" });
  expect(plain).not.toHaveProperty("command");
  expect(
    cause('canceling statement due to lock timeout [held by process 7 "x", idle, since 2026-99-99T01:29:12Z]'),
  ).toEqual(plain);
});
