import { DefinitionError } from "../job/definition.ts";
import type { DatabaseConnection, DatabasePool, Queryable } from "../types.ts";
import { canceller } from "./cancel.ts";
import { asJsonRows, inSchema, parameter, rowsOf } from "./statement.ts";

/** How long the host's pool may take to give a connection: others have them all, or the server opens none. */
export const connectMs = 5_000;

/** How long a statement may take until it counts as lost: a lock, a server that hangs, a network that lost the way back. */
export const statementMs = 15_000;

/** How long ending a lost statement on the server may take. */
const cancelMs = 5_000;

/** The database did not do its part in time. Whether it has done it since is not known. */
export class DatabaseTimeoutError extends Error {
  override name = "DatabaseTimeoutError";
}

/** The engine has stopped, and waits for the database no longer. */
export class DatabaseClosedError extends Error {
  override name = "DatabaseClosedError";
  constructor() {
    super("The engine has stopped and no longer waits for the database");
  }
}

/**
 * What every statement of the engine goes through: it names the engine's tables by their schema, is waited for only so
 * long, and gives its rows back as the engine's own types, whatever parsers the host has set. See `statement.ts`.
 */
export type Database = Queryable & {
  /** Runs `work` in one transaction: commits what it returns; where it throws, its connection is closed, which undoes it. */
  transaction: <Result>(work: (connection: Transaction) => Promise<Result>) => Promise<Result>;
  /** The schema that the engine's tables are in, or are to be made in. */
  schema: () => Promise<string>;
  /** Ends every wait, now and later, with {@link DatabaseClosedError} and closes their connections: nothing waits on for a database that is away. */
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
  const waits = new Set<(error: Error) => void>();
  let closed = false;
  let found: Promise<string> | undefined;
  const texts = sentTexts();
  const statements = canceller((text, values = []) => borrow((connection) => ask(connection, text, values, cancelMs)));

  function schema(): Promise<string> {
    if (options.schema !== undefined) return Promise.resolve(options.schema);
    found ??= borrow((connection) => findSchema((text) => ask(connection, text, [], statementMs))).catch((error) => {
      found = undefined;
      throw error;
    });
    return found;
  }

  async function borrow<Result>(work: (connection: DatabaseConnection) => Promise<Result>): Promise<Result> {
    const connection = await acquire();
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

  async function acquire(): Promise<DatabaseConnection> {
    if (closed) throw new DatabaseClosedError();
    const connecting = Promise.resolve(pool.connect());
    const late = `The database gave no connection within ${connectMs / 1000} s: all are in use, or none can be opened`;
    const giveBackUnused = () => void connecting.then((connection) => connection.release(), ignore);
    const connection = await within(connecting, { ms: connectMs, late, onGiveUp: giveBackUnused });
    if (typeof connection?.query === "function" && typeof connection.release === "function") return connection;
    throw new DefinitionError("createRonda: connect() of database lends no connection: give it a pool, not a client");
  }

  async function ask(connection: DatabaseConnection, text: string, values: unknown[], ms: number) {
    const late = `The database did not answer within ${ms / 1000} s`;
    return await within(connection.query(text, values.map(parameter)), { ms, late });
  }

  /** The engine's own statements on a connection. */
  function queryOn(connection: DatabaseConnection, schema: string, mark = ""): Transaction["query"] {
    return async (text, values = [], bounds = { statementMs }) => {
      const { sent, hasRows } = texts.of(text, schema);
      const { rows, rowCount } = await ask(connection, mark + sent, values, bounds.statementMs);
      return { rows: hasRows ? rowsOf(rows) : rows, rowCount };
    };
  }

  /** What nobody waits for any longer may still end, unheard. Keeps no process alive. */
  function within<Result>(
    work: Promise<Result>,
    { ms, late, onGiveUp = ignore }: { ms: number; late: string; onGiveUp?: () => void },
  ): Promise<Result> {
    return new Promise((resolve, reject) => {
      const giveUp = (error: Error) => {
        end();
        onGiveUp();
        reject(error);
      };
      const timer = setTimeout(() => giveUp(new DatabaseTimeoutError(late)), ms).unref();
      const end = () => {
        clearTimeout(timer);
        waits.delete(giveUp);
      };
      waits.add(giveUp);
      work.then(
        (result) => {
          end();
          resolve(result);
        },
        (error) => {
          end();
          reject(error);
        },
      );
    });
  }

  return {
    async query(text, values) {
      // Found before a connection is borrowed: the pool may have no second one.
      const named = await schema();
      const mark = statements.next();
      return await borrow(async (connection) => {
        try {
          return await queryOn(connection, named, mark)(text, values);
        } catch (error) {
          if (error instanceof DatabaseTimeoutError) statements.cancel(mark);
          throw error;
        }
      });
    },
    async transaction(work) {
      const named = await schema();
      return await borrow(async (connection) => {
        const query = queryOn(connection, named);
        await query("begin");
        const result = await work({ query });
        await query("commit");
        return result;
      });
    },
    schema,
    close() {
      closed = true;
      for (const giveUp of [...waits]) giveUp(new DatabaseClosedError());
    },
  };
}

function ignore(): void {}

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
    `createRonda: schema "${schema}" is a name such as "shop_ronda": letters, digits, - and _, at most 63, no digit first`,
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
