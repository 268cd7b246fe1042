/** What asks the database: a statement with its values in, its rows out. */
export type Queryable = {
  query: (text: string, values?: unknown[]) => Promise<{ rows: Record<string, unknown>[]; rowCount: number | null }>;
};

/**
 * A connection that a pool has lent. `query` sends one statement whose values are texts, numbers, truth values and null;
 * of several statements without values in one text it may give any result. `release` gives the connection back, and
 * closes it when it is told an error, also in the middle of a statement. `on` and `off` are for drivers that end the
 * process when a connection breaks and nobody listens to its `error`, as `pg` does.
 */
export type DatabaseConnection = Queryable & {
  release: (error?: Error) => void;
  on?: (event: "error", listener: (error: Error) => void) => unknown;
  off?: (event: "error", listener: (error: Error) => void) => unknown;
};

/**
 * What `createRonda` needs of a database: a pool that lends connections of PostgreSQL, nothing else. A Pool of `pg` is one,
 * and so are those made like it (`@neondatabase/serverless`, `@vercel/postgres`); a single `Client` is none, since a
 * statement that hangs would take the only connection with it. The engine bounds its own waits, whatever the pool is set
 * to, and any type parsers of the host are right; a pool without a bound on opening a connection
 * (`connectionTimeoutMillis`) keeps a place for each that a dead server never opens.
 */
export type DatabasePool = {
  connect: () => Promise<DatabaseConnection>;
  /** Where it tells of each connection that it opens, as a `pg` Pool does: one that breaks at once then ends no process. */
  on?(event: "connect", listener: (connection: DatabaseConnection) => void): unknown;
  off?(event: "connect", listener: (connection: DatabaseConnection) => void): unknown;
};
