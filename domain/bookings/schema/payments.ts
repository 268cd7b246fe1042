import { sql } from "drizzle-orm";
import { check, index, integer, jsonb, pgTable, text, uniqueIndex } from "drizzle-orm/pg-core";
import { createdAt, id, moment, oneOf, rupiah, typedText, updatedAt } from "#db/columns.ts";
import { users } from "#domain/users/schema.ts";
import { bookings } from "./bookings.ts";

/** How people pay; MIDTRANS is kept for later. */
export const paymentMethods = ["MANUAL_TRANSFER", "MIDTRANS"] as const;

/** The states of a payment. */
export const paymentStatuses = ["AWAITING", "PAID", "EXPIRED", "CANCELLED"] as const;

/** The one transfer that a booking waits for. The unique code makes its amount recognisable on the bank statement. */
export const payments = pgTable(
  "Payment",
  {
    id: id(),
    bookingId: text("bookingId")
      .notNull()
      .unique("Payment_bookingId_key")
      .references(() => bookings.id),
    method: text("method", { enum: paymentMethods }).notNull(),
    status: text("status", { enum: paymentStatuses }).notNull(),
    /** A `key` of `PLATFORM_BANK_ACCOUNTS`. */
    bankAccountKey: text("bankAccountKey").notNull(),
    uniqueCode: integer("uniqueCode").notNull(),
    amount: rupiah("amount").notNull(),
    expiresAt: moment("expiresAt").notNull(),
    /** Under `uploads/private/`, never public. */
    proofPath: text("proofPath"),
    proofUploadedAt: moment("proofUploadedAt"),
    rejectReason: typedText("rejectReason"),
    /** The sum of its receipts that are not void; null where there is none. */
    receivedAmount: rupiah("receivedAmount"),
    paidAt: moment("paidAt"),
    verifiedById: text("verifiedById").references(() => users.id),
    gatewayTxnId: text("gatewayTxnId").unique("Payment_gatewayTxnId_key"),
    gatewayPayload: jsonb("gatewayPayload"),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (table) => [
    check("Payment_method_check", oneOf("method", paymentMethods)),
    check("Payment_status_check", oneOf("status", paymentStatuses)),
    check("Payment_uniqueCode_check", sql`"uniqueCode" between 0 and 999`),
    check("Payment_amount_check", sql`"amount" > 0`),
    // A payment that still waits may have received a part.
    check("Payment_paid_check", sql`"status" <> 'PAID' or "receivedAmount" is not null`),
    check(
      "Payment_receivedAmount_check",
      sql`"receivedAmount" is null or ("receivedAmount" > 0 and "status" in ('AWAITING', 'PAID'))`,
    ),
    uniqueIndex("Payment_awaiting_amount_key")
      .on(table.bankAccountKey, table.amount)
      .where(sql`"status" = 'AWAITING' and "method" = 'MANUAL_TRANSFER'`),
    // Which amounts are taken, at every booking.
    index("Payment_bankAccountKey_amount_idx").on(table.bankAccountKey, table.amount),
    index("Payment_status_expiresAt_idx").on(table.status, table.expiresAt),
    index("Payment_status_createdAt_idx").on(table.status, table.createdAt),
    // What the back office lists and looks up: proofs to check, accepted money, a number on a bank statement.
    index("Payment_proof_waiting_idx")
      .on(table.proofUploadedAt, table.id)
      .where(sql`"status" = 'AWAITING' and "proofPath" is not null`),
    // Whether any row names a private file.
    index("Payment_proofPath_idx").on(table.proofPath).where(sql`"proofPath" is not null`),
    index("Payment_paidAt_id_idx").on(table.paidAt, table.id).where(sql`"status" = 'PAID'`),
    index("Payment_createdAt_id_idx").on(table.createdAt, table.id),
    index("Payment_amount_idx").on(table.amount),
    index("Payment_receivedAmount_idx").on(table.receivedAmount).where(sql`"receivedAmount" is not null`),
  ],
);

/** A row of `Payment`. */
export type Payment = typeof payments.$inferSelect;
