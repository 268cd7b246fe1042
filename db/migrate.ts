import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { drizzle } from "drizzle-orm/node-postgres";
import { migrate as applyMigrations } from "drizzle-orm/node-postgres/migrator";
import pg from "pg";

const folder = join(dirname(fileURLToPath(import.meta.url)), "migrations");

/** Any number: all processes that migrate this database wait for each other on it. */
const lockKey = 7_364_871;

/** Brings the tables of `domain/` up to date. Idempotent; safe when several processes call it at once. */
export async function migrate(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    // A session lock on a connection of its own: closing it frees the lock, also after a crash.
    await client.query("select pg_advisory_lock($1)", [lockKey]);
    await applyMigrations(drizzle(client), { migrationsFolder: folder });
  } finally {
    await client.end();
  }
}
