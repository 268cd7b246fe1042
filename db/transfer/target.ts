import { AsyncLocalStorage } from "node:async_hooks";
import type pg from "pg";
import { onceAProcess } from "#once-a-process.ts";
import { ownSchemas, quoted } from "./tables.ts";

/**
 * The database that a restore fills. From its first step to its last there is a schema of this name in it, so that
 * nobody takes it for whole and the next attempt knows that it may begin anew.
 */
export const restoringSchema = "setrip_restoring";

/** Any number: a restore holds it alone for as long as it works, and everybody else looks whether they may have it, too. */
export const restoreKey = 7_364_880;

/** What whoever wants to use such a database is told. */
export const restoringSentence =
  "A restore into this database has not come to its end: wait for it, or repeat npm run restore";

/** True while no restore works on the database and none has been cut off in it. */
const isOpenStatement = `select pg_try_advisory_xact_lock_shared(${restoreKey}) and to_regnamespace('${restoringSchema}') is null as open`;

type Connection = Pick<pg.ClientBase, "query">;

const restoring = onceAProcess("restoring", () => new AsyncLocalStorage<boolean>());

/** Runs `work`, which passes by the closed door: it is the restore itself. */
export function asRestore<Result>(work: () => Promise<Result>): Promise<Result> {
  return restoring.run(true, work);
}

/** Whether whoever asks may use the database, as far as restores go: nobody is shown one that is half there. */
export async function isOpen(connection: Connection): Promise<boolean> {
  if (restoring.getStore()) return true;
  const { rows } = await connection.query<{ open: boolean }>(isOpenStatement);
  return rows[0]!.open;
}

/** What is in it: nothing, what a restore that was cut off has left, or somebody's data. */
export async function targetState(connection: Connection): Promise<"empty" | "half" | "full"> {
  if (await isHalfRestored(connection)) return "half";
  const { rows } = await connection.query<{ found: boolean }>(
    "select exists (select from pg_class c where c.relnamespace = any(array(select oid from pg_namespace where nspname = any($1)))) as found",
    [ownSchemas],
  );
  return rows[0]!.found ? "full" : "empty";
}

/** Whether a restore into this database has not come to its end. */
async function isHalfRestored(connection: Connection): Promise<boolean> {
  const { rows } = await connection.query<{ half: boolean }>("select to_regnamespace($1) is not null as half", [
    restoringSchema,
  ]);
  return rows[0]!.half;
}

/** How many processes of the app are connected. */
export async function connectedApps(connection: Connection): Promise<number> {
  const { rows } = await connection.query<{ count: number }>(
    "select count(*)::int as count from pg_stat_activity where datname = current_database() and application_name = 'setrip' and pid <> pg_backend_pid()",
  );
  return rows[0]!.count;
}

/**
 * Begins, in one transaction: what a restore that was cut off has left goes, what is somebody's is put aside under the
 * names `replaced_…` and kept. Gives those names.
 */
export async function beginRestore(
  connection: Connection,
  { state, name }: { state: "empty" | "half" | "full"; name: string },
): Promise<string[]> {
  const aside = state === "full" ? await present(connection) : [];
  await connection.query("begin");
  try {
    for (const schema of aside)
      await connection.query(`alter schema ${quoted(schema)} rename to ${quoted(asideName(schema, name))}`);
    await connection.query(`create schema if not exists ${restoringSchema}`);
    if (state === "half")
      for (const schema of ownSchemas) await connection.query(`drop schema if exists ${quoted(schema)} cascade`);
    await connection.query("create schema if not exists public");
    if (state === "full") await dropExtensions(connection, asideName("public", name));
    await connection.query("commit");
  } catch (error) {
    await connection.query("rollback");
    throw error;
  }
  return aside.map((schema) => asideName(schema, name));
}

/**
 * A database has each extension once, and what is restored brings its own. With it go the indexes of what was put aside
 * that need it, no rows: only a superuser may move an extension, its owner may drop it.
 */
async function dropExtensions(connection: Connection, schema: string): Promise<void> {
  const { rows } = await connection.query<{ name: string }>(
    "select e.extname as name from pg_extension e join pg_namespace n on n.oid = e.extnamespace where n.nspname = $1",
    [schema],
  );
  for (const { name } of rows) await connection.query(`drop extension ${quoted(name)} cascade`);
}

async function present(connection: Connection): Promise<string[]> {
  const { rows } = await connection.query<{ name: string }>(
    "select nspname as name from pg_namespace where nspname = any($1)",
    [ownSchemas],
  );
  return rows.map(({ name }) => name);
}

function asideName(schema: string, name: string): string {
  return `replaced_${name.replace("-", "_")}_${schema}`;
}
