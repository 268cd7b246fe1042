import { DefinitionError } from "../job/definition.ts";
import type { DatabaseConnection, DatabasePool } from "../types.ts";
import { parameter } from "./statement.ts";
import type { Waits } from "./waits.ts";

/** How long the host's pool may take to give a connection: others have them all, or the server opens none. */
export const connectMs = 5_000;

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
  const connecting = Promise.resolve(pool.connect());
  const connection = await waits.within(connecting, {
    ms: connectMs,
    late: `The database gave no connection within ${connectMs / 1000} s: all are in use, or none can be opened`,
    onGiveUp: () => void connecting.then((unused) => unused.release(), ignore),
  });
  if (typeof connection?.query === "function" && typeof connection.release === "function") return connection;
  throw new DefinitionError("createRonda: connect() of database lends no connection: give it a pool, not a client");
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
