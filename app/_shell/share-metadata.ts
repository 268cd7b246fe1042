import type { Metadata } from "next";
import { shareCardSize } from "#domain/images/share-card.ts";
import type { Locale } from "#texts/format.ts";

type Shared = {
  title: string;
  description: string;
  /** The page's path, under which search engines know it. */
  path: string;
  /** Its picture, see {@link shareCardPath}. */
  card: string;
  type?: "website" | "profile";
};

/** What chats, networks and search engines are told of a public page: its words, its one address and its picture. */
export function shareMetadata({ title, description, path, card, type = "website" }: Shared): Metadata {
  const image = { url: card, ...shareCardSize, type: "image/jpeg", alt: title };
  return {
    description,
    alternates: { canonical: path },
    openGraph: { type, siteName: "SeTrip", title, description, url: path, images: [image] },
    twitter: { card: "summary_large_image", title, description, images: [image] },
  };
}

/**
 * The address of a page's picture, which `app/kartu` draws. `version` is part of it, so that a chat asks anew when what
 * stands on the picture has changed.
 */
export function shareCardPath(
  kind: "trip" | "penyelenggara" | "halaman",
  slug: string,
  { locale, version }: { locale: Locale; version?: number },
): string {
  const query = new URLSearchParams({ bahasa: locale, ...(version !== undefined && { v: String(version) }) });
  return `/kartu/${kind}/${slug}?${query}`;
}
