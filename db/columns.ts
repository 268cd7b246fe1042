import { sql } from "drizzle-orm";
import { date, integer, text, timestamp } from "drizzle-orm/pg-core";
import { v7 } from "uuid";

/** The column shapes that every table shares. Names are the seed's: camelCase inside quotes. */

/** A UUIDv7 made by the application: sortable by creation, and PostgreSQL 15 has no function for it. */
export const newId = (): string => v7();

/** A row's key, see {@link newId}. */
export const id = () => text("id").primaryKey();

/** A moment in UTC, to the millisecond. No column that a rule reads has a default: time is a parameter. */
export const moment = (name: string) => timestamp(name, { withTimezone: true, precision: 3, mode: "date" });

/** A calendar day as `YYYY-MM-DD`. It never becomes a `Date`, which would shift it by the server's time zone. */
export const day = (name: string) => date(name, { mode: "string" });

/** Whole rupiah. */
export const rupiah = (name: string) => integer(name);

/** Set by whoever writes the row, to the moment it was told. */
export const createdAt = () => moment("createdAt").notNull();

/** When the row last changed; set by whoever changes it. */
export const updatedAt = () => moment("updatedAt").notNull();

/** `column in ('A', 'B')` for a CHECK: enum types cannot be extended inside the migration that uses the new value. */
export const oneOf = (column: string, values: readonly string[]) =>
  sql.raw(`"${column}" in (${values.map((value) => `'${value}'`).join(", ")})`);
