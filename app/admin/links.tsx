import type { Route } from "next";
import Link from "next/link";
import { days, type Locale } from "#texts/format.ts";

/** Links from one thing of the back office to another. None is fetched before somebody follows it: lists hold dozens. */

type TripLinesProps = {
  trip: { id: string; title: string; date: string; endDate: string | null };
  locale: Locale;
};

const look = "font-semibold underline-offset-4 hover:underline";

/** A booking by its code. */
export function BookingLink({ code }: { code: string }) {
  return (
    <Link
      href={`/admin/bookings/${code}` as Route}
      prefetch={false}
      className={`${look} font-mono text-sm whitespace-nowrap`}
    >
      {code}
    </Link>
  );
}

/** A trip by its title. */
export function TripLink({ trip }: { trip: { id: string; title: string } }) {
  return (
    <Link href={`/admin/trips/${trip.id}` as Route} prefetch={false} className={look}>
      {trip.title}
    </Link>
  );
}

/** A trip by its title and, on a line of their own, its days. */
export function TripLines({ trip, locale }: TripLinesProps) {
  return (
    <>
      <span className="block">
        <TripLink trip={trip} />
      </span>
      <span className="block text-sm text-ink-soft">{days(trip.date, trip.endDate, locale)}</span>
    </>
  );
}

/** Somebody by name: `id` is the user's. */
export function PersonLink({ person }: { person: { id: string; name: string } }) {
  return (
    <Link href={`/admin/users/${person.id}` as Route} prefetch={false} className={look}>
      {person.name}
    </Link>
  );
}
