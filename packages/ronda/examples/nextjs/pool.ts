import pg from "pg";
import { DATABASE_URL } from "./env.ts";

const kept = globalThis as typeof globalThis & { pool?: pg.Pool };

kept.pool ??= connect();

/** The one pool of this process; Next loads this file more than once. No wait is without an end, so that a database that hangs does not hang the app. */
export const pool = kept.pool;

function connect(): pg.Pool {
  const made = new pg.Pool({
    connectionString: DATABASE_URL,
    connectionTimeoutMillis: 3_000,
    statement_timeout: 15_000,
    idle_in_transaction_session_timeout: 30_000,
    keepAlive: true,
  });
  // PostgreSQL closes idle connections when it restarts. An error that nobody listens to would end the process.
  made.on("error", (error) => console.warn("postgres:", error.message));
  return made;
}
