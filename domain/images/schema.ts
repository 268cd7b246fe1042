import { pgTable, text } from "drizzle-orm/pg-core";
import { moment } from "#db/columns.ts";

/**
 * A photo whose files the clean-up is about to remove, or has removed: no trip gets it any more. Uploads are never named
 * twice, so a row says nothing about any other photo; the clean-up forgets it after some days.
 */
export const photoTombstones = pgTable("DoomedPhoto", {
  /** Base name `<userId>-<id>.webp`, as `TripImage.path`. */
  photo: text("photo").primaryKey(),
  doomedAt: moment("doomedAt").notNull(),
});
