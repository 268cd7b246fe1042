import { cachedHtmlOfTrip } from "#app/_shell/cached-html.ts";
import type { FoundTrip } from "#domain/departures/search.ts";
import { days, type Locale, rupiah } from "#texts/format.ts";
import { textsFor } from "#texts/index.ts";
import { CachedHtml } from "#ui/cached-html.tsx";
import { classes } from "#ui/classes.ts";
import { MapPin } from "#ui/icons.tsx";
import { Photo } from "#ui/photo.tsx";

type CardProps = Pick<FoundTrip, "seatsLeft" | "offer"> & { locale: Locale; priority?: boolean };

/** Cards in rows of one, two or three; the first photo is fetched before the others where the list is what people see first. */
export async function TripCards({
  trips,
  locale,
  priority,
}: {
  trips: FoundTrip[];
  locale: Locale;
  priority?: boolean;
}) {
  const cards = await Promise.all(
    trips.map((trip, at) =>
      tripCard(trip, { seatsLeft: trip.seatsLeft, offer: trip.offer, locale, priority: priority && at === 0 }),
    ),
  );
  return (
    <CachedHtml
      as="ul"
      html={cards.join("")}
      className="grid grid-cols-1 gap-x-6 gap-y-9 sm:grid-cols-2 lg:grid-cols-3"
    />
  );
}

/** A trip as somebody sees it who is choosing: the photo, then where, when, for how much, and whether there is room. */
const tripCard = cachedHtmlOfTrip((trip, { seatsLeft, offer, locale, priority }: CardProps) => {
  const texts = textsFor(locale).trips;
  const [cover] = trip.photos;
  return (
    <li>
      <article className="group relative">
        <div className="relative overflow-hidden rounded-card bg-sand">
          {cover ? (
            <Photo photo={cover} alt="" sizes={cardSizes} priority={priority} className="aspect-3/2" />
          ) : (
            <div className="aspect-3/2" />
          )}
          <Availability offer={offer} seatsLeft={seatsLeft} locale={locale} />
        </div>
        <h3 className="mt-3 text-lg leading-snug font-bold">
          <a
            href={`/trip/${trip.slug}`}
            className="underline-offset-4 group-hover:underline after:absolute after:inset-0 after:rounded-card"
          >
            {trip.title}
          </a>
        </h3>
        <p className="mt-1 flex items-center gap-1.5 text-[15px] wrap-anywhere text-ink-soft">
          <MapPin aria-hidden="true" className="size-4 shrink-0" />
          {trip.destination}
        </p>
        <p className="mt-0.5 text-[15px] text-ink-soft">{days(trip.date, trip.endDate, locale)}</p>
        <p className="mt-1.5 text-[15px]">
          <strong className="text-base font-extrabold tabular-nums">{rupiah(trip.pricePerPax)}</strong>{" "}
          <span className="text-ink-soft">{texts.perPerson}</span>
        </p>
      </article>
    </li>
  );
});

/** One column up to 40 rem, two up to 64 rem, then three in 72 rem at most. */
const cardSizes = "(min-width: 72rem) 22rem, (min-width: 64rem) 31vw, (min-width: 40rem) 46vw, 100vw";

/** So few seats that people should know before they go on looking. */
const fewSeats = 3;

function Availability({ offer, seatsLeft, locale }: Pick<CardProps, "offer" | "seatsLeft" | "locale">) {
  const texts = textsFor(locale).trips;
  const scarce = offer === "open" && seatsLeft <= fewSeats;
  return (
    <p
      className={classes(
        "absolute top-3 left-3 rounded-full bg-surface px-3 py-1 text-[13px] font-bold text-ink tabular-nums",
        scarce && "text-dawn",
        offer !== "open" && "text-ink-soft",
      )}
    >
      {offer === "open" ? texts.seatsLeft(seatsLeft) : texts.offers[offer]}
    </p>
  );
}
