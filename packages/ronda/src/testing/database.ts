import { randomBytes } from "node:crypto";
import pg from "pg";
import { afterAll, beforeAll, beforeEach, inject } from "vitest";
import { openDatabase } from "../database/database.ts";
import { migrate } from "../database/migrate.ts";
import type { DatabasePool, Queryable } from "../types.ts";

/** For tests: a PostgreSQL database that belongs to the calling file, with the engine's tables, empty before each test. */
export type TestDatabase = {
  pool: pg.Pool;
  url: string;
  /** Another pool on it, as another app or host would have it; closed after the file's tests. */
  poolWith: (config: pg.PoolConfig) => pg.Pool;
};

/** What a statement of the engine comes to: by itself, or by whatever stands between, which is not told its mark. */
export type Intercept = (
  run: () => ReturnType<Queryable["query"]>,
  statement: { text: string; values: unknown[] },
) => ReturnType<Queryable["query"]>;

const marks = /^\/\* ronda \S+ \*\/ /;

/** The pool with something between the engine and each of its statements. */
export function intercepted(pool: DatabasePool, intercept: Intercept): DatabasePool {
  return {
    async connect() {
      const connection = await pool.connect();
      return {
        query: (text, values = []) =>
          intercept(() => connection.query(text, values), { text: text.replace(marks, ""), values }),
        release: (error) => connection.release(error),
        on: (event, listener) => connection.on?.(event, listener),
        off: (event, listener) => connection.off?.(event, listener),
      };
    },
  };
}

/** Makes the database before the file's tests and drops it after them. Without `migrated` it stays without tables. */
export function testDatabase({ migrated = true } = {}): TestDatabase {
  const url = new URL(inject("postgresUrl"));
  url.pathname = `/ronda_${randomBytes(6).toString("hex")}`;
  const name = url.pathname.slice(1);
  const pools: pg.Pool[] = [];
  const poolWith = (config: pg.PoolConfig) => {
    const made = new pg.Pool({ connectionString: url.href, ...config });
    made.on("error", () => {});
    // A connection that ends in the very moment in which it opens belongs to nobody yet, not even to the pool.
    made.on("connect", (client) => void client.on("error", () => {}));
    pools.push(made);
    return made;
  };
  const pool = poolWith({ max: 20 });

  beforeAll(async () => {
    await asAdmin(`create database ${name}`);
    if (migrated) await migrate(openDatabase(pool), { app: "bakery", jobs: [], now: new Date(0) });
  });
  beforeEach(async () => {
    if (migrated) await emptyTables(pool);
  });
  afterAll(async () => {
    await Promise.all(pools.map((made) => made.end()));
    await asAdmin(`drop database ${name} with (force)`);
  });
  return { pool, url: url.href, poolWith };
}

const deadlock = "40P01";
const mostTries = 5;

/**
 * All but those that say which migrations there were, and whose tables they are. Tried again where what a test before has
 * left behind is still asking for them in another order.
 */
async function emptyTables(pool: pg.Pool, tries = 1): Promise<void> {
  try {
    await deleteAll(pool);
  } catch (error) {
    if ((error as { code?: string }).code !== deadlock || tries === mostTries) throw error;
    await emptyTables(pool, tries + 1);
  }
}

/**
 * Deletes rather than truncates: on tables with next to nothing in them that is some twenty times faster. The locks wait for
 * what a test before has begun to write, and replica mode leaves out the tables' triggers.
 */
async function deleteAll(pool: pg.Pool): Promise<void> {
  await pool.query(`
    do $$
    declare
      own text[] := array(
        select quote_ident(tablename) from pg_tables
        where schemaname = 'public' and tablename ~ '^(CronRun|Ronda)' and tablename not in ('RondaMigration', 'RondaApp')
        order by tablename);
      each text;
    begin
      execute 'lock table ' || array_to_string(own, ', ');
      set local session_replication_role = replica;
      foreach each in array own loop execute 'delete from ' || each; end loop;
    end $$`);
}

async function asAdmin(statement: string): Promise<void> {
  const admin = new pg.Client({ connectionString: inject("postgresUrl") });
  await admin.connect();
  await admin.query(statement);
  await admin.end();
}
