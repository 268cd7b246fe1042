/**
 * The engine writes plain SQL. Before a statement is sent, two things are done to its text, in this one place: the
 * engine's own names get their schema, and rows come back as JSON.
 */

const ownTables = /(?<![."\w])"(?:CronRun|Ronda[A-Z]\w*)"/g;
const ownFunctions = /(?<![."\w])ronda_\w+(?=\()/g;

/**
 * Puts the schema in front of every table and function of the engine, also in the bodies of functions, so that no
 * `search_path` decides what a statement means. Tables are the names that are quoted as a whole, `"CronRun"` and
 * `"Ronda…"`; functions are `ronda_…(`.
 */
export function inSchema(sql: string, schema: string): string {
  const prefix = `${quoteIdentifier(schema)}.`;
  const qualify = (name: string) => prefix + name;
  return sql.replace(ownTables, qualify).replace(ownFunctions, qualify);
}

/** A name as SQL takes any, quoted. */
export function quoteIdentifier(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** The one column of every result that has rows. */
const rowColumn = "row";

/** What is skipped as a whole, what opens and closes, and the words that tell what a statement does. */
const tokens =
  /'(?:[^']|'')*'|"[^"]*"|\$(\w*)\$[\s\S]*?\$\1\$|--[^\n]*|\/\*[\s\S]*?\*\/|[()]|\b(?:with|select|insert|update|delete|returning)\b/gi;

const startsAsQuery = /^(?:\s|--[^\n]*\n|\/\*[\s\S]*?\*\/)*(?:with|select|insert|update|delete)\b/i;

/**
 * Makes a statement that returns rows return each as JSON; any other stays as it is. `json_out` is what the server itself
 * writes JSON out with. Its type, `cstring`, is no type of columns, so that drivers have no parser for it and hosts set
 * none: the text comes as it was sent, whatever is made of times, numbers, JSON, arrays or even texts.
 */
export function asJsonRows(sql: string): string {
  if (!startsAsQuery.test(sql)) return sql;
  const { mainAt, hasWith, hasRows, isPlain } = shapeOf(sql);
  if (!hasRows) return sql;
  const json = `select json_out(to_json("json_row")) as "${rowColumn}" from`;
  if (isPlain) return `${json} (${sql}\n) "json_row"`;
  // What changes rows may stand nowhere but at the top, among the common table expressions.
  const before = hasWith ? `${sql.slice(0, mainAt).trimEnd()}, ` : "with ";
  return `${before}"json_row" as (${sql.slice(mainAt)}\n) ${json} "json_row"`;
}

/** Where the statement itself begins behind its common table expressions, whether it returns rows, and whether it only reads. */
function shapeOf(sql: string): { mainAt: number; hasWith: boolean; hasRows: boolean; isPlain: boolean } {
  const shape = { mainAt: -1, hasWith: false, hasRows: false, isPlain: false };
  let depth = 0;
  for (const { 0: token, index } of sql.matchAll(tokens)) {
    if (token === "(") depth += 1;
    if (token === ")") depth -= 1;
    if (depth > 0 || !/^\w/.test(token)) continue;
    const word = token.toLowerCase();
    if (word === "with") shape.hasWith ||= shape.mainAt < 0;
    else if (word === "returning") shape.hasRows = true;
    else if (shape.mainAt < 0) {
      shape.mainAt = index;
      shape.hasRows = word === "select";
      shape.isPlain = shape.hasRows && !shape.hasWith;
    }
  }
  return shape;
}

/** The columns that hold a moment or a list of moments, in every table and result of the engine. */
export const momentColumns = /^(?:at|since|from|until)$|(?:At|Since|Starts|Until)$/;

/** The rows of a statement that went through {@link asJsonRows}; throws where a driver handed something else on. */
export function rowsOf(rows: readonly Record<string, unknown>[]): Record<string, unknown>[] {
  return rows.map((row) => {
    const json = row[rowColumn];
    if (typeof json !== "string") {
      throw new TypeError(
        "The database's driver made something else of a text of type cstring (2275), see its type parsers",
      );
    }
    const decoded = JSON.parse(json) as Record<string, unknown>;
    for (const [column, value] of Object.entries(decoded)) {
      if (value !== null && isMoment(column)) decoded[column] = moments(value);
    }
    return decoded;
  });
}

const knownColumns = new Map<string, boolean>();

/** Asked for every value of every row: the engine has a few dozen columns. */
function isMoment(column: string): boolean {
  const known = knownColumns.get(column);
  if (known !== undefined) return known;
  const found = momentColumns.test(column);
  knownColumns.set(column, found);
  return found;
}

function moments(value: unknown): Date | Date[] {
  return Array.isArray(value) ? value.map((moment) => new Date(moment)) : new Date(value as string);
}

/** A value as every driver sends it alike: a text, a number, a truth value or null. Times are ISO, lists are PostgreSQL's arrays. */
export function parameter(value: unknown): unknown {
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value)) return `{${value.map(arrayElement).join(",")}}`;
  return value ?? null;
}

function arrayElement(value: unknown): string {
  const element = parameter(value);
  return element === null ? "NULL" : `"${String(element).replace(/[\\"]/g, "\\$&")}"`;
}
