import type { MetadataRoute } from "next";
import { clock } from "#clock.ts";
import { publicAddresses } from "#domain/departures/public.ts";
import { env } from "#env.ts";

/** Read at every request: a build has no database. */
export const dynamic = "force-dynamic";

/** One file may name 50,000 addresses; the trips that leave soonest come first. */
const mostOfEach = 24_000;

/** What search engines should know: the pages that always stand, trips on offer, and who leads them. */
export default async function sitemap(): Promise<MetadataRoute.Sitemap> {
  const address = env().APP_URL;
  const { trips, organizers } = await publicAddresses(clock(), mostOfEach);
  return [
    ...["/", "/bantuan", "/cara-kerja", "/syarat"].map((path) => ({ url: `${address}${path}` })),
    ...trips.map(({ slug, updatedAt }) => ({ url: `${address}/trip/${slug}`, lastModified: updatedAt })),
    ...organizers.map(({ slug, updatedAt }) => ({ url: `${address}/penyelenggara/${slug}`, lastModified: updatedAt })),
  ];
}
