import { DrizzleQueryError } from "drizzle-orm/errors";

/**
 * What went wrong, fit to be shown and stored: of a failed query only the database's own answer, because the query
 * builder's message repeats the statement with every value in it. Anything thrown that is no error becomes one.
 */
export function answerOf(error: unknown): Error {
  if (error instanceof DrizzleQueryError && error.cause) return error.cause;
  return error instanceof Error ? error : new Error(String(error));
}
