/** What the server says of names that it does not know: a table, a function, a schema, a column. */
const unknownName = new Set(["42P01", "42883", "3F000", "42703"]);

const ownName = /\bronda_\w+|\bCronRun\b|\bRonda[A-Z]\w*/;

/** The engine's tables are not where it looks for them, or were made by an older version of it. */
export class MissingTablesError extends Error {
  override name = "MissingTablesError";
  /** PostgreSQL's own code, as drivers give it. */
  readonly code: string;
  constructor(schema: string, code: string, cause: unknown) {
    super(
      `The engine's tables are not in schema "${schema}" of this database, or are of an older version of it: ` +
        "await ronda.migrate() at the start of the app makes them and brings them up to date",
      { cause },
    );
    this.code = code;
  }
}

/**
 * What went wrong with a statement of the engine: {@link MissingTablesError} where the server does not know a name of the
 * engine's, anything else as it was. The server's sentences may be in any language, so only the names in them are read.
 */
export function asMissingTables(error: unknown, schema: string): unknown {
  const { code, message, where } = (error ?? {}) as { code?: unknown; message?: unknown; where?: unknown };
  if (typeof code !== "string" || !unknownName.has(code)) return error;
  // A column is named without its table; with a place, it is the statement of somebody's trigger, and none of ours.
  const isOurs = code === "42703" ? !where : code === "3F000" || ownName.test(String(message));
  return isOurs ? new MissingTablesError(schema, code, error) : error;
}
