import { pool } from "#db/connection.ts";
import { patienceMs } from "./patience.ts";

/** Returns when somebody waits for an advisory lock. Polls the server, which knows; there is no moment to wait for. Throws when nobody does. */
export function untilSomebodyWaitsForALock(): Promise<void> {
  return untilSomebodyWaitsFor("advisory");
}

/** The same for somebody who waits until another transaction has ended, because both want the same row. */
export function untilSomebodyWaitsForARow(): Promise<void> {
  return untilSomebodyWaitsFor("transactionid");
}

async function untilSomebodyWaitsFor(what: "advisory" | "transactionid"): Promise<void> {
  const givenUpAt = performance.now() + patienceMs;
  while (performance.now() < givenUpAt) {
    const { rowCount } = await pool().query(
      `select from pg_stat_activity
       where datname = current_database() and wait_event_type = 'Lock' and wait_event = $1`,
      [what],
    );
    if (rowCount) return;
  }
  throw new Error(`nobody has waited for a lock of the kind "${what}"`);
}

/** How many transactions stand open at this moment while their process does something else. */
export async function idleTransactions(): Promise<number> {
  const { rowCount } = await pool().query(
    `select from pg_stat_activity where datname = current_database() and state like 'idle in transaction%'`,
  );
  return rowCount ?? 0;
}
