import { limits } from "#limits.ts";
import { redactLine } from "#logger.ts";

const { longestCause } = limits.failedPages;

/** What PostgreSQL calls an error: https://www.postgresql.org/docs/current/errcodes-appendix.html */
const sqlState = /^[0-9A-Z]{5}$/;
/** Names of tables and columns, which are ours. Of other kinds its sentences repeat values. */
const aboutNames = /^(42|3F)/;
/** Keys of rows, tokens, amounts: no part of what went wrong, and different each time. */
const values = /\b(?=[\w-]*\d)[\w-]{8,}\b|\b\d+\b/g;
const longestRead = 2_000;

/**
 * Why something failed, in one line for a log and an alert: what the innermost cause says, without what a visitor may have
 * typed. The same failure gives the same line.
 */
export function lineOf(error: unknown): string {
  const { name, code, message } = innermost(error);
  const said = message.slice(0, longestRead).split("\n", 1)[0]!;
  const words =
    typeof code === "string" && sqlState.test(code) && !aboutNames.test(code) ? said.replace(/: ".*$/, "") : said;
  const line = redactLine(words.replaceAll(values, "…").trim());
  const kind =
    typeof name !== "string" || ["", "Error", "error", "DatabaseError"].includes(name) || line.startsWith(name)
      ? ""
      : `${name}: `;
  return `${kind}${line}`.slice(0, longestCause) || "an error without words";
}

function innermost(error: unknown): { name?: string; code?: unknown; message: string } {
  let at: unknown = error;
  for (let depth = 0; depth < 10 && at instanceof Error && at.cause instanceof Error; depth++) at = at.cause;
  if (!(at instanceof Error)) return { message: typeof at === "string" ? at : "something that is no error was thrown" };
  return at;
}
