import { sql } from "drizzle-orm";
import { check, index, integer, pgTable, text, uniqueIndex } from "drizzle-orm/pg-core";
import { createdAt, day, id, moment, oneOf, rupiah, typedLine, typedText, updatedAt } from "#db/columns.ts";
import { trips } from "#domain/trips/schema.ts";
import { users } from "#domain/users/schema.ts";
import { unusableCauses } from "./causes.ts";

/** The states of a booking; the first two hold seats. */
export const bookingStatuses = ["PENDING_PAYMENT", "CONFIRMED", "EXPIRED", "CANCELLED"] as const;

/** Who may cancel a booking. */
export const cancellers = ["PARTICIPANT", "ORGANIZER", "ADMIN"] as const;

/** Seats that somebody asked for. PENDING_PAYMENT and CONFIRMED are live: they hold their seats. */
export const bookings = pgTable(
  "Booking",
  {
    id: id(),
    /** What people read to each other, such as `ST-7F3K9`. */
    code: text("code").notNull().unique("Booking_code_key"),
    tripId: text("tripId")
      .notNull()
      .references(() => trips.id),
    userId: text("userId")
      .notNull()
      .references(() => users.id),
    pax: integer("pax").notNull(),
    /** The price on the day of booking. */
    pricePerPax: rupiah("pricePerPax").notNull(),
    totalAmount: rupiah("totalAmount").notNull(),
    /** The trip's days as they stood when they booked; null in rows of the days before they were kept, which count as agreed. */
    agreedDate: day("agreedDate"),
    agreedEndDate: day("agreedEndDate"),
    status: text("status", { enum: bookingStatuses }).notNull(),
    contactPhone: typedLine("contactPhone").notNull(),
    note: typedText("note"),
    cancelledAt: moment("cancelledAt"),
    cancelledBy: text("cancelledBy", { enum: cancellers }),
    /** What whoever cancelled it typed. */
    cancelReason: typedText("cancelReason"),
    /** Why it died by a rule, without anybody's words. */
    cancelCause: text("cancelCause", { enum: unusableCauses }),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (table) => [
    check("Booking_status_check", oneOf("status", bookingStatuses)),
    check("Booking_cancelledBy_check", oneOf("cancelledBy", cancellers)),
    check(
      "Booking_cancelCause_check",
      sql`"cancelCause" is null or (${oneOf("cancelCause", unusableCauses)} and "cancelledAt" is not null)`,
    ),
    check("Booking_pax_check", sql`"pax" between 1 and 10`),
    check("Booking_totalAmount_check", sql`"totalAmount" = "pax" * "pricePerPax"`),
    uniqueIndex("Booking_live_key")
      .on(table.tripId, table.userId)
      .where(sql`"status" in ('PENDING_PAYMENT', 'CONFIRMED')`),
    index("Booking_tripId_status_idx").on(table.tripId, table.status),
    index("Booking_userId_createdAt_idx").on(table.userId, table.createdAt),
  ],
);

/** One person who travels on a booking; a booking has as many of them as `pax`. */
export const bookingParticipants = pgTable(
  "BookingParticipant",
  {
    id: id(),
    bookingId: text("bookingId")
      .notNull()
      .references(() => bookings.id),
    fullName: typedLine("fullName").notNull(),
    phone: typedLine("phone"),
    emergencyContact: typedLine("emergencyContact"),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (table) => [index("BookingParticipant_bookingId_idx").on(table.bookingId)],
);
