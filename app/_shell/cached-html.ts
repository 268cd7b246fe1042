import { LRUCache } from "lru-cache";
import type { ReactNode } from "react";
import type { TripContent } from "#domain/trips/content.ts";

/** What may stand beside a trip in what is drawn: plain data, so that its text tells it from any other. */
type Plain =
  | string
  | number
  | boolean
  | Date
  | null
  | undefined
  | readonly Plain[]
  | { readonly [name: string]: Plain };

/** Characters of markup that each kept part of a page may take in this process. */
const mostCharacters = 8 * 2 ** 20;

/**
 * Draws a part of a page once for all that it is drawn from, and keeps its markup in this process. `draw` must be pure: it
 * sees nothing but what it is given, all of which names what is kept, so that nothing else can ever be shown.
 */
export function cachedHtml<Given extends Record<string, Plain>>(
  draw: (given: Given) => ReactNode,
): (given: Given) => Promise<string> {
  const known = cache();
  return (given) => known(JSON.stringify(given), () => draw(given));
}

/** The same for what a trip says, named by the trip's version; whatever else is shown of it must stand in `given`. */
export function cachedHtmlOfTrip<Given extends Record<string, Plain>>(
  draw: (trip: TripContent, given: Given) => ReactNode,
): (trip: TripContent, given: Given) => Promise<string> {
  const known = cache();
  return (trip, given) => known(`${trip.id}:${trip.version} ${JSON.stringify(given)}`, () => draw(trip, given));
}

/** React puts what an eager picture needs before everything else; here the picture follows at once, maybe in a list. */
const askedAhead = /^(?:<link rel="preload"[^>]*>)+/;

/** Markup by name, drawn where there is none yet. */
function cache(): (name: string, draw: () => ReactNode) => Promise<string> {
  const known = new LRUCache<string, string>({
    maxSize: mostCharacters,
    sizeCalculation: (markup) => markup.length || 1,
  });
  return async (name, draw) => {
    const found = known.get(name);
    if (found !== undefined) return found;
    // Next lets no server component name this module above.
    const { renderToStaticMarkup } = await import("react-dom/server");
    const markup = renderToStaticMarkup(draw()).replace(askedAhead, "");
    known.set(name, markup);
    return markup;
  };
}
