import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { type MigrationConfig, type MigrationMeta, readMigrationFiles } from "drizzle-orm/migrator";
import { drizzle } from "drizzle-orm/node-postgres";
import pg from "pg";
import { limits } from "#limits.ts";
import { isOpen, restoringSentence } from "./transfer/target.ts";

const folder = join(dirname(fileURLToPath(import.meta.url)), "migrations");

/** Any number: all processes that migrate this database wait for each other on it. */
const lockKey = 7_364_871;

/** A restore into this database was begun and has not come to its end, so that it is not the whole one. */
export class HalfRestoredError extends Error {
  override name = "HalfRestoredError";
}

/**
 * Brings the tables of `domain/` up to date. Idempotent; safe when several processes call it at once. It waits for others
 * as long as they take, but for no server that does not answer. A restore goes no further than the migrations that its
 * backup had seen, and is alone with a database that is not whole; all others get a {@link HalfRestoredError} for it.
 */
export async function migrate(url: string, restore?: { upTo?: number }): Promise<void> {
  const { connectMs, keepAliveAfterMs } = limits.database;
  const client = new pg.Client({
    connectionString: url,
    connectionTimeoutMillis: connectMs,
    keepAlive: true,
    keepAliveInitialDelayMillis: keepAliveAfterMs,
  });
  // A statement that is under way fails by itself; the connection's own event must not end the process.
  client.on("error", () => {});
  await client.connect();
  try {
    // A lock of the transaction, not of the session: behind a pooler a session is not ours. The migrator's own `begin`
    // in it is a warning, its `commit` is the commit, and a connection that ends undoes it all.
    await client.query("begin");
    await client.query("select pg_advisory_xact_lock($1)", [lockKey]);
    if (!restore && !(await isOpen(client))) throw new HalfRestoredError(restoringSentence);
    await applyMigrations(client, restore?.upTo);
    await client.query("commit");
  } finally {
    await client.end().catch(() => {});
  }
}

/** What drizzle's own migrator does, with the first `upTo` of them. */
async function applyMigrations(client: pg.Client, upTo: number | undefined): Promise<void> {
  const { dialect, session } = drizzle(client) as unknown as Migrating;
  const config = { migrationsFolder: folder };
  await dialect.migrate(readMigrationFiles(config).slice(0, upTo), session, config);
}

type Migrating = {
  dialect: { migrate: (migrations: MigrationMeta[], session: unknown, config: MigrationConfig) => Promise<void> };
  session: unknown;
};

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
