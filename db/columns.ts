import { sql } from "drizzle-orm";
import { bigint, customType, date, integer, text, timestamp } from "drizzle-orm/pg-core";
import { v7 } from "uuid";
import { cleanLine, cleanText } from "#typed-text.ts";

/** The column shapes that every table shares. Names are the manual's: camelCase inside quotes. */

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

/** Whole rupiah that may be more than any booking costs: a company's balance, a line of its bank statement. */
export const manyRupiah = (name: string) => bigint(name, { mode: "number" });

/** A line that people typed. It is clean however it was written, also where a row is older than the cleaning. */
export const typedLine = customType<{ data: string; driverData: string }>({
  dataType: () => "text",
  toDriver: cleanLine,
  fromDriver: cleanLine,
});

/** Text of several lines that people typed, see {@link typedLine}. */
export const typedText = customType<{ data: string; driverData: string }>({
  dataType: () => "text",
  toDriver: cleanText,
  fromDriver: cleanText,
});

/** What people typed in several parts, see {@link typedLine}. */
export const typedJson = customType<{ data: unknown; driverData: unknown }>({
  dataType: () => "jsonb",
  toDriver: (value) => JSON.stringify(cleanParts(value)),
  fromDriver: cleanParts,
});

function cleanParts(value: unknown): unknown {
  if (typeof value === "string") return cleanText(value);
  if (Array.isArray(value)) return value.map(cleanParts);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, cleanParts(part)]));
}

/** Set by whoever writes the row, to the moment it was told. */
export const createdAt = () => moment("createdAt").notNull();

/** When the row last changed; set by whoever changes it. */
export const updatedAt = () => moment("updatedAt").notNull();

/** `column in ('A', 'B')` for a CHECK: enum types cannot be extended inside the migration that uses the new value. */
export const oneOf = (column: string, values: readonly string[]) =>
  sql.raw(`"${column}" in (${values.map((value) => `'${value}'`).join(", ")})`);
