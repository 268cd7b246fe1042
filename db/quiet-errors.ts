import { inspect } from "node:util";
import { DrizzleQueryError } from "drizzle-orm/errors";

/**
 * Whoever prints a failed query, as the framework does when a page or an action fails, prints the statement, the
 * database's answer and the way there; never the values, which are people's names, addresses and tokens.
 */
Object.defineProperty(DrizzleQueryError.prototype, inspect.custom, { configurable: true, value: withoutValues });

function withoutValues(this: DrizzleQueryError): string {
  const { code, message } = (this.cause ?? {}) as { code?: string; message?: string };
  const afterMessage = (this.stack ?? "").split(this.message)[1] ?? "";
  return `Failed query: ${this.query}\n${message ?? "no answer"}${code ? ` (${code})` : ""}${afterMessage}`;
}
