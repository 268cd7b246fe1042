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
    await asAdmin(async (admin) => {
      await admin.query(
        `create database ${name} ${migrated ? `template ${await template(admin)} strategy file_copy` : ""}`,
      );
    });
  });
  beforeEach(async () => {
    if (migrated) await emptyTables(pool);
  });
  afterAll(async () => {
    await Promise.all(pools.map((made) => made.end()));
    await asAdmin((admin) => admin.query(`drop database ${name} with (force)`));
  });
  return { pool, url: url.href, poolWith };
}

const deadlock = "40P01";
const mostTries = 5;
const lockNotAvailable = "55P03";

/**
 * All but those that say which migrations there were, and whose tables they are. Tried again where what a test before has
 * left behind is still asking for them in another order.
 */
async function emptyTables(pool: pg.Pool, tries = 1): Promise<void> {
  try {
    await deleteAll(pool);
  } catch (error) {
    const { code } = error as { code?: string };
    // By name, and soon: each test of the file would wait for as long as a hook may take.
    if (code === lockNotAvailable) throw new Error("A test before this one still holds the tables", { cause: error });
    if (code !== deadlock || tries === mostTries) throw error;
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

/** Any number: those who want the template at the same time wait for each other on it. */
const templateLock = 7_364_899;

/** The name of a migrated database to clone, which the first file of a run makes: the migrations take four times as long as a clone. */
async function template(admin: pg.Client): Promise<string> {
  const name = `${inject("templateDatabase")}_ronda`;
  await admin.query("select pg_advisory_lock($1)", [templateLock]);
  const { rowCount } = await admin.query("select from pg_database where datname = $1", [name]);
  if (rowCount === 0) await makeTemplate(admin, name);
  await admin.query("select pg_advisory_unlock($1)", [templateLock]);
  return name;
}

/** Under another name until it is whole: what fails half-way is nobody's template. */
async function makeTemplate(admin: pg.Client, name: string): Promise<void> {
  await admin.query(`drop database if exists ${name}_new with (force)`);
  await admin.query(`create database ${name}_new`);
  const url = new URL(inject("postgresUrl"));
  url.pathname = `/${name}_new`;
  const pool = new pg.Pool({ connectionString: url.href });
  try {
    await migrate(openDatabase(pool), { app: "bakery", jobs: [], now: new Date(0) });
  } finally {
    await pool.end();
  }
  await admin.query(`alter database ${name}_new rename to ${name}`);
}

async function asAdmin(work: (admin: pg.Client) => Promise<unknown>): Promise<void> {
  const admin = new pg.Client({ connectionString: inject("postgresUrl") });
  await admin.connect();
  try {
    await work(admin);
  } finally {
    await admin.end();
  }
}
