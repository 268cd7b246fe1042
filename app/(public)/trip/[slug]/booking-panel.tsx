import type { Route } from "next";
import Link from "next/link";
import type { PublicTrip } from "#domain/departures/public.ts";
import { isPast } from "#domain/trips/offer.ts";
import { type Locale, rupiah } from "#texts/format.ts";
import { textsFor } from "#texts/index.ts";
import { buttonClasses } from "#ui/button.tsx";
import { SeatsBar } from "./seats-bar.tsx";

/** What the one button does for whoever is looking: book, go to their booking, manage their own trip, or look on. */
export type NextStep =
  | { does: "join" }
  | { does: "see-booking"; code: string }
  | { does: "manage" }
  /** Nothing to book here. */
  | { does: "look-on" };

type PanelProps = { trip: PublicTrip; step: NextStep; locale: Locale };

/** Beside the text on a desk: price, seats, and the button. It stays in view while one reads. */
export function BookingPanel({ trip, step, locale }: PanelProps) {
  const texts = textsFor(locale).trips;
  return (
    <div className="space-y-5 rounded-card border border-line bg-surface p-6">
      <Price trip={trip} locale={locale} className="text-3xl" />
      {!isPast(trip) && <SeatsBar trip={trip} texts={texts.quota} />}
      <StepButton trip={trip} step={step} locale={locale} className="w-full" />
      <StepNote step={step} locale={locale} />
    </div>
  );
}

/** At the lower edge of a phone, within reach of the thumb. */
export function BookingBar({ trip, step, locale }: PanelProps) {
  const texts = textsFor(locale).trips;
  return (
    <div className="booking-bar sticky bottom-0 z-10 flex flex-wrap items-center justify-between gap-x-4 gap-y-2 border-t border-line bg-surface px-4 py-2.5 pb-[max(0.625rem,env(safe-area-inset-bottom))] lg:hidden print:hidden">
      <div className="min-w-0">
        <Price trip={trip} locale={locale} className="text-lg" />
        <p className="text-[13px] text-ink-soft tabular-nums">
          {trip.offer === "open" ? texts.seatsLeft(trip.seatsLeft) : texts.offers[trip.offer]}
        </p>
      </div>
      <StepButton trip={trip} step={step} locale={locale} />
    </div>
  );
}

function Price({ trip, locale, className }: { trip: PublicTrip; locale: Locale; className: string }) {
  return (
    <p className="whitespace-nowrap">
      <strong className={`${className} font-extrabold tracking-tight tabular-nums`}>{rupiah(trip.pricePerPax)}</strong>{" "}
      <span className="text-sm text-ink-soft">{textsFor(locale).trips.perPerson}</span>
    </p>
  );
}

function StepButton({ trip, step, locale, className }: PanelProps & { className?: string }) {
  const texts = textsFor(locale).trips;
  const { href, label, tone } = linkOf(trip, step, texts);
  return (
    <Link
      href={href as Route}
      prefetch={false}
      className={buttonClasses({ tone, className: `min-h-12 px-6 text-base sm:min-h-12 ${className ?? ""}` })}
    >
      {label}
    </Link>
  );
}

function linkOf(trip: PublicTrip, step: NextStep, texts: ReturnType<typeof textsFor>["trips"]) {
  switch (step.does) {
    case "join":
      return { href: `/trip/${trip.slug}/pesan`, label: texts.join, tone: "call" } as const;
    case "see-booking":
      return { href: `/pesanan/${step.code}`, label: texts.seeBooking, tone: "action" } as const;
    case "manage":
      return { href: `/organizer/trip/${trip.id}`, label: texts.manage, tone: "action" } as const;
    case "look-on":
      return { href: "/", label: texts.findAnother, tone: "quiet" } as const;
  }
}

function StepNote({ step, locale }: { step: NextStep; locale: Locale }) {
  const texts = textsFor(locale).trips;
  const notes = { join: undefined, "look-on": undefined, "see-booking": texts.alreadyBooked, manage: texts.ownTrip };
  const note = notes[step.does];
  return note && <p className="text-center text-sm text-ink-soft">{note}</p>;
}
