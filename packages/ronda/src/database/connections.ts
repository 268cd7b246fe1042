import { DefinitionError } from "../job/definition.ts";
import type { DatabaseConnection, DatabasePool } from "../types.ts";
import { parameter } from "./statement.ts";
import type { Waits } from "./waits.ts";

/** How long the host's pool may take to give a connection: others have them all, or the server opens none. */
export const connectMs = 5_000;

/**
 * A connection that the server closes in the moment in which it opens belongs to nobody yet: the pool has let go of it,
 * and whoever asked for it hears of it a moment later. Its error would end the process, so it has a listener from the start:
 * one, however many engines the pool is given to.
 */
export function listenFromTheStart(pool: DatabasePool): void {
  pool.off?.("connect", ignoreErrors);
  pool.on?.("connect", ignoreErrors);
}

function ignoreErrors(connection: DatabaseConnection): void {
  connection.on?.("error", ignore);
}

/** Lends a connection of the pool to `work`, and gives it back: closed, where `work` throws. */
export async function borrow<Result>(
  pool: DatabasePool,
  waits: Waits,
  work: (connection: DatabaseConnection) => Promise<Result>,
): Promise<Result> {
  const connection = await acquire(pool, waits);
  // A lent connection that breaks tells whoever has it, and ends the process when nobody listens.
  connection.on?.("error", ignore);
  const giveBack = (error?: Error) => {
    connection.off?.("error", ignore);
    connection.release(error);
  };
  try {
    const result = await work(connection);
    giveBack();
    return result;
  } catch (error) {
    // In the middle of something, for all we know: closed, it does no harm to whoever would have it next.
    giveBack(error instanceof Error ? error : new Error(String(error)));
    throw error;
  }
}

async function acquire(pool: DatabasePool, waits: Waits): Promise<DatabaseConnection> {
  waits.check();
  const connecting = Promise.resolve(pool.connect()).catch((error) => {
    throw isOfClient(error) ? new DefinitionError(clientGiven, { cause: error }) : error;
  });
  const connection = await waits.within(connecting, {
    ms: connectMs,
    late: `The database gave no connection within ${connectMs / 1000} s: all are in use, or none can be opened`,
    onGiveUp: () => void connecting.then((unused) => unused.release(), ignore),
  });
  if (typeof connection?.query === "function" && typeof connection.release === "function") return connection;
  throw new DefinitionError(clientGiven);
}

const clientGiven =
  "createRonda: connect() of database lends no connection: give it a pool, such as new pg.Pool({ … }), not a client";

/** What a client of `pg` says where it is asked for a connection, having one of its own; a pool makes a new client each time. */
function isOfClient(error: unknown): boolean {
  return /^Client has already been connected/.test(String((error as { message?: unknown } | null)?.message));
}

/** True of a client of `pg`, or one made like it: the parameters of one connection, and no count of several. */
export function isClient(value: object): boolean {
  return "connectionParameters" in value && "query" in value && !("totalCount" in value);
}

/** Sends one statement on a connection and waits `ms` for its rows. */
export async function ask(
  connection: DatabaseConnection,
  waits: Waits,
  { text, values, ms }: { text: string; values: unknown[]; ms: number },
): ReturnType<DatabaseConnection["query"]> {
  const late = `The database did not answer within ${ms / 1000} s`;
  return await waits.within(connection.query(text, values.map(parameter)), { ms, late });
}

function ignore(): void {}
