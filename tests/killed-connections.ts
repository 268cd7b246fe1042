import { pool } from "#db/connection.ts";

/** Ends every connection of this database that is at work, as a server that is restarted does. */
export async function killConnections(): Promise<void> {
  await pool().query(
    `select pg_terminate_backend(pid) from pg_stat_activity
     where datname = current_database() and pid <> pg_backend_pid() and state <> 'idle'`,
  );
}
