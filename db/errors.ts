import { DrizzleQueryError } from "drizzle-orm/errors";

/**
 * What went wrong, fit to be shown and stored: of a failed query only the database's own answer, because the query
 * builder's message repeats the statement with every value in it. Anything thrown that is no error becomes one.
 */
export function databaseError(error: unknown): Error {
  if (error instanceof DrizzleQueryError && error.cause) return error.cause;
  return error instanceof Error ? error : new Error(String(error));
}

/** Whether a statement failed because a row with the same unique value is there, perhaps since a moment ago. */
export function isUniqueViolation(error: unknown): boolean {
  return hasCode(error, "23505");
}

/** Whether the database ended a statement because it took longer than it may. */
export function isStatementTimeout(error: unknown): boolean {
  return hasCode(error, "57014");
}

function hasCode(error: unknown, code: string): boolean {
  for (let one = error; one instanceof Error; one = one.cause) {
    if ("code" in one && one.code === code) return true;
  }
  return false;
}
