import { drizzle, type NodePgDatabase } from "drizzle-orm/node-postgres";
import pg from "pg";
import { env } from "#env.ts";
import { onceAProcess } from "#once-a-process.ts";
import { embeddedUrl } from "./embedded/address.ts";
import { BoundedPool } from "./pool.ts";
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

const ofProcess = onceAProcess("database", (): { connected?: { pool: BoundedPool; database: Database } } => ({}));

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
export function pool(): BoundedPool {
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
  const closing = ofProcess.connected;
  ofProcess.connected = undefined;
  await closing?.pool.end();
}

function connect() {
  if (!ofProcess.connected) {
    const pool = new BoundedPool(databaseUrl());
    ofProcess.connected = { pool, database: drizzle(pool) };
  }
  return ofProcess.connected;
}
