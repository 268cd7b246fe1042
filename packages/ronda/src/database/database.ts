import { setTimeout as pause } from "node:timers/promises";
import { DefinitionError } from "../job/definition.ts";
import type { DatabaseConnection, DatabasePool, Queryable } from "../types.ts";
import { canceller } from "./cancel.ts";
import { ask, borrow, listenFromTheStart } from "./connections.ts";
import { asMissingTables } from "./missing-tables.ts";
import { asJsonRows, inSchema, rowsOf } from "./statement.ts";
import { DatabaseTimeoutError, endingWaits } from "./waits.ts";

/** How long a statement may take until it counts as lost: a lock, a server that hangs, a network that lost the way back. */
export const statementMs = 15_000;

/** How long ending a lost statement on the server may take. */
const cancelMs = 5_000;

/**
 * What every statement of the engine goes through: it names the engine's tables by their schema, is waited for only so
 * long, and gives its rows back as the engine's own types, whatever parsers the host has set. See `statement.ts`.
 */
export type Database = Queryable & {
  /** Runs `work` in one transaction: commits what it returns; where it throws, its connection is closed, which undoes it. */
  transaction: <Result>(work: (connection: Transaction) => Promise<Result>) => Promise<Result>;
  /** The schema that the engine's tables are in, or are to be made in. */
  schema: () => Promise<string>;
  /** Ends every wait, now and later, with an error and closes their connections: nothing waits on for a database that is away. */
  close: () => void;
};

/** A connection in a transaction; a statement that may take longer, or must not take as long, says so. */
export type Transaction = {
  query: (text: string, values?: unknown[], bounds?: { statementMs: number }) => ReturnType<Queryable["query"]>;
};

/** Wraps the host's pool. Opens no connection. Throws {@link DefinitionError} where pool or schema cannot be right. */
export function openDatabase(pool: DatabasePool, options: { schema?: string | undefined } = {}): Database {
  if (typeof pool?.connect !== "function") {
    throw new DefinitionError(
      "createRonda: database is a pool that lends connections: new pg.Pool({ … }), or one of its shape",
    );
  }
  checkSchema(options.schema);
  listenFromTheStart(pool);
  const waits = endingWaits();
  const texts = sentTexts();
  let found: Promise<string> | undefined;

  const lend = <Result>(work: (connection: DatabaseConnection) => Promise<Result>) => borrow(pool, waits, work);
  const askOnce =
    (ms: number) =>
    (text: string, values: unknown[] = []) =>
      lend((connection) => ask(connection, waits, { text, values, ms }));
  const statements = canceller(askOnce(cancelMs));

  function schema(): Promise<string> {
    if (options.schema !== undefined) return Promise.resolve(options.schema);
    found ??= findSchema(askOnce(statementMs)).catch((error) => {
      found = undefined;
      throw error;
    });
    return found;
  }

  /** The engine's own statements on a connection. */
  function queryOn(connection: DatabaseConnection, schema: string, mark = ""): Transaction["query"] {
    return async (text, values = [], bounds = { statementMs }) => {
      const { sent, hasRows } = texts.of(text, schema);
      const sending = { text: mark + sent, values, ms: bounds.statementMs };
      const { rows, rowCount } = await ask(connection, waits, sending);
      return { rows: hasRows ? rowsOf(rows) : rows, rowCount };
    };
  }

  return {
    async query(text, values) {
      // Found before a connection is borrowed: the pool may have no second one.
      const named = await schema();
      const mark = statements.next();
      return await lend(async (connection) => {
        const query = queryOn(connection, named, mark);
        try {
          return await untilNotUndone(() => query(text, values));
        } catch (error) {
          if (error instanceof DatabaseTimeoutError) statements.cancel(mark);
          throw asMissingTables(error, named);
        }
      });
    },
    async transaction(work) {
      const named = await schema();
      return await lend(async (connection) => {
        const query = queryOn(connection, named);
        // Whatever the host's usual level is: who waits for another one here is to see what that one did.
        await query("begin isolation level read committed");
        const result = await work({ query });
        await query("commit");
        return result;
      });
    },
    schema,
    close: waits.close,
  };
}

/** What the server says of a statement that it has undone because of others at the same moment: strict levels, deadlocks. */
const undone = new Set(["40001", "40P01"]);
const mostTries = 25;
const longestPauseMs = 200;

/** Sends a statement again that is known to have done nothing, after a moment in which the others get ahead. */
async function untilNotUndone<Result>(send: () => Promise<Result>): Promise<Result> {
  for (let tries = 1; ; tries++) {
    try {
      return await send();
    } catch (error) {
      if (tries === mostTries || !undone.has((error as { code?: string }).code ?? "")) throw error;
      await pause(Math.random() * Math.min(longestPauseMs, 2 ** tries));
    }
  }
}

const mostTexts = 500;

/** What each text of the engine is sent as, worked out once: there are some dozens, and a bound in case there were not. */
function sentTexts() {
  const known = new Map<string, { sent: string; hasRows: boolean }>();
  return {
    of(text: string, schema: string) {
      const found = known.get(text);
      if (found) return found;
      if (known.size >= mostTexts) known.clear();
      const plain = inSchema(text, schema);
      const sent = asJsonRows(plain);
      const made = { sent, hasRows: sent !== plain };
      known.set(text, made);
      return made;
    },
  };
}

/** A schema's name as it is written in options; anything else would be a typing error in all likelihood. */
const schemaName = /^[A-Za-z_][A-Za-z0-9_-]{0,62}$/;

function checkSchema(schema: string | undefined): void {
  if (schema === undefined || (typeof schema === "string" && schemaName.test(schema))) return;
  throw new DefinitionError(
    `createRonda: schema is a name such as "shop_ronda": letters, digits, - and _, at most 63, no digit first`,
  );
}

/**
 * The schema that the connection itself finds the engine's tables in, or would make them in. Asked once a process and then
 * written into every statement: a job that changes the `search_path` of a connection changes nothing for the engine.
 */
async function findSchema(ask: (text: string) => Promise<{ rows: Record<string, unknown>[] }>): Promise<string> {
  const { rows } = await ask(
    asJsonRows(`select coalesce(
       (select namespace.nspname from pg_catalog.pg_class class
        join pg_catalog.pg_namespace namespace on namespace.oid = class.relnamespace
        where class.oid = pg_catalog.to_regclass('"RondaMigration"')),
       pg_catalog.current_schema()) as "schema"`),
  );
  const found = rowsOf(rows)[0]?.schema;
  if (typeof found === "string") return found;
  throw new DefinitionError(
    'createRonda: the search_path of the database\'s connections names no schema that exists: name one, such as schema: "shop_ronda"',
  );
}
