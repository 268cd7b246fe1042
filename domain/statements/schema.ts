import { sql } from "drizzle-orm";
import { boolean, check, index, integer, pgTable, text, uniqueIndex } from "drizzle-orm/pg-core";
import {
  createdAt,
  day,
  id,
  manyRupiah,
  moment,
  oneOf,
  typedJson,
  typedLine,
  typedText,
  updatedAt,
} from "#db/columns.ts";
import { users } from "#domain/users/schema.ts";

/** What a line of the bank statement is; OPEN until somebody, or an exact match, says so. */
export const statementLineKinds = [
  "OPEN",
  "RECEIPT",
  "TRANSFER",
  "FEE",
  "INTEREST",
  "WITHDRAWAL",
  "DEPOSIT",
  "CORRECTION",
] as const;

/** One file of a bank that was read: for which account, by whom, and what it brought. */
export const statementImports = pgTable(
  "StatementImport",
  {
    id: id(),
    /** A `key` of `PLATFORM_BANK_ACCOUNTS`. */
    accountKey: text("accountKey").notNull(),
    fileName: typedLine("fileName").notNull(),
    firstDay: day("firstDay").notNull(),
    lastDay: day("lastDay").notNull(),
    /** Lines that were new, and lines that were there already. */
    linesAdded: integer("linesAdded").notNull(),
    linesKnown: integer("linesKnown").notNull(),
    /** The balance after its last line, where the file has one. */
    closingBalance: manyRupiah("closingBalance"),
    importedById: text("importedById")
      .notNull()
      .references(() => users.id),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (table) => [
    check("StatementImport_days_check", sql`"lastDay" >= "firstDay"`),
    index("StatementImport_accountKey_lastDay_id_idx").on(table.accountKey, table.lastDay, table.id),
  ],
);

/** One line of the bank statement of a platform account, as the bank wrote it. */
export const statementLines = pgTable(
  "StatementLine",
  {
    id: id(),
    importId: text("importId")
      .notNull()
      .references(() => statementImports.id),
    /** A `key` of `PLATFORM_BANK_ACCOUNTS`. */
    accountKey: text("accountKey").notNull(),
    bookedOn: day("bookedOn").notNull(),
    /** More than zero came in, less than zero went out. */
    amount: manyRupiah("amount").notNull(),
    description: typedLine("description").notNull(),
    /** Counts equal lines of one day from 1: two equal ones are two. */
    ordinal: integer("ordinal").notNull(),
    /** The bank has shown it and not booked it yet: its day and words may change. */
    pending: boolean("pending").notNull().default(false),
    kind: text("kind", { enum: statementLineKinds }).notNull(),
    note: typedText("note"),
    decidedById: text("decidedById").references(() => users.id),
    decidedAt: moment("decidedAt"),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (table) => [
    check("StatementLine_kind_check", oneOf("kind", statementLineKinds)),
    check("StatementLine_amount_check", sql`"amount" <> 0`),
    check("StatementLine_ordinal_check", sql`"ordinal" >= 1`),
    uniqueIndex("StatementLine_line_key").on(
      table.accountKey,
      table.bookedOn,
      table.amount,
      table.description,
      table.ordinal,
    ),
    index("StatementLine_accountKey_bookedOn_id_idx").on(table.accountKey, table.bookedOn, table.id),
    index("StatementLine_open_idx").on(table.accountKey, table.bookedOn, table.id).where(sql`"kind" = 'OPEN'`),
    index("StatementLine_importId_idx").on(table.importId),
  ],
);

/** A file that was sent and read and is being looked at: its cells, until they are saved or forgotten. */
export const statementUploads = pgTable(
  "StatementUpload",
  {
    id: id(),
    /** A `key` of `PLATFORM_BANK_ACCOUNTS`. */
    accountKey: text("accountKey").notNull(),
    fileName: typedLine("fileName").notNull(),
    sheet: typedJson("sheet").notNull(),
    uploadedById: text("uploadedById")
      .notNull()
      .references(() => users.id),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (table) => [index("StatementUpload_createdAt_idx").on(table.createdAt)],
);

/** How the statements of an account are written: which columns, days and numbers. Chosen once on a preview, then remembered. */
export const statementFormats = pgTable("StatementFormat", {
  /** A `key` of `PLATFORM_BANK_ACCOUNTS`. */
  accountKey: text("accountKey").primaryKey(),
  format: typedJson("format").notNull(),
  updatedById: text("updatedById")
    .notNull()
    .references(() => users.id),
  createdAt: createdAt(),
  updatedAt: updatedAt(),
});

/** A row of `StatementLine`. */
export type StatementLine = typeof statementLines.$inferSelect;
