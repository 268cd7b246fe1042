import { sql } from "drizzle-orm";
import { boolean, check, index, integer, pgTable, text, unique } from "drizzle-orm/pg-core";
import { createdAt, day, id, moment, oneOf, rupiah, typedJson, typedLine, typedText, updatedAt } from "#db/columns.ts";
import { organizerProfiles, users } from "#domain/users/schema.ts";
import { difficulties } from "./difficulties.ts";

/** The states of a trip; the last two are final. */
export const tripStatuses = ["OPEN", "FULL", "COMPLETED", "CLOSED"] as const;

/** One day of the plan; `day` counts from 1. */
export type ItineraryDay = { day: number; title: string; detail: string };

/** A trip. `FULL` is the only derived value that is stored; seats are counted from bookings. */
export const trips = pgTable(
  "Trip",
  {
    id: id(),
    organizerId: text("organizerId")
      .notNull()
      .references(() => organizerProfiles.id),
    slug: text("slug").notNull().unique("Trip_slug_key"),
    title: typedLine("title").notNull(),
    destination: typedLine("destination").notNull(),
    description: typedText("description").notNull(),
    itinerary: typedJson("itinerary").$type<ItineraryDay[]>().notNull(),
    includes: typedLine("includes").array().notNull(),
    excludes: typedLine("excludes").array().notNull(),
    meetingPoint: typedLine("meetingPoint").notNull(),
    /** `05:30 WIB`, see `domain/fields/meeting.ts`; rows of earlier releases may say it in other words. */
    meetingTime: typedLine("meetingTime").notNull(),
    /** True where people meet on the evening before its first day, else null: no older trip has to be read anew by the books' proof. */
    meetsDayBefore: boolean("meetsDayBefore"),
    /** Degrees of latitude and longitude, `-7.3605,109.9016`. */
    meetingCoordinates: typedLine("meetingCoordinates"),
    /** Where it ends; where it began unless said. */
    endPoint: typedLine("endPoint"),
    bring: typedLine("bring").array().notNull().default([]),
    difficulty: text("difficulty", { enum: difficulties }),
    /** In years. */
    minAge: integer("minAge"),
    date: day("date").notNull(),
    endDate: day("endDate"),
    closesOn: day("closesOn").notNull(),
    pricePerPax: rupiah("pricePerPax").notNull(),
    quota: integer("quota").notNull(),
    minPax: integer("minPax"),
    whatsappGroupUrl: typedLine("whatsappGroupUrl"),
    status: text("status", { enum: tripStatuses }).notNull(),
    /** Since when its organizer takes no more bookings; null while they do. What was booked goes on. */
    registrationClosedAt: moment("registrationClosedAt"),
    /** Counts every transaction that took the trip's lock. */
    version: integer("version").notNull().default(0),
    closedAt: moment("closedAt"),
    closedById: text("closedById").references(() => users.id),
    closeReason: typedText("closeReason"),
    completedAt: moment("completedAt"),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (table) => [
    check("Trip_status_check", oneOf("status", tripStatuses)),
    check("Trip_endDate_check", sql`"endDate" >= "date"`),
    check("Trip_closesOn_check", sql`"closesOn" < "date"`),
    check("Trip_pricePerPax_check", sql`"pricePerPax" between 10000 and 100000000`),
    check("Trip_quota_check", sql`"quota" between 1 and 100`),
    check("Trip_minPax_check", sql`"minPax" between 1 and "quota"`),
    check(
      "Trip_meetingCoordinates_check",
      sql`"meetingCoordinates" ~ '^-?[0-9]{1,2}([.][0-9]{1,6})?,-?[0-9]{1,3}([.][0-9]{1,6})?$'`,
    ),
    check("Trip_difficulty_check", oneOf("difficulty", difficulties)),
    check("Trip_minAge_check", sql`"minAge" between 1 and 99`),
    check("Trip_completedAt_check", sql`("status" = 'COMPLETED') = ("completedAt" is not null)`),
    check("Trip_closedAt_check", sql`("status" = 'CLOSED') = ("closedAt" is not null)`),
    index("Trip_status_date_idx").on(table.status, table.date),
    index("Trip_organizerId_status_idx").on(table.organizerId, table.status),
    index("Trip_unfinished_idx")
      .on(sql`coalesce("endDate", "date")`, table.id)
      .where(sql`"status" in ('OPEN', 'FULL')`),
    // The two orders of the public list: without them 100,000 trips were sorted for each page of twelve.
    index("Trip_soonest_idx").on(table.date, table.id).where(sql`"status" in ('OPEN', 'FULL')`),
    index("Trip_cheapest_idx").on(table.pricePerPax, table.date, table.id).where(sql`"status" in ('OPEN', 'FULL')`),
  ],
);

/** A photo of a trip. The file may exist long before its row does; it may never be missing while its row exists. */
export const tripImages = pgTable(
  "TripImage",
  {
    id: id(),
    tripId: text("tripId")
      .notNull()
      .references(() => trips.id),
    /** Base name `<userId>-<id>.webp` under `uploads/trips/`; its widths stand beside it as `<userId>-<id>.<w>.webp`. */
    path: text("path").notNull().unique("TripImage_path_key"),
    position: integer("position").notNull(),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (table) => [
    unique("TripImage_tripId_position_key").on(table.tripId, table.position),
    check("TripImage_position_check", sql`"position" >= 0`),
  ],
);
