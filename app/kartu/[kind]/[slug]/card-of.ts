import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { publicOrganizer, publicTrip } from "#domain/departures/public.ts";
import { openTripPhoto } from "#domain/files/queries.ts";
import type { ShareCard } from "#domain/images/share-card.ts";
import { days, type Locale, rupiah } from "#texts/format.ts";
import { type Texts, textsFor } from "#texts/index.ts";

/** What to draw, with a name that is another wherever the drawing would be. */
export type NamedCard = { name: string; draw: () => Promise<ShareCard> };

type Asked = { kind: string; slug: string; locale: Locale; now: Date };

/** The card of a public page; nothing where there is no such page. */
export async function cardOf({ kind, slug, locale, now }: Asked): Promise<NamedCard | undefined> {
  const texts = textsFor(locale);
  switch (kind) {
    case "trip":
      return cardOfTrip(slug, { locale, now });
    case "penyelenggara":
      return cardOfOrganizer(slug, locale);
    case "halaman": {
      const page = Object.hasOwn(pages, slug) ? pages[slug]?.(texts) : undefined;
      return page && named(page.title, [page.line], heroPicture);
    }
    default:
      return undefined;
  }
}

/** The standing pages by the name of their card. */
const pages: Record<string, (texts: Texts) => { title: string; line: string }> = {
  beranda: ({ home, site }) => ({ title: home.title, line: site.footerLead }),
  bantuan: ({ help }) => ({ title: help.title, line: help.lead }),
  "cara-kerja": ({ about }) => ({ title: about.works.title, line: about.works.description }),
  syarat: ({ about }) => ({ title: about.terms.title, line: about.terms.description }),
};

async function cardOfTrip(slug: string, { locale, now }: { locale: Locale; now: Date }) {
  const trip = await publicTrip(slug, now);
  if (!trip) return undefined;
  const [cover] = trip.photos;
  const facts = [
    `${days(trip.date, trip.endDate, locale)} · ${trip.destination}`,
    `${rupiah(trip.pricePerPax)} ${textsFor(locale).trips.perPerson}`,
  ];
  return named(trip.title, facts, () => (cover ? photo(cover) : Promise.resolve(undefined)), cover);
}

async function cardOfOrganizer(slug: string, locale: Locale) {
  const found = await publicOrganizer(slug);
  if (!found) return undefined;
  const { organizer, pastTrips } = found;
  const texts = textsFor(locale).trips.organizer;
  const cover = pastTrips.flatMap(({ photos }) => photos).at(0);
  const facts = [`${texts.title} · ${organizer.city}`, texts.tripsLed(organizer.tripsLed)];
  return named(organizer.displayName, facts, () => (cover ? photo(cover) : heroPicture()), cover);
}

function named(
  title: string,
  facts: string[],
  picture: () => Promise<Uint8Array | undefined>,
  pictureName = "",
): NamedCard {
  return {
    name: JSON.stringify([title, facts, pictureName]),
    draw: async () => ({ title, facts, picture: await picture() }),
  };
}

/** A photo that cannot be read just now leaves the words. */
async function photo(name: string): Promise<Uint8Array | undefined> {
  const opened = await openTripPhoto(name);
  if (!opened || opened === "unreadable") return undefined;
  return new Uint8Array(await new Response(opened.body).arrayBuffer());
}

/** The front page's own picture. */
function heroPicture(): Promise<Uint8Array> {
  return readFile(join(/* turbopackIgnore: true */ process.cwd(), "app", "(public)", "hero", "wide-1600.webp"));
}
