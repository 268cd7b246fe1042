import type { MetadataRoute } from "next";
import { clock } from "#clock.ts";
import { publicAddresses } from "#domain/departures/public.ts";
import { env } from "#env.ts";
import { standingPublicPages } from "./public-pages.ts";

/** Read at every request: a build has no database. */
export const dynamic = "force-dynamic";

/** One file may name 50,000 addresses; the trips that leave soonest come first. */
const mostOfEach = 24_000;

/** What search engines should know: every public page that always stands, trips on offer, and who leads them. */
export default async function sitemap(): Promise<MetadataRoute.Sitemap> {
  const address = env().APP_URL;
  const pages = await standingPublicPages();
  const { trips, organizers } = await publicAddresses(clock(), mostOfEach);
  return [
    ...pages.map((path) => ({ url: `${address}${path}` })),
    ...trips.map(({ slug, updatedAt }) => ({ url: `${address}/trip/${slug}`, lastModified: updatedAt })),
    ...organizers.map(({ slug, updatedAt }) => ({ url: `${address}/penyelenggara/${slug}`, lastModified: updatedAt })),
  ];
}
