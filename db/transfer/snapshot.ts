import type { Readable } from "node:stream";
import { setTimeout as wait } from "node:timers/promises";
import pg from "pg";
import { from as copyFrom, to as copyTo } from "pg-copy-streams";
import { withSession } from "#db/session.ts";
import { limits } from "#limits.ts";
import { nameOf, quoted, type SequenceState, type TableContents } from "./tables.ts";
import { restoreKey } from "./target.ts";

/** One connection for reading or writing everything there is; it waits longer than any request may. */
export async function connectForTransfer(url: string): Promise<pg.Client> {
  const { connectMs } = limits.job;
  const { keepAliveAfterMs } = limits.database;
  const client = withSession(
    new pg.Client({
      connectionString: url,
      application_name: "setrip backup",
      connectionTimeoutMillis: connectMs,
      keepAlive: true,
      keepAliveInitialDelayMillis: keepAliveAfterMs,
    }),
  );
  // A statement that is under way fails by itself; the connection's own event must not end the process.
  client.on("error", () => {});
  await client.connect();
  return client;
}

/** The bounds that a role may have are for requests. */
const unbounded = `set local statement_timeout = 0; set local lock_timeout = 0;
  set local idle_in_transaction_session_timeout = 0`;

/**
 * Runs `work` in a transaction that sees one moment of the database and changes nothing. `id` lets another connection see
 * the same moment.
 */
export async function inSnapshot<Result>(
  client: pg.Client,
  work: (snapshot: { id: string }) => Promise<Result>,
): Promise<Result> {
  await client.query("begin isolation level repeatable read, read only");
  try {
    await client.query(unbounded);
    const { rows } = await client.query<{ id: string }>("select pg_export_snapshot() as id");
    return await work({ id: rows[0]!.id });
  } finally {
    await client.query("rollback").catch(() => {});
  }
}

/** A process that was killed may keep a lock or a connection until the server notices. */
const noticedWithinMs = 5_000;
const lookEveryMs = 100;

/** Asks until what `look` says is true, or for as long as one that was killed may be in the way; says which. */
export async function soonTrue(look: () => Promise<boolean>): Promise<boolean> {
  for (const untilMs = performance.now() + noticedWithinMs; performance.now() < untilMs; await wait(lookEveryMs))
    if (await look()) return true;
  return look();
}

/** Any number: backups and restores of this database take turns on it. */
const key = 7_364_879;

/**
 * Runs `work` unless another process does the same on this database; `busy` then. With `closed` nobody else may use the
 * database meanwhile, see `isOpen`. A transaction keeps the locks, because a session behind a pooler is not ours; they end
 * with this process, however it ends.
 */
export async function aloneOnDatabase<Result>(
  url: string,
  work: () => Promise<Result>,
  { closed = false } = {},
): Promise<Result | "busy"> {
  const client = await connectForTransfer(url);
  try {
    await client.query("begin");
    await client.query(unbounded);
    const isTaken = await soonTrue(async () => {
      const { rows } = await client.query<{ taken: boolean }>(
        "select bool_and(pg_try_advisory_xact_lock(key)) as taken from unnest($1::bigint[]) as key",
        [closed ? [key, restoreKey] : [key]],
      );
      return rows[0]!.taken;
    });
    return isTaken ? await work() : "busy";
  } finally {
    await client.end().catch(() => {});
  }
}

/** A table's rows as PostgreSQL writes them, in text format. */
export function readTable(client: pg.Client, table: TableContents): Readable {
  return client.query(copyTo(`copy ${nameOf(table)} (${columnsOf(table)}) to stdout`));
}

/** Takes what {@link readTable} gave. */
export function writeTable(client: pg.Client, table: TableContents) {
  return client.query(copyFrom(`copy ${nameOf(table)} (${columnsOf(table)}) from stdin`));
}

/** Sets a sequence to where it stood. */
export async function setSequence(client: pg.Client, { value, isCalled, ...sequence }: SequenceState): Promise<void> {
  await client.query("select setval($1::regclass, $2::bigint, $3)", [nameOf(sequence), value, isCalled]);
}

function columnsOf({ columns }: TableContents): string {
  return columns.map(quoted).join(", ");
}
