import { sql } from "drizzle-orm";
import { check, index, pgTable, text, uniqueIndex } from "drizzle-orm/pg-core";
import { createdAt, day, id, moment, oneOf, rupiah, typedLine, typedText, updatedAt } from "#db/columns.ts";
import { statementLines } from "#domain/statements/schema.ts";
import { users } from "#domain/users/schema.ts";
import { payouts } from "./payouts.ts";
import { refunds } from "./refunds.ts";

/** What a transfer pays: organizers their share, or participants what goes back. */
export const transferKinds = ["PAYOUT", "REFUND"] as const;

/** The states of a transfer; CONFIRMED and UNDONE are final. */
export const transferStatuses = ["PREPARED", "CONFIRMED", "UNDONE"] as const;

/** What became of one row of a transfer; none while it is prepared. */
export const transferOutcomes = ["PAID", "LEFT_OUT", "BOUNCED"] as const;

/** Money that leaves one platform account: prepared once, then exactly that. */
export const transfers = pgTable(
  "Transfer",
  {
    id: id(),
    /** What people read to each other, such as `TF-7F3K9`. */
    code: text("code").notNull().unique("Transfer_code_key"),
    kind: text("kind", { enum: transferKinds }).notNull(),
    /** A `key` of `PLATFORM_BANK_ACCOUNTS`: from where it goes. */
    accountKey: text("accountKey").notNull(),
    status: text("status", { enum: transferStatuses }).notNull(),
    /** The bank's reference. */
    transferRef: typedLine("transferRef"),
    /** The day at the bank. */
    bookedOn: day("bookedOn"),
    note: typedText("note"),
    statementLineId: text("statementLineId").references(() => statementLines.id),
    /** Null where its rows were marked as paid before there were transfers: such a one was never prepared. */
    preparedById: text("preparedById").references(() => users.id),
    confirmedById: text("confirmedById").references(() => users.id),
    confirmedAt: moment("confirmedAt"),
    undoneById: text("undoneById").references(() => users.id),
    undoneAt: moment("undoneAt"),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (table) => [
    check("Transfer_kind_check", oneOf("kind", transferKinds)),
    check("Transfer_status_check", oneOf("status", transferStatuses)),
    check(
      "Transfer_confirmed_check",
      sql`"status" <> 'CONFIRMED' or ("transferRef" is not null and "bookedOn" is not null and "confirmedAt" is not null)`,
    ),
    check("Transfer_undone_check", sql`("status" = 'UNDONE') = ("undoneAt" is not null)`),
    uniqueIndex("Transfer_accountKey_transferRef_key")
      .on(table.accountKey, table.transferRef)
      .where(sql`"status" = 'CONFIRMED' and "preparedById" is not null`),
    uniqueIndex("Transfer_statementLineId_key").on(table.statementLineId),
    index("Transfer_status_createdAt_id_idx").on(table.status, table.createdAt, table.id),
    index("Transfer_accountKey_bookedOn_id_idx").on(table.accountKey, table.bookedOn, table.id),
  ],
);

/** One payout or refund of a transfer, with the amount and the account that were frozen when it was prepared. */
export const transferItems = pgTable(
  "TransferItem",
  {
    id: id(),
    transferId: text("transferId")
      .notNull()
      .references(() => transfers.id),
    payoutId: text("payoutId").references(() => payouts.id),
    refundId: text("refundId").references(() => refunds.id),
    amount: rupiah("amount").notNull(),
    bankName: typedLine("bankName").notNull(),
    bankAccountNo: typedLine("bankAccountNo").notNull(),
    bankAccountName: typedLine("bankAccountName").notNull(),
    outcome: text("outcome", { enum: transferOutcomes }),
    bouncedAt: moment("bouncedAt"),
    /** The day at the bank on which it came back; none where nobody was asked for it. */
    bouncedOn: day("bouncedOn"),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (table) => [
    check("TransferItem_outcome_check", oneOf("outcome", transferOutcomes)),
    check("TransferItem_one_check", sql`num_nonnulls("payoutId", "refundId") = 1`),
    check("TransferItem_amount_check", sql`"amount" > 0`),
    // What is prepared or paid stands in one transfer; what was left out or came back may stand in the next.
    uniqueIndex("TransferItem_payoutId_key")
      .on(table.payoutId)
      .where(sql`"payoutId" is not null and ("outcome" is null or "outcome" = 'PAID')`),
    uniqueIndex("TransferItem_refundId_key")
      .on(table.refundId)
      .where(sql`"refundId" is not null and ("outcome" is null or "outcome" = 'PAID')`),
    index("TransferItem_transferId_id_idx").on(table.transferId, table.id),
    index("TransferItem_payoutId_idx").on(table.payoutId).where(sql`"payoutId" is not null`),
    index("TransferItem_refundId_idx").on(table.refundId).where(sql`"refundId" is not null`),
  ],
);

/** A row of `Transfer`. */
export type Transfer = typeof transfers.$inferSelect;

/** A row of `TransferItem`. */
export type TransferItem = typeof transferItems.$inferSelect;
