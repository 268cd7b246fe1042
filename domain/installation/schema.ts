import { sql } from "drizzle-orm";
import { boolean, check, integer, pgTable, primaryKey, text } from "drizzle-orm/pg-core";
import { moment } from "#db/columns.ts";

/**
 * Which installation this database is, in its one row; none until the app has started on it. The same stands beside the
 * uploads, so that a database and files which do not belong together are known for it, see `belonging.ts`.
 */
export const installations = pgTable(
  "Installation",
  {
    one: boolean("one").primaryKey().default(true),
    id: text("id").notNull(),
    /** When database and files were last signed. */
    stampedAt: moment("stampedAt").notNull(),
    /** As of when the newest backup is that was made here; null before the first. */
    lastBackupAt: moment("lastBackupAt"),
    /** What was changed in the store after this is not removed until `filesKeptUntil`: a database that was put back does not know it. */
    filesKeptSince: moment("filesKeptSince"),
    filesKeptUntil: moment("filesKeptUntil"),
  },
  () => [check("Installation_one_check", sql`"one"`)],
);

/** How many pages ended in an unexpected error, by minute and cause; forgotten after a day, see `failed-pages.ts`. */
export const failedPages = pgTable(
  "FailedPage",
  {
    minute: moment("minute").notNull(),
    /** Why, in one line without anything that a visitor said. */
    cause: text("cause").notNull(),
    count: integer("count").notNull(),
  },
  ({ minute, cause }) => [primaryKey({ columns: [minute, cause] })],
);
