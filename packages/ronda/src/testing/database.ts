import { randomBytes } from "node:crypto";
import pg from "pg";
import { afterAll, beforeAll, beforeEach, inject } from "vitest";
import { migrate } from "../database/migrate.ts";

/** For tests: a PostgreSQL database that belongs to the calling file, with the engine's tables, empty before each test. */
export type TestDatabase = { pool: pg.Pool; url: string };

/** Makes the database before the file's tests and drops it after them. Without `migrated` it stays without tables. */
export function testDatabase({ migrated = true } = {}): TestDatabase {
  const url = new URL(inject("postgresUrl"));
  url.pathname = `/ronda_${randomBytes(6).toString("hex")}`;
  const name = url.pathname.slice(1);
  const pool = new pg.Pool({ connectionString: url.href, max: 20 });
  pool.on("error", () => {});

  beforeAll(async () => {
    await asAdmin(`create database ${name}`);
    if (migrated) await migrate(pool, { jobs: [], now: new Date(0) });
  });
  beforeEach(async () => {
    if (migrated)
      await pool.query(
        `truncate "CronRun", "RondaJob", "RondaDay", "RondaRejection", "RondaChannel", "RondaDisplayZone"`,
      );
  });
  afterAll(async () => {
    await pool.end();
    await asAdmin(`drop database ${name} with (force)`);
  });
  return { pool, url: url.href };
}

async function asAdmin(statement: string): Promise<void> {
  const admin = new pg.Client({ connectionString: inject("postgresUrl") });
  await admin.connect();
  await admin.query(statement);
  await admin.end();
}
