import { sql } from "drizzle-orm";
import { check, index, pgTable, text, uniqueIndex } from "drizzle-orm/pg-core";
import { createdAt, day, id, moment, oneOf, rupiah, typedText, updatedAt } from "#db/columns.ts";
import { statementLines } from "#domain/statements/schema.ts";
import { users } from "#domain/users/schema.ts";
import { payments } from "./payments.ts";

/** How it was learnt that money came: a proof was checked, a line of the bank statement, an admin who saw it, the gateway. */
export const receiptSources = ["PROOF", "STATEMENT", "MANUAL", "GATEWAY"] as const;

/** Money that reached a platform account for a payment. A void one never came: it was typed wrongly, or belongs elsewhere. */
export const receipts = pgTable(
  "Receipt",
  {
    id: id(),
    paymentId: text("paymentId")
      .notNull()
      .references(() => payments.id),
    /** A `key` of `PLATFORM_BANK_ACCOUNTS`: where it came, whichever account the payment named. */
    accountKey: text("accountKey").notNull(),
    amount: rupiah("amount").notNull(),
    /** The day at the bank. */
    bookedOn: day("bookedOn").notNull(),
    source: text("source", { enum: receiptSources }).notNull(),
    statementLineId: text("statementLineId").references(() => statementLines.id),
    /** Null where it was written down before there were receipts. */
    recordedById: text("recordedById").references(() => users.id),
    /** The proof by which a part was accepted, once the payment waits for the rest and for a proof of that; else it stays there. */
    proofPath: text("proofPath"),
    proofUploadedAt: moment("proofUploadedAt"),
    voidedAt: moment("voidedAt"),
    voidedById: text("voidedById").references(() => users.id),
    voidReason: typedText("voidReason"),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (table) => [
    check("Receipt_source_check", oneOf("source", receiptSources)),
    check("Receipt_amount_check", sql`"amount" > 0`),
    check("Receipt_void_check", sql`("voidedAt" is null) = ("voidReason" is null)`),
    uniqueIndex("Receipt_statementLineId_key").on(table.statementLineId).where(sql`"voidedAt" is null`),
    // Whether any row names a private file.
    index("Receipt_proofPath_idx").on(table.proofPath).where(sql`"proofPath" is not null`),
    index("Receipt_paymentId_idx").on(table.paymentId),
    // What was recorded without the statement, for a line of the same amount.
    index("Receipt_unmatched_idx")
      .on(table.accountKey, table.amount)
      .where(sql`"statementLineId" is null and "voidedAt" is null`),
    index("Receipt_accountKey_bookedOn_id_idx").on(table.accountKey, table.bookedOn, table.id),
  ],
);

/** A row of `Receipt`. */
export type Receipt = typeof receipts.$inferSelect;
