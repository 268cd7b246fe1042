import { type AnyColumn, type SQL, sql } from "drizzle-orm";

/** `column = any($1)`: one parameter however long the list is, where `inArray` sends one a value. */
export function anyOf(column: AnyColumn, values: readonly string[]): SQL {
  return sql`${column} = any(${sql.param(values)}::text[])`;
}
