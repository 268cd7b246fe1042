import type { Route } from "next";
import Link from "next/link";
import { UnverifiedNotice } from "#app/(account)/akun/unverified-notice.tsx";
import type { Booker } from "#domain/bookings/queries.ts";
import type { UnpaidBooking } from "#domain/bookings/unpaid.ts";
import { policy } from "#domain/policy.ts";
import { moment } from "#texts/format.ts";
import { type Locale, textsFor } from "#texts/index.ts";
import { Button } from "#ui/button.tsx";
import { TextLink } from "#ui/text-link.tsx";
import type { Obstacle } from "./obstacle.ts";

type ObstacleNoticeProps = {
  obstacle: Obstacle;
  trip: { id: string; slug: string };
  booker: Pick<Booker, "live">;
  unpaid: UnpaidBooking[];
  mayTryAgainAt: Date | undefined;
  email: string;
  locale: Locale;
};

/** Why there is no form, and where to go instead. */
export function ObstacleNotice(props: ObstacleNoticeProps) {
  const { obstacle, trip, booker, unpaid, mayTryAgainAt, email, locale } = props;
  if (obstacle === "unverified")
    return (
      <div className="mt-8">
        <UnverifiedNotice locale={locale} email={email} wanted={`/trip/${trip.slug}/pesan`} />
      </div>
    );
  if (obstacle === "unpaid-limit") return <UnpaidLimit unpaid={unpaid} locale={locale} />;
  const { title, lead, action } = textsFor(locale).bookingForm.obstacles[obstacle];
  const says =
    typeof lead === "string"
      ? lead
      : lead(policy.unpaidTriesPerTrip, mayTryAgainAt ? moment(mayTryAgainAt, locale) : "");
  const ways: Record<typeof obstacle, string> = {
    "own-trip": `/organizer/trip/${trip.id}`,
    "already-booked": `/pesanan/${booker.live?.code}`,
    "sold-out": "/",
    "registration-closed": "/",
    closed: "/",
    "starts-too-soon": "/",
    "not-open": "/",
    "no-account": "/",
    "unpaid-tries": "/",
  };
  return (
    <section className="mt-8 rounded-card bg-sand px-5 py-8 sm:px-8">
      <h2 className="text-xl font-extrabold">{title}</h2>
      <p className="mt-2 max-w-[52ch] text-ink-soft">{says}</p>
      <Button asChild className="mt-5">
        <Link href={ways[obstacle] as Route}>{action}</Link>
      </Button>
    </section>
  );
}

/** What they hold unpaid, each with the page where it is paid or cancelled. */
function UnpaidLimit({ unpaid, locale }: Pick<ObstacleNoticeProps, "unpaid" | "locale">) {
  const texts = textsFor(locale).bookingForm.unpaidLimit;
  return (
    <section className="mt-8 rounded-card bg-sand px-5 py-8 sm:px-8">
      <h2 className="text-xl font-extrabold">{texts.title}</h2>
      <p className="mt-2 max-w-[52ch] text-ink-soft">
        {texts.lead(policy.unpaidBookingsPerPerson, policy.unpaidSeatsPerPerson)}
      </p>
      <ul className="mt-5 space-y-4">
        {unpaid.map(({ code, pax, tripTitle, expiresAt, hasProof }) => (
          <li key={code}>
            <TextLink href={`/pesanan/${code}/bayar` as Route}>{tripTitle}</TextLink>
            <p className="text-[15px] text-ink-soft">
              {texts.seats(pax)} · {hasProof ? texts.underReview : texts.payUntil(moment(expiresAt, locale))}
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}
