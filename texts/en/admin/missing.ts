import type { Texts } from "#texts/id.ts";

/** Files that a row names and the store lacks. */
export const missing: Texts["admin"]["missing"] = {
  photo: (place) => `photo number ${place}`,
  kinds: { foto: "photo", bukti: "proof of payment", identitas: "identity card", laporan: "evidence of a report" },
  since: "not found since",
  uploader: "Can upload it again:",
  more: "and others",
  title: "Photos that the store lacks",
  todo: "Visitors see this trip without that photo. Where there is a backup: copy this file, and all whose names begin alike, from uploads/trips of the backup to uploads/trips of the data folder, then run check-stored-files. Where there is none: ask the organizer to remove this photo from the trip and upload it again.",
  guide: "How to, step by step",
};
