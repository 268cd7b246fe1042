import { wibDay } from "#domain/calendar.ts";
import type { PublicOrganizer } from "#domain/departures/public.ts";
import { type Locale, month } from "#texts/format.ts";
import { textsFor } from "#texts/index.ts";
import { classes } from "#ui/classes.ts";

/** The first letters of the name in a disc. */
export function OrganizerMark({ name, className }: { name: string; className: string }) {
  const letters = name
    .split(/\s+/)
    .slice(0, 2)
    .map((word) => [...word][0] ?? "")
    .join("")
    .toUpperCase();
  return (
    <span
      aria-hidden="true"
      className={classes(
        "grid shrink-0 place-items-center rounded-full bg-sea-tint font-extrabold text-sea-strong",
        className,
      )}
    >
      {letters}
    </span>
  );
}

/** City, trips led and since when, in one line. */
export function OrganizerFacts({ organizer, locale }: { organizer: PublicOrganizer; locale: Locale }) {
  const texts = textsFor(locale).trips.organizer;
  const joined = month(wibDay(organizer.joinedAt).slice(0, 7), locale);
  return (
    <p className="mt-0.5 text-[15px] text-ink-soft">
      {[organizer.city, texts.tripsLed(organizer.tripsLed), texts.joined(joined)].join(" · ")}
    </p>
  );
}
