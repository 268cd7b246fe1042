import { sql } from "drizzle-orm";
import { check, index, pgTable, text } from "drizzle-orm/pg-core";
import { moment, oneOf } from "#db/columns.ts";

/** What a file is that some row names: a trip's photo, a proof of payment, an identity card, evidence of a report. */
export const fileKinds = ["foto", "bukti", "identitas", "laporan"] as const;

/** When a file that some row names was last looked for in its store, and since when it is missing there. */
export const fileChecks = pgTable(
  "FileCheck",
  {
    /** Base name, as in the row that names it. */
    name: text("name").primaryKey(),
    kind: text("kind", { enum: fileKinds }).notNull(),
    checkedAt: moment("checkedAt").notNull(),
    missingSince: moment("missingSince"),
  },
  (table) => [
    check("FileCheck_kind_check", oneOf("kind", fileKinds)),
    index("FileCheck_missingSince_idx").on(table.missingSince).where(sql`"missingSince" is not null`),
  ],
);
