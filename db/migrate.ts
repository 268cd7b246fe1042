import { readFileSync } from "node:fs";
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

/** How many migrations this release brings. */
export function knownMigrations(): number {
  const journal = JSON.parse(readFileSync(join(folder, "meta", "_journal.json"), "utf8")) as { entries: unknown[] };
  return journal.entries.length;
}

/** How many migrations the database has seen; 0 when it has never been migrated. */
export async function appliedMigrations(database: Pick<pg.Pool, "query">): Promise<number> {
  const { rows: tables } = await database.query("select to_regclass('drizzle.__drizzle_migrations') as name");
  if (!tables[0]?.name) return 0;
  const { rows } = await database.query("select count(*)::int as applied from drizzle.__drizzle_migrations");
  return rows[0]?.applied ?? 0;
}
