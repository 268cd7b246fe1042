import { sql } from "drizzle-orm";
import { check, index, integer, pgTable, text, unique } from "drizzle-orm/pg-core";
import { createdAt, id, moment, oneOf, updatedAt } from "#db/columns.ts";
import { trips } from "#domain/trips/schema.ts";

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

/**
 * A photo whose files the clean-up is about to remove, or has removed: no trip gets it any more. Uploads are never named
 * twice, so a row says nothing about any other photo; the clean-up forgets it after some days.
 */
export const doomedPhotos = pgTable("DoomedPhoto", {
  /** Base name `<userId>-<id>.webp`, as `TripImage.path`. */
  photo: text("photo").primaryKey(),
  doomedAt: moment("doomedAt").notNull(),
});

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
