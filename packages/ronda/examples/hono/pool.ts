import pg from "pg";
import { DATABASE_URL } from "./env.ts";

/** The one pool of this process. No wait is without an end, so that a database that hangs does not hang the app. */
export const pool = new pg.Pool({
  connectionString: DATABASE_URL,
  connectionTimeoutMillis: 3_000,
  statement_timeout: 15_000,
  idle_in_transaction_session_timeout: 30_000,
  keepAlive: true,
});

// PostgreSQL closes idle connections when it restarts. An error that nobody listens to would end the process.
pool.on("error", (error) => console.warn("postgres:", error.message));
