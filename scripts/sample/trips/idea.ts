import { z } from "zod";
import { addDays } from "#domain/calendar.ts";
import { difficulties } from "#domain/trips/difficulties.ts";
import { type PhotoSubject, photoSubject } from "#scripts/sample/photos/photo.ts";
import trips from "./trips.json" with { type: "json" };

const text = z.string().min(1);
const organizers = ["hugo", "lombok", "timur", "pasundan", "andalas", "khatulistiwa", "merapi", "dewata"] as const;

/** Who leads a trip: a key of the leaders in `names.json`. */
export const organizerKey = z.enum(organizers);

/** {@link organizerKey} as a type. */
export type OrganizerKey = z.output<typeof organizerKey>;

/** How `trips.json` writes a trip, under its slug: as its organizer would, before it has a date. */
const writtenTrip = z.strictObject({
  title: text,
  destination: text,
  organizer: organizerKey,
  /** In rupiah for a person. */
  price: z.int().positive(),
  quota: z.int().positive(),
  meetingPoint: text,
  meetingTime: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d (WIB|WITA|WIT)$/),
  description: text,
  /** What else its organizer filled in, see `tripForm`. */
  says: z
    .strictObject({
      ...{ meetingCoordinates: text.optional(), endPoint: text.optional(), bring: z.array(text).optional() },
      ...{ difficulty: z.enum(difficulties).optional(), minAge: z.int().optional() },
    })
    .default({}),
  /** One entry a day: title and what happens. */
  days: z.record(text, text).transform((days) => Object.entries(days)),
  includes: z.array(text),
  excludes: z.array(text),
  /** The cover first. */
  photos: z.array(photoSubject).min(1) as z.ZodType<PhotoSubject[]>,
});

/** A trip of the sample before it has a date. */
export type TripIdea = z.output<typeof writtenTrip> & { slug: string };

/** Forty trips from Sabang to Wamena. What is wrong in `trips.json` is named with its trip when this is loaded. */
export const ideas: readonly TripIdea[] = Object.entries(z.record(text, writtenTrip).parse(trips)).map(
  ([slug, trip]) => ({ slug, ...trip }),
);

/** The first day of a trip that ends on `lastDay`. */
export function firstDay({ days }: Pick<TripIdea, "days">, lastDay: string): string {
  return addDays(lastDay, 1 - days.length);
}
