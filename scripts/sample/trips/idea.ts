import { addDays } from "#domain/calendar.ts";
import type { PhotoSubject } from "#scripts/sample/photos/photo.ts";

/** Who leads a trip: a key of `leaders` in `names.ts`. */
export type OrganizerKey = "hugo" | "lombok" | "timur" | "pasundan" | "andalas" | "khatulistiwa" | "merapi" | "dewata";

/** A trip as its organizer would write it, before it has a date. Prices in rupiah for a person. */
export type TripIdea = {
  slug: string;
  title: string;
  destination: string;
  organizer: OrganizerKey;
  price: number;
  quota: number;
  meetingPoint: string;
  meetingTime: string;
  description: string;
  /** One entry a day: title and what happens. */
  days: [title: string, detail: string][];
  includes: string[];
  excludes: string[];
  photos: PhotoSubject[];
};

/** The first day of a trip that ends on `lastDay`. */
export function firstDay({ days }: TripIdea, lastDay: string): string {
  return addDays(lastDay, 1 - days.length);
}
