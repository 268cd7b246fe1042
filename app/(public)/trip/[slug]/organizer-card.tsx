import { OrganizerFacts, OrganizerMark } from "#app/(public)/organizer.tsx";
import type { PublicOrganizer } from "#domain/departures/public.ts";
import type { Locale } from "#texts/format.ts";
import { textsFor } from "#texts/index.ts";
import { BadgeCheck, ChevronRight } from "#ui/icons.tsx";

/** Who leads the trip, and the way to their page. */
export function OrganizerCard({ organizer, locale }: { organizer: PublicOrganizer; locale: Locale }) {
  const texts = textsFor(locale).trips.organizer;
  return (
    <div className="flex gap-4">
      <OrganizerMark name={organizer.displayName} className="size-14 text-lg" />
      <div className="min-w-0">
        <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-lg font-bold">
          {organizer.displayName}
          {organizer.verified && (
            <span title={texts.verifiedHint} className="inline-flex items-center gap-1 text-sm font-bold text-ok">
              <BadgeCheck aria-hidden="true" className="size-4" />
              {texts.verified}
            </span>
          )}
        </p>
        <OrganizerFacts organizer={organizer} locale={locale} />
        <a
          href={`/penyelenggara/${organizer.slug}`}
          className="mt-1 inline-flex min-h-11 items-center gap-1 font-semibold text-sea underline-offset-4 hover:underline"
        >
          {texts.profile}
          <ChevronRight aria-hidden="true" className="size-4" />
        </a>
      </div>
    </div>
  );
}
