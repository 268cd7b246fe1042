import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { type MigrationConfig, type MigrationMeta, readMigrationFiles } from "drizzle-orm/migrator";
import { drizzle } from "drizzle-orm/node-postgres";
import pg from "pg";
import { limits } from "#limits.ts";
import { withIsolation, withSession } from "./session.ts";
import { isOpen, restoringSentence } from "./transfer/target.ts";

const folder = join(dirname(fileURLToPath(import.meta.url)), "migrations");

/** Any number: all processes that migrate this database wait for each other on it. */
const lockKey = 7_364_871;

/** A database, or a backup of one, has seen some and not all of the migrations that became the baseline: nothing here knows how to go on from there. */
export class BeforeBaselineError extends Error {
  override name = "BeforeBaselineError";

  constructor(seen: number) {
    super(
      `The database has seen ${seen} of the ${baseline()} migrations that became one. Let the commit before that bring it up to date first (git log -1 --format=%h^ --no-renames --diff-filter=A -- "db/migrations/*_baseline.sql" names it), then this release`,
    );
  }
}

/** The database cannot hold every letter that people write; only a new one can. */
export class WrongEncodingError extends Error {
  override name = "WrongEncodingError";

  constructor(encoding: string) {
    super(
      `The database is encoded in ${encoding}, in which an emoji in a name cannot be saved; SeTrip needs UTF8: createdb --encoding=UTF8 --template=template0 setrip, and its name in DATABASE_URL`,
    );
  }
}

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
  const client = withSession(
    new pg.Client({
      connectionString: url,
      connectionTimeoutMillis: connectMs,
      keepAlive: true,
      keepAliveInitialDelayMillis: keepAliveAfterMs,
    }),
  );
  // A statement that is under way fails by itself; the connection's own event must not end the process.
  client.on("error", () => {});
  await client.connect();
  try {
    // A lock of the transaction, not of the session: behind a pooler a session is not ours. The migrator's own `begin`
    // in it is a warning, its `commit` is the commit, and a connection that ends undoes it all.
    await client.query(withIsolation("begin"));
    await client.query("select pg_advisory_xact_lock($1)", [lockKey]);
    if (!restore && !(await isOpen(client))) throw new HalfRestoredError(restoringSentence);
    const { rows } = await client.query<{ server_encoding: string }>("show server_encoding");
    if (rows[0]!.server_encoding !== "UTF8") throw new WrongEncodingError(rows[0]!.server_encoding);
    const seen = await appliedMigrations(client);
    if (seen > 0 && seen < baseline()) throw new BeforeBaselineError(seen);
    // Also of nothing to do the migrator would write, which a database that only reads refuses.
    if (seen < Math.min(knownMigrations(), restore?.upTo ?? Number.POSITIVE_INFINITY))
      await applyMigrations(client, restore?.upTo);
    await client.query("commit");
  } finally {
    await client.end().catch(() => {});
  }
}

/**
 * What drizzle's own migrator does, with the first `upTo` of them. It skips what is not younger than the last that the
 * database has seen, the baseline among them where the migrations that became it have made the tables.
 */
async function applyMigrations(client: pg.Client, upTo = Number.POSITIVE_INFINITY): Promise<void> {
  const { dialect, session } = drizzle(client) as unknown as Migrating;
  const config = { migrationsFolder: folder };
  const numbers = new Map(journal().map(({ idx, when }) => [when, idx + 1]));
  const wanted = readMigrationFiles(config).filter(({ folderMillis }) => numbers.get(folderMillis)! <= upTo);
  await dialect.migrate(wanted, session, config);
}

type Migrating = {
  dialect: { migrate: (migrations: MigrationMeta[], session: unknown, config: MigrationConfig) => Promise<void> };
  session: unknown;
};

/** How many migrations this release brings; those that became the baseline count on, so that a backup's number stays true. */
export function knownMigrations(): number {
  return journal().at(-1)!.idx + 1;
}

/** How many migrations became the first one that is left. */
export function baseline(): number {
  return journal()[0]!.idx + 1;
}

/** How many migrations the database has seen, counted as {@link knownMigrations} does; 0 when it has never been migrated. */
export async function appliedMigrations(database: Pick<pg.ClientBase, "query">): Promise<number> {
  const { rows: tables } = await database.query("select to_regclass('drizzle.__drizzle_migrations') as name");
  if (!tables[0]?.name) return 0;
  const { rows } = await database.query<{ older: number; since: number }>(
    `select count(*) filter (where created_at < $1)::int as older, count(*) filter (where created_at >= $1)::int as since
     from drizzle.__drizzle_migrations`,
    [journal()[0]!.when],
  );
  const [{ older, since } = { older: 0, since: 0 }] = rows;
  return since > 0 ? baseline() + since - 1 : older;
}

type Journal = { entries: { idx: number; when: number }[] };

function journal(): Journal["entries"] {
  return (JSON.parse(readFileSync(join(folder, "meta", "_journal.json"), "utf8")) as Journal).entries;
}
