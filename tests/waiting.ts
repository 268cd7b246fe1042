import { pool } from "#db/connection.ts";

/** Returns when somebody waits for an advisory lock. Polls the server, which knows; there is no moment to wait for. */
export async function untilSomebodyWaitsForALock(): Promise<void> {
  for (;;) {
    const { rowCount } = await pool().query(
      `select from pg_locks where not granted and locktype = 'advisory'
       and database = (select oid from pg_database where datname = current_database())`,
    );
    if (rowCount) return;
  }
}
