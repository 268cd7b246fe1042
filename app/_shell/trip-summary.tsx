import type { Route } from "next";
import Link from "next/link";
import type { ReactNode } from "react";
import { days, type Locale } from "#texts/format.ts";
import { Photo } from "#ui/photo.tsx";

type TripSummaryProps = {
  trip: { slug: string; title: string; date: string; endDate: string | null; photo: string | null };
  locale: Locale;
  /** A line of its own below the days. */
  children?: ReactNode;
};

/** Which trip a page is about: its photo, name and days, and the way to it. */
export function TripSummary({ trip, locale, children }: TripSummaryProps) {
  return (
    <div className="flex items-center gap-4">
      {trip.photo && <Photo photo={trip.photo} alt="" sizes="7rem" className="w-20 shrink-0 rounded-card sm:w-28" />}
      <div className="min-w-0">
        <p className="font-bold">
          <Link href={`/trip/${trip.slug}` as Route} className="underline-offset-4 hover:underline">
            {trip.title}
          </Link>
        </p>
        <p className="text-[15px] text-ink-soft">{days(trip.date, trip.endDate, locale)}</p>
        {children && <div className="text-[15px] text-ink-soft">{children}</div>}
      </div>
    </div>
  );
}
