import { sql } from "drizzle-orm";
import { check, index, pgTable, text } from "drizzle-orm/pg-core";
import { createdAt, id, moment, oneOf, rupiah, typedLine, typedText, updatedAt } from "#db/columns.ts";
import { trips } from "#domain/trips/schema.ts";
import { organizerProfiles, users } from "#domain/users/schema.ts";
import { bookings } from "./bookings.ts";
import { holdCauses } from "./causes.ts";

/** The states of a payout. */
export const payoutStatuses = ["HELD", "RELEASED", "PAID", "CANCELLED"] as const;

/** An organizer's share of one booking, held until the trip is over and the time for complaints has passed. */
export const payouts = pgTable(
  "Payout",
  {
    id: id(),
    bookingId: text("bookingId")
      .notNull()
      .unique("Payout_bookingId_key")
      .references(() => bookings.id),
    tripId: text("tripId")
      .notNull()
      .references(() => trips.id),
    organizerId: text("organizerId")
      .notNull()
      .references(() => organizerProfiles.id),
    amount: rupiah("amount").notNull(),
    feeAmount: rupiah("feeAmount").notNull(),
    status: text("status", { enum: payoutStatuses }).notNull(),
    heldUntil: moment("heldUntil").notNull(),
    releasedAt: moment("releasedAt"),
    /** What the admin typed who holds it back, or who suspended its organizer; nothing that is held back is released or transferred. */
    holdReason: typedText("holdReason"),
    /** Why it is held back where a rule does it. */
    holdCause: text("holdCause", { enum: holdCauses }),
    /** Since when it is held back. */
    heldBackAt: moment("heldBackAt"),
    heldBackById: text("heldBackById").references(() => users.id),
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
    check("Payout_status_check", oneOf("status", payoutStatuses)),
    check("Payout_amount_check", sql`"amount" >= 0`),
    check("Payout_feeAmount_check", sql`"feeAmount" >= 0`),
    check("Payout_releasedAt_check", sql`"status" not in ('RELEASED', 'PAID') or "releasedAt" is not null`),
    check("Payout_paid_check", sql`"status" <> 'PAID' or ("transferRef" is not null and "paidAt" is not null)`),
    check("Payout_heldBack_check", sql`("heldBackAt" is null) = ("holdReason" is null)`),
    check(
      "Payout_holdCause_check",
      sql`"holdCause" is null or (${oneOf("holdCause", holdCauses)} and "heldBackAt" is not null)`,
    ),
    index("Payout_heldBackAt_idx").on(table.heldBackAt).where(sql`"heldBackAt" is not null`),
    index("Payout_status_heldUntil_id_idx").on(table.status, table.heldUntil, table.id),
    index("Payout_releasedAt_idx").on(table.releasedAt).where(sql`"status" = 'RELEASED'`),
    index("Payout_organizerId_status_idx").on(table.organizerId, table.status),
    index("Payout_tripId_status_idx").on(table.tripId, table.status),
    index("Payout_paidAt_id_idx").on(table.paidAt, table.id).where(sql`"status" = 'PAID'`),
  ],
);

/** A row of `Payout`. */
export type Payout = typeof payouts.$inferSelect;
