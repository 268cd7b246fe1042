import { drizzle, type NodePgDatabase } from "drizzle-orm/node-postgres";
import pg from "pg";
import { env } from "#env.ts";
import { embeddedUrl } from "./embedded/address.ts";
import "./quiet-errors.ts";

/** A calendar day stays the string that PostgreSQL sends; a `Date` would shift it by the server's time zone. */
pg.types.setTypeParser(pg.types.builtins.DATE, (value) => value);

/** The query builder outside any transaction. */
export type Database = NodePgDatabase<Record<string, never>>;
/** Inside {@link transaction}: the same query builder, bound to one connection. */
export type Transaction = Parameters<Parameters<Database["transaction"]>[0]>[0];

/** There is no database to talk to; the message says what to do. */
export class NoDatabaseError extends Error {
  override name = "NoDatabaseError";
}

let connected: { pool: pg.Pool; database: Database } | undefined;

/** `DATABASE_URL`, or the embedded server in `SETRIP_DATA_DIR` when it runs. Throws {@link NoDatabaseError}. */
export function databaseUrl(): string {
  const url = env().DATABASE_URL ?? embeddedUrl(env().SETRIP_DATA_DIR);
  if (!url)
    throw new NoDatabaseError(
      "The embedded PostgreSQL is not running: start the app (npm run demo or npm start), or set DATABASE_URL",
    );
  return url;
}

/** The process's one connection pool; opened on first use, so that a build needs no database. */
export function pool(): pg.Pool {
  return connect().pool;
}

/** The query builder over {@link pool}. */
export function db(): Database {
  return connect().database;
}

/** Runs `work` in one READ COMMITTED transaction: commits what it returns, rolls back when it throws. */
export function transaction<Result>(work: (tx: Transaction) => Promise<Result>): Promise<Result> {
  return db().transaction(work);
}

/** Closes the pool; a later call of {@link db} opens a new one. */
export async function disconnect(): Promise<void> {
  const closing = connected;
  connected = undefined;
  await closing?.pool.end();
}

function connect() {
  if (!connected) {
    const pool = new pg.Pool({ connectionString: databaseUrl(), max: 10, application_name: "setrip" });
    // An idle connection that the server closes must not end the process; the next query opens another.
    pool.on("error", () => {});
    // Nor must one that is closed between two statements of a transaction; its next statement fails.
    pool.on("connect", (client) => client.on("error", () => {}));
    connected = { pool, database: drizzle(pool) };
  }
  return connected;
}
