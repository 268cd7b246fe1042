import { type AnyColumn, type SQL, sql } from "drizzle-orm";

/** `column = any($1)`: one parameter however long the list is, where `inArray` sends one a value. */
export function anyOf(column: AnyColumn, values: readonly string[]): SQL {
  return sql`${column} = any(${sql.param(values)}::text[])`;
}

/** What `like` and `ilike` match where a value holds this text: wildcards in it stand for themselves. */
export function containing(text: string): string {
  return `%${text.replace(/[\\%_]/g, "\\$&")}%`;
}
