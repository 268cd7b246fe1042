import { sql } from "drizzle-orm";
import { check, index, pgTable, text, uniqueIndex } from "drizzle-orm/pg-core";
import { createdAt, id, moment, oneOf, rupiah, typedLine, typedText, updatedAt } from "#db/columns.ts";
import { users } from "#domain/users/schema.ts";
import { bookings } from "./bookings.ts";
import { refundCauses } from "./causes.ts";
import { receipts } from "./receipts.ts";

/** The states of a refund; REQUESTED is an open dispute, CANCELLED one whose receipt was void. */
export const refundStatuses = ["REQUESTED", "APPROVED", "REJECTED", "PAID", "CANCELLED"] as const;

/** Why money goes back. */
export const refundReasons = [
  "PARTICIPANT_CANCEL",
  "TRIP_CLOSED",
  "UNAPPLIED",
  "OVERPAID",
  "DISPUTE",
  "GOODWILL",
] as const;

/** Money that goes back. REQUESTED is a dispute; APPROVED is owed; PAID was transferred by hand. */
export const refunds = pgTable(
  "Refund",
  {
    id: id(),
    bookingId: text("bookingId")
      .notNull()
      .references(() => bookings.id),
    amount: rupiah("amount").notNull(),
    status: text("status", { enum: refundStatuses }).notNull(),
    reason: text("reason", { enum: refundReasons }).notNull(),
    /** What a person typed: the report, or why an admin gives it; empty where nobody typed anything. */
    note: typedText("note").notNull(),
    /** Why money that came goes back; null in what goes back for another reason. */
    cause: text("cause", { enum: refundCauses }),
    /** The receipt whose money it gives back, where it is one that the rules promised by themselves. */
    receiptId: text("receiptId").references(() => receipts.id),
    /** Under `uploads/private/`, never public. */
    evidencePath: text("evidencePath"),
    requestedById: text("requestedById").references(() => users.id),
    decidedById: text("decidedById").references(() => users.id),
    /** Why an admin accepted or rejected a report, as participant and organizer read it; null where none decided. */
    decision: typedText("decision"),
    approvedAt: moment("approvedAt"),
    bankName: typedLine("bankName"),
    bankAccountNo: typedLine("bankAccountNo"),
    bankAccountName: typedLine("bankAccountName"),
    transferRef: typedLine("transferRef"),
    paidAt: moment("paidAt"),
    paidById: text("paidById").references(() => users.id),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (table) => [
    check("Refund_status_check", oneOf("status", refundStatuses)),
    check("Refund_reason_check", oneOf("reason", refundReasons)),
    check(
      "Refund_cause_check",
      sql`"cause" is null or (${oneOf("cause", refundCauses)} and "reason" in ('UNAPPLIED', 'OVERPAID'))`,
    ),
    check("Refund_amount_check", sql`"amount" > 0`),
    check(
      "Refund_paid_check",
      sql`"status" <> 'PAID' or ("transferRef" is not null and "bankName" is not null and "bankAccountNo" is not null and "bankAccountName" is not null)`,
    ),
    uniqueIndex("Refund_requested_key").on(table.bookingId).where(sql`"status" = 'REQUESTED'`),
    index("Refund_evidencePath_idx").on(table.evidencePath).where(sql`"evidencePath" is not null`),
    index("Refund_bookingId_idx").on(table.bookingId),
    index("Refund_receiptId_idx").on(table.receiptId).where(sql`"receiptId" is not null`),
    index("Refund_status_approvedAt_idx").on(table.status, table.approvedAt),
    index("Refund_requested_createdAt_idx").on(table.createdAt).where(sql`"status" = 'REQUESTED'`),
    index("Refund_paidAt_id_idx").on(table.paidAt, table.id).where(sql`"status" = 'PAID'`),
  ],
);

/** A row of `Refund`. */
export type Refund = typeof refunds.$inferSelect;
